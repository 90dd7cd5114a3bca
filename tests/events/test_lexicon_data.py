"""The lexicon's data: every file well formed, every entry explained by an example, no two entries that contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.core.plover import Context, EventType, Status
from kg.events import lexicon
from kg.events.lexicon import Lexicon
from kg.language import en

EVENTS = Path(__file__).parents[2] / "kg" / "events"
LEXICON = EVENTS / "lexicon"
FILES = sorted(p for p in LEXICON.glob("*.yaml") if p.name != "classes.yaml")
FIELDS = {
    "verb",
    "noun",
    "adj",
    "when",
    "actor",
    "recipient",
    "theme",
    "mutual",
    "near",
    "mode",
    "contexts",
    "type",
    "status",
}
FIELDS |= {"example", "expect", "note"}
# A country by its ISO 3166 alpha-3 code, an organisation by its id.
PARTY = r"(?:[A-Z]{3}|[a-z][a-z-]+)"
CODE = rf"(?:{PARTY}(?:\+{PARTY})*)"


class _Strict(yaml.SafeLoader):
    """A YAML loader that refuses a key given twice, where the usual one keeps the last and says nothing."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = {key for key in keys if keys.count(key) > 1}
    assert not twice, f"{node.start_mark}: given twice: {sorted(twice)}"
    return {loader.construct_object(k): loader.construct_object(v, deep=True) for k, v in node.value}


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), _Strict)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _entries() -> Iterator[tuple[Path, str, dict[str, Any]]]:
    for path in FILES:
        content = _read(path)
        for entry in content["entries"]:
            yield path, content["type"], entry


ENTRIES = list(_entries())
CLASSES: dict[str, list[str]] = _read(LEXICON / "classes.yaml")


def _predicate(entry: dict[str, Any]) -> tuple[str, list[str]]:
    pos = next(p for p in ("verb", "noun", "adj") if p in entry)
    return pos, _list(entry[pos])


def _name(path: Path, entry: dict[str, Any]) -> str:
    return f"{path.name}: {str(entry)[:110]}"


def test_one_file_per_type_of_event() -> None:
    assert {_read(p)["type"] for p in FILES} >= {t for t in EventType if t != EventType.OTHER}


def test_is_broad() -> None:
    assert sum(len(_predicate(entry)[1]) for _, _, entry in ENTRIES) >= 2500


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_entries_are_well_formed(path: Path) -> None:
    for where, file_type, entry in ENTRIES:
        if where != path:
            continue
        name = _name(path, entry)
        assert set(entry) <= FIELDS, name
        assert sum(p in entry for p in ("verb", "noun", "adj")) == 1, name
        type_ = EventType(entry.get("type", file_type))
        assert entry.get("mode") is None or entry["mode"] in type_.modes, name
        for context in _list(entry.get("contexts")):
            Context(context)
        if "status" in entry:
            Status(entry["status"])
        assert isinstance(entry.get("when", {}), dict), name
        for slot in ("actor", "recipient", "theme"):
            assert all(isinstance(s, str) and re.fullmatch(r"[a-z][a-z -]*", s) for s in _list(entry.get(slot))), name


def test_words_are_lower_case_lemmas_without_repetition() -> None:
    for path, _, entry in ENTRIES:
        lists = [_predicate(entry)[1], *(_list(v) for v in entry.get("when", {}).values())]
        for words in lists:
            for word in words:
                assert isinstance(word, str), f"{_name(path, entry)}: {word!r} is not text; quote it"
                assert word == word.lower() == word.strip(), f"{_name(path, entry)}: {word}"
            assert len(words) == len(set(words)), f"{_name(path, entry)}: {[w for w in words if words.count(w) > 1]}"


def test_classes_are_known_and_used() -> None:
    used = {
        word[1:] for _, _, e in ENTRIES for v in e.get("when", {}).values() for word in _list(v) if word.startswith("@")
    }
    assert used <= set(CLASSES)
    assert set(CLASSES) <= used, "a class that no entry uses"
    for name, words in CLASSES.items():
        assert all(isinstance(w, str) and w == w.lower() for w in words), name


def test_every_entry_has_an_example_and_what_is_expected_of_it() -> None:
    for path, _, entry in ENTRIES:
        assert entry["example"].endswith("."), _name(path, entry)
        assert re.fullmatch(rf"(?:{CODE}|-) >(?: (?:{CODE}|-))?", entry["expect"]), _name(path, entry)
        if entry["expect"].endswith(">"):
            assert entry.get("mutual"), f"{_name(path, entry)}: only mutual acts have no recipient side"


def _frames() -> Iterator[tuple[tuple[str, str, str], str, str]]:
    for path, file_type, entry in ENTRIES:
        pos, lemmas = _predicate(entry)
        frame = repr(sorted((slot, sorted(map(str, _list(v)))) for slot, v in entry.get("when", {}).items()))
        for lemma in lemmas:
            yield (pos, lemma, frame), str(entry.get("type", file_type)), _name(path, entry)


def test_one_frame_is_written_once_and_has_one_type() -> None:
    seen: dict[tuple[str, str, str], tuple[str, str]] = {}
    twice = []
    for key, type_, name in _frames():
        if key in seen:
            twice.append(f"{key[1]} ({seen[key][0]}, {type_}): {seen[key][1]} AND {name}")
        seen.setdefault(key, (type_, name))
    assert not twice, "\n".join(twice)


def test_contexts_are_plovers() -> None:
    assert set(en.groups("contexts")["contexts"]) == set(Context)


def test_concepts_form_a_tree() -> None:
    concepts = _read(EVENTS / "concepts.yaml")
    ids = [concept["id"] for concept in concepts]
    assert len(ids) == len(set(ids)) >= 120
    broader = {concept["id"]: concept.get("broader") for concept in concepts}
    for start in ids:
        path = [start]
        while (above := broader[path[-1]]) is not None:
            assert above in broader, f"{path[-1]}: no concept {above}"
            assert above not in path, f"a circle: {path}"
            path.append(above)


def test_a_label_means_one_concept() -> None:
    owner: dict[str, str] = {}
    for concept in _read(EVENTS / "concepts.yaml"):
        for label in {*concept.get("alt", []), concept["label"].lower()}:
            assert label == label.lower() == label.strip()
            assert owner.setdefault(label, concept["id"]) == concept["id"], label


def test_what_is_kept_of_the_lexicon_is_what_its_files_say() -> None:
    plain, kept = lexicon._read(()), Lexicon.load()
    assert plain.all == kept.all and plain.verbs == kept.verbs
    assert plain.entries("verb", "condemn") == kept.entries("verb", "condemn") and not kept.entries("verb", "xyz")
