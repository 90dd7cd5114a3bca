"""Codes, names and capitals agree with what the knowledge base knows of countries."""

import pytest

from kg.core.countries import countries, country_name
from kg.entities.knowledge import Knowledge


@pytest.mark.parametrize(("iso3", "iso2", "name"), [("PRK", "KP", "North Korea"), ("XKX", "XK", "Kosovo")])
def test_countries_have_flags_and_usual_names(iso3, iso2, name):
    assert countries()[iso3][1:3] == (iso2, name)
    assert len(countries()) > 245


def test_the_table_and_the_knowledge_base_say_the_same():
    known = Knowledge.load()
    for country in countries().values():
        assert country.capital == (known.capital(country.iso3) or "")
        if (found := known.lookup(country.name)) and found[0].kind == "country":
            assert found[0].id == country.iso3 and found[0].name == country.name


def test_a_code_that_nobody_has_is_its_own_name():
    assert country_name("QQQ") == "QQQ"
