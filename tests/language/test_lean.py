"""What is loaded to read a first text is no more than that needs, and does the same."""

from __future__ import annotations

import subprocess
import sys
import weakref

import numpy as np
import spacy
from thinc.api import Relu, chain

from kg.language.matrices import only_reads
from kg.language.precision import EMPTY
from kg.pipeline import SHIPPED


def test_spacy_comes_without_its_command_line_until_that_is_asked_for():
    code = """
import sys
import kg.pipeline
assert not {"spacy.cli", "typer", "weasel"} & set(sys.modules)
import spacy
assert callable(spacy.cli.download) and "typer" in sys.modules
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
try:
    spacy.nothing
except AttributeError as error:
    print(error)
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out == "module 'spacy' has no attribute 'nothing'\n"


def test_the_tokenizer_is_that_of_the_weights():
    plain, ours = spacy.load(SHIPPED).tokenizer, spacy.load(SHIPPED, config=EMPTY).tokenizer
    text = "The U.S. and Russia (don't) agree: Iran's $3bn, 10km, gonna. See https://example.org/a?b=c, e.g. on Mon."
    assert [t.text for t in plain(text)] == [t.text for t in ours(text)]
    assert plain.to_bytes() == ours.to_bytes()


def test_a_chain_of_layers_forgets_what_it_read_and_learns_as_before():
    model = chain(Relu(3, 4), Relu(2, 3))
    model.initialize(X=np.ones((5, 4), dtype="f"), Y=np.ones((5, 2), dtype="f"))
    given = np.arange(20, dtype="f").reshape(5, 4)
    before = model.predict(given)
    only_reads(model)
    assert (model.predict(given) == before).all()
    first = model.layers[0]
    seen = []
    forward = first._func
    first._func = lambda *a, **k: (lambda made: (seen.append(weakref.ref(made[0])), made)[1])(forward(*a, **k))
    result = model(given, is_train=False)
    assert (result[0] == before).all() and seen[0]() is None
    trained, back = model.begin_update(given)
    assert (trained == before).all() and back(trained).shape == given.shape
