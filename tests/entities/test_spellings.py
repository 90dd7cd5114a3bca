"""Other spellings of known people, and names that are only near."""

from __future__ import annotations

import pytest

import kg
from kg.core.records import Entity
from kg.entities.knowledge import Knowledge
from kg.entities.names import key
from kg.entities.spellings import Spellings


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mahmud Ahmadinejad", "mahmoud-ahmadinejad"),
        ("Sergey Shoygu", "sergei-shoigu"),
        ("Dimitry Peskov", "dmitry-peskov"),
        ("Hasan Nasrullah", "hassan-nasrallah"),
        ("Moammar Gadhafi", "muammar-gaddafi"),
        ("Hussein Nasrallah", None),
        ("Vladimir Putina", None),
        ("V Putin", None),
        ("Putin", None),
    ],
)
def test_spelling(name: str, expected: str | None) -> None:
    found = Knowledge.load().spellings.find(key(name))
    assert (found.id if found else None) == expected


def test_a_name_that_two_people_have_is_nobodys() -> None:
    people = [(("said", "jalil"), Entity("a", "A", "person")), (("saied", "jalil"), Entity("b", "B", "person"))]
    assert Spellings(people).find(("said", "jaleel")).id == "a"
    people.append((("saidd", "jalil"), Entity("c", "C", "person")))
    assert Spellings(people).find(("said", "jaleel")) is None


def test_an_article_that_writes_a_leader_otherwise() -> None:
    [event] = kg.extract(kg.Article("a", "Yevgeni Prigozhin accused Sergey Shoygu of treason."))
    assert [p.id for p in (*event.actors, *event.recipients)] == ["yevgeny-prigozhin", "sergei-shoigu"]
