"""Join the syntax and the entity student into one pipeline: ``assemble.py PARSER ENTITIES OUT``.

Weights are kept in half precision, which changes no figure of the model card and halves the files; kg loads them into
single precision.  The vocabulary keeps its strings and drops its lookups, the meta data names sources and licence;
OUT's NOTICE is left as it is.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import spacy

from kg.language.precision import cast_weights


def main(parser: Path, entities: Path | None, out: Path) -> None:
    """Write the joined pipeline to ``out``."""
    nlp = spacy.load(parser)
    strings = set(nlp.vocab.strings)
    if entities is not None:
        names = spacy.load(entities)
        nlp.vocab.vectors = names.vocab.vectors  # those that its network reads
        strings |= set(nlp.add_pipe("ner", source=names).labels)
    nlp.meta.update(
        name="kg",
        version="0.2.0",
        description="English for news: UD syntax and named entities. Students of a MiniLM teacher on UD EWT, GUM and "
        "open news text",
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
    # The names of the recognizer's silver, which spaCy adds, stay behind.
    (out / "vocab" / "strings.json").write_text(json.dumps(sorted(strings), ensure_ascii=False), encoding="utf-8")
    if text:
        notice.write_text(text, encoding="utf-8")
    size = sum(f.stat().st_size for f in out.rglob("*") if f.is_file())
    largest = max((f for f in out.rglob("*") if f.is_file()), key=lambda f: f.stat().st_size)
    print(f"{out}: {size / 1e6:.1f} MB, largest {largest.relative_to(out)} {largest.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2] != "-" else None, Path(sys.argv[3]))
