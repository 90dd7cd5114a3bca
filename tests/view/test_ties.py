import pytest

from kg.core.errors import InputError
from kg.core.event import Event, Evidence, Participant
from kg.core.plover import EventType
from kg.view import ties
from kg.view.alike import gathered
from kg.view.choice import choose
from kg.view.explorer import View


def who(key, name=None, kind="country", country=None, sector=None):
    return Participant(key, name or key, kind, country, sector, name or key, 0, 3)


RUS, PRK, USA = (who(iso, country=iso) for iso in ("RUS", "PRK", "USA"))


def event(type_, actors, recipients=(), **more):
    return Event("a", type_, tuple(actors), Evidence("…", 0, 1, "…", 0, 1), tuple(recipients), **more)


def picture(events, level="actor"):
    return ties.picture(gathered(events), level)


def names(view):
    return [(view.parties[t.source].name, t.type.value, view.parties[t.target].name, t.count) for t in view.ties]


def test_one_tie_for_each_source_relation_and_target():
    view = picture(
        [
            event(EventType.ACCUSE, [RUS], [USA]),
            event(EventType.ACCUSE, [RUS], [USA], theme="x"),
            event(EventType.ACCUSE, [USA], [RUS]),
            event(EventType.THREATEN, [RUS], [USA]),
        ]
    )
    assert names(view) == [("RUS", "ACCUSE", "USA", 2), ("USA", "ACCUSE", "RUS", 1), ("RUS", "THREATEN", "USA", 1)]


def test_parties_of_a_meeting_are_tied_both_ways_once():
    view = picture([event(EventType.CONSULT, [RUS, PRK, USA]), event(EventType.CONSULT, [PRK, RUS])])
    assert [t.mutual for t in view.ties] == [True, True, True]
    assert names(view)[0] == ("RUS", "CONSULT", "PRK", 2)


def test_without_a_recipient_the_theme_is_the_target():
    view = picture(
        [event(EventType.THREATEN, [USA], theme="Sanctions"), event(EventType.THREATEN, [USA], theme="sanctions")]
    )
    assert names(view) == [("USA", "THREATEN", "Sanctions", 2)]
    assert view.parties[1].kind == "theme"


def test_themes_linked_to_one_concept_are_one_node():
    view = picture(
        [
            event(EventType.THREATEN, [USA], theme="new sanctions", concept="sanctions"),
            event(EventType.REJECT, [RUS], theme="the sanctions", concept="sanctions"),
        ]
    )
    assert {t.target for t in view.ties} == {1}
    assert view.parties[1].name == "sanctions"


def test_a_theme_beside_a_recipient_is_no_node():
    view = picture([event(EventType.THREATEN, [USA], [RUS], theme="sanctions")])
    assert [p.name for p in view.parties] == ["USA", "RUS"]


def test_nobody_is_tied_to_himself():
    assert not picture([event(EventType.ACCUSE, [RUS], [RUS])]).ties


def test_an_act_without_a_target_makes_no_tie():
    view = picture([event(EventType.PROTEST, [USA])])
    assert not view.ties
    assert (view.parties[0].alike, view.parties[0].count) == ([0], 1)


def test_at_country_level_who_acts_for_a_state_stands_as_it():
    putin = who("vladimir-putin", "Vladimir Putin", "person", "RUS", "GOV")
    kim = who("kim-jong-un", "Kim Jong Un", "person", "PRK", "GOV")
    view = picture([event(EventType.CONSULT, [putin], [kim])], level="country")
    assert names(view) == [("Russia", "CONSULT", "North Korea", 1)]


def test_at_country_level_rebels_and_a_states_own_people_stay_themselves():
    army = who("mmr/army", "Myanmar army", "government", "MMR", "MIL")
    crowd = who("mmr/protesters", "protesters", "people", "MMR", "CVL")
    rebels = who("syr/rebels", "Syrian rebels", "armed_group", "SYR", "REB")
    view = picture(
        [event(EventType.COERCE, [army], [crowd]), event(EventType.ASSAULT, [RUS], [rebels])], level="country"
    )
    assert names(view) == [("Myanmar", "COERCE", "protesters", 1), ("RUS", "ASSAULT", "Syrian rebels", 1)]


def test_at_country_level_what_is_done_to_another_countrys_people_is_done_to_it():
    fishers = who("phl/fishers", "Philippine fishers", "people", "PHL", "CVL")
    view = picture([event(EventType.COERCE, [who("CHN", country="CHN")], [fishers])], level="country")
    assert names(view) == [("CHN", "COERCE", "Philippines", 1)]


def test_every_type_has_a_side():
    assert {t.side for t in EventType} == {"cooperation", "conflict", "other"}


GUNMEN = Participant(None, "gunmen", "unnamed", None, "UAF", "Gunmen", 0, 6)


def test_nobody_is_tied_to_who_is_only_described():
    raid = event(EventType.ASSAULT, [GUNMEN], [RUS], theme="oil")
    view = picture([raid, event(EventType.ASSAULT, [RUS], [GUNMEN, USA]), event(EventType.ASSAULT, [], [PRK])])
    assert names(view) == [("RUS", "ASSAULT", "USA", 1)]
    assert [(p.name, p.named) for p in view.parties][:2] == [("gunmen", False), ("RUS", True)]
    assert [(s.doers, s.sufferers) for s in view.sides] == [([], [1]), ([1], [2]), ([], [3])]


def test_recipients_of_acts_by_nobody_named_are_drawn_alone():
    view = picture([event(EventType.ASSAULT, [GUNMEN], [RUS]), event(EventType.ACCUSE, [USA], [PRK])])
    russia = next(i for i, p in enumerate(view.parties) if p.key == "RUS")
    choice = choose(view, None, None, 10)
    assert choice.alone == {russia} and len(choice.parties) == choice.candidates == 3
    assert choose(view, "RUS", None, 10).alone == {russia}
    assert choose(view, "USA", None, 10).alone == frozenset()
    with pytest.raises(InputError, match="nobody called 'gunmen'"):
        choose(view, "gunmen", None, 10)


def test_what_a_countrys_leaders_did_is_found_under_it():
    putin, rebel = who("putin", "Putin", "person", "RUS", "GOV"), who("rebels", "Rebels", "armed_group", "RUS", "REB")
    view = picture(
        [
            event(EventType.CONSULT, [putin, PRK]),
            event(EventType.THREATEN, [RUS], [USA]),
            event(EventType.ASSAULT, [rebel], [who("MLI", country="MLI")]),
        ]
    )
    chosen = choose(view, "RUS", None, 10)
    assert {view.parties[i].name for i in chosen.parties} == {"RUS", "USA", "Putin", "PRK"}
    assert [view.parties[i].name for i in chosen.centre] == ["RUS"]
    assert {view.parties[i].name for i in choose(view, "Putin", None, 10).parties} == {"Putin", "PRK"}


def test_the_nearest_names_are_told():
    with pytest.raises(InputError, match=r"nobody called 'Rusia' in these events; did you mean Russia \(RUS\)\?"):
        choose(picture([event(EventType.THREATEN, [who("RUS", "Russia", country="RUS")], [USA])]), "Rusia", None, 10)


def test_a_theme_is_the_texts_own_words_where_they_say_more_than_the_concept():
    view = picture(
        [
            event(EventType.REQUEST, [RUS], theme="new sanctions", concept="sanctions"),
            event(EventType.REJECT, [RUS], theme="attacked the port", concept="infrastructure"),
        ]
    )
    assert [p.name for p in view.parties if p.kind == "theme"] == ["sanctions", "attacked the port"]


def test_events_that_look_alike_are_looked_at_once():
    putin = who("vladimir-putin", "Vladimir Putin", "person", "RUS", "GOV")
    again = who("vladimir-putin", "Vladimir Putin", "person", "RUS", None)
    told = [
        event(EventType.ACCUSE, [putin], [USA], theme="grain"),
        event(EventType.ACCUSE, [putin], [USA], theme="gas"),  # a theme beside a recipient is not drawn
        event(EventType.ACCUSE, [again], [USA]),  # who is not said to act for the state is another on its level
        event(EventType.ACCUSE, [putin], theme="Grain"),
        event(EventType.ACCUSE, [putin], theme="grain"),
        event(EventType.REJECT, [putin], [USA]),
        event(EventType.CONSULT, [putin, USA]),
        event(EventType.CONSULT, [putin], [USA]),
    ]
    found = gathered(told)
    assert found.of.tolist() == [0, 0, 1, 2, 2, 3, 4, 5]
    assert found.counts == [2, 1, 2, 1, 1, 1]
    assert [one.mutual for one in found.alike] == [False, False, False, False, True, False]
    assert [one.theme for one in found.alike][2] == ("theme:grain", "Grain")
    assert names(picture(told))[0] == ("Vladimir Putin", "ACCUSE", "USA", 3)
    as_states = [("Russia", "ACCUSE", "USA", 2), ("Vladimir Putin", "ACCUSE", "USA", 1)]
    assert names(picture(told, "country"))[:2] == as_states


def test_a_page_is_worked_out_by_what_looks_alike(monkeypatch, made_up):
    events = made_up.world(60, 180)
    looked = []
    monkeypatch.setattr("kg.view.ties.pairs", lambda *a, pairs=ties.pairs: looked.append(a) or pairs(*a))
    page = View(events)
    page.html()
    alike = len(page._gathered.alike)
    assert len(looked) == 2 * alike < 2 * len(events) * 0.7, "once for each level"
