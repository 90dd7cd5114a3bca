"""What is English: word lists by topic, a YAML file each, for whoever knows the language to edit.

A list has a type, its only inner key, which says how the words of a text are compared with it:

| type | what stands in it |
|---|---|
| ``lemmas`` | base forms in small letters, of a word or several: "begin", "rule out" |
| ``words`` | small letters as they stand, one word each: "these" |
| ``phrases`` | small letters as they stand, words or several in a row: "because of" |
| ``forms`` | as they stand, capitals counted: "North" |
| ``order`` | words whose order counts: the months |
| ``groups`` | several lists of words by name |
| ``map`` | what is known of each word |

For another language the same files are written: rules ask for lists by the names that they have here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.core.compiled import compiled
from kg.core.lists import read

_FOLDER = Path(__file__).parent
# What each word of a list has to be.
_TYPES: dict[str, Callable[[str], bool]] = {
    "lemmas": lambda word: word == word.lower(),
    "words": lambda word: word == word.lower() and len(word.split()) == 1,
    "phrases": lambda word: word == word.lower(),
    "forms": bool,
    "order": bool,
}


def lists(topic: str) -> Mapping[str, frozenset[str]]:
    """The lists of a topic that are sets: ``lemmas``, ``words``, ``phrases`` and ``forms``.

    Modules ask once, when they are loaded.

    Args:
        topic: The name of a file in this folder, without ".yaml".

    Returns:
        The words of each list, by its name.

    Raises:
        KeyError: There is no such topic.
        ValueError: A list of any topic has no type that is known, has what its type forbids, or says a word twice; the
            message names file, list and word.

    Example:
        >>> "begin" in lists("background")["aspects"]
        True
    """
    return _topics()[topic].sets


def orders(topic: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of a topic whose order counts; else as :func:`lists`."""
    return _topics()[topic].orders


def groups(topic: str) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """The lists of a topic that have several lists of words in them; else as :func:`lists`."""
    return _topics()[topic].groups


def maps(topic: str) -> Mapping[str, dict[str, Any]]:
    """The lists of a topic that say something of each word; else as :func:`lists`."""
    return _topics()[topic].maps


class Topic(NamedTuple):
    """The lists of a file, by what is made of them."""

    sets: dict[str, frozenset[str]]
    orders: dict[str, tuple[str, ...]]
    groups: dict[str, dict[str, frozenset[str]]]
    maps: dict[str, dict[str, Any]]


@cache
def _topics() -> dict[str, Topic]:
    paths = [*_FOLDER.glob("*.yaml")]
    # read and checked when a file or this module has changed, and not at every start
    return compiled("en", paths, [_FOLDER], lambda: {p.stem: typed(p.name, read(p.read_text("utf-8"))) for p in paths})


def typed(file: str, content: Mapping[str, Any]) -> Topic:
    """The lists of a file.

    Args:
        file: What errors call it.
        content: What YAML found in it.

    Raises:
        ValueError: As in :func:`lists`.

    Example:
        >>> typed("x.yaml", {"aspect": {"lemmas": ["begin", "stop"]}}).sets["aspect"] == {"begin", "stop"}
        True
    """
    made = Topic({}, {}, {}, {})
    for name, inner in content.items():
        where = f"{file}, {name}"
        [(type_, words), *more] = inner.items() if isinstance(inner, dict) and inner else [("", [])]
        named = type_ in {"groups", "map"}
        if more or not words or not (named or type_ in _TYPES) or type(words) not in ([dict] if named else [list, str]):
            raise ValueError(f"{where}: its only inner key is a type ({', '.join(_TYPES)}, groups, map) with its words")
        if type_ == "map":
            made.maps[name] = words
        elif type_ == "groups":
            made.groups[name] = {key: frozenset(_checked(f"{where}, {key}", "lemmas", words[key])) for key in words}
        elif type_ == "order":
            made.orders[name] = _checked(where, type_, words)
        else:
            made.sets[name] = frozenset(_checked(where, type_, words))
    return made


def _checked(where: str, type_: str, words: Any) -> tuple[str, ...]:
    """The words of a list, each of them once; of a text, which is split at its spaces."""
    listed: list[Any] = words.split() if isinstance(words, str) else words
    for word in listed:
        if not isinstance(word, str) or not _TYPES[type_](word):
            raise ValueError(f"{where}: {word!r} is none of {type_} (what YAML takes for something else is quoted)")
    twice = [word for word, times in Counter(listed).items() if times > 1]
    if twice:
        raise ValueError(f"{where}: {twice[0]!r} stands in it twice")
    return tuple(listed)
