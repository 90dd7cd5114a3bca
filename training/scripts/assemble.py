"""Write the trained pipeline as kg ships it: ``assemble.py PARSER OUT``.

Weights are kept in half precision, which changes no figure of the model card and halves the files; kg loads them into
single precision.  Of the vocabulary's strings those stay that a pipe cannot do without; the meta data names sources and
licence; OUT's NOTICE is left as it is.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language

from kg.language.precision import cast_weights


def main(parser: Path, out: Path) -> None:
    """Write the pipeline to ``out``."""
    nlp = spacy.load(parser)
    nlp.meta.update(
        name="kg",
        version="0.3.0",
        description="English for news: UD syntax. A student of a MiniLM teacher on UD EWT, GUM and open news text",
        license="CC BY-SA 4.0",
        author="geopolitical-kg contributors",
    )
    for key in ("performance", "speed"):
        nlp.meta.pop(key, None)
    notice = out / "NOTICE"
    text = notice.read_text(encoding="utf-8") if notice.exists() else ""
    if out.exists():
        shutil.rmtree(out)
    if "kg_precision" not in nlp.pipe_names:
        nlp.add_pipe("kg_precision", last=True)
    cast_weights(nlp, "float16")
    nlp.to_disk(out)
    strings = json.dumps(sorted(needed(nlp)), ensure_ascii=False)
    (out / "vocab" / "strings.json").write_text(strings, encoding="utf-8")
    if text:
        notice.write_text(text, encoding="utf-8")
    size = sum(f.stat().st_size for f in out.rglob("*") if f.is_file())
    largest = max((f for f in out.rglob("*") if f.is_file()), key=lambda f: f.stat().st_size)
    print(f"{out}: {size / 1e6:.1f} MB, largest {largest.relative_to(out)} {largest.stat().st_size / 1e6:.1f} MB")


def needed(nlp: Language) -> set[str]:
    """Strings that the pipes name by a hash: labels, and what the lemmatizer's trees put for the end of a word.

    The words of the training text are not among them; spaCy adds those of a document when it reads it.
    """
    found: set[str] = set()
    for _, pipe in nlp.pipeline:
        found |= {label for label in getattr(pipe, "labels", ()) if isinstance(label, str)}
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    for node in srsly.msgpack_loads(lemmatizer.trees.to_bytes())["trees"]:
        found |= {nlp.vocab.strings[node[key]] for key in ("orig", "subst") if key in node}
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
