"""Who is sent acts; a party with a cake is nobody; "the North" where two Koreas are spoken of."""

import kg


def parties(text, type_):
    graph = kg.build([{"id": "a", "date": "2024-04-02", "text": text}], merge=False)
    return [{p.name for p in (*e.actors, *e.recipients)} for e in graph.events() if e.type == type_]


def test_who_is_sent_by_name_meets_and_who_sends_soldiers_attacks():
    sent = "Macron sent Foreign Minister Jean-Yves Le Drian to Beijing to meet Wang Yi."
    assert parties(sent, "CONSULT") == [{"Jean-Yves Le Drian", "Wang Yi"}]
    assert parties("Russia sent soldiers to attack Kharkiv.", "ASSAULT") == [{"Russia", "Kharkiv"}]


def test_an_office_party_is_no_political_one():
    assert parties("A gunman attacked a birthday party in Mexico.", "ASSAULT") == [
        {"gunman", "a birthday party in Mexico"}
    ]
    assert parties("Police attacked an opposition party in Uganda.", "ASSAULT") == [
        {"Ugandan police", "Ugandan opposition party"}
    ]


def test_the_north_is_north_korea_where_it_was_spoken_of():
    assert parties("North Korea and South Korea agreed to meet. The North rejected the offer.", "REJECT") == [
        {"North Korea"}
    ]
    assert parties("Nigeria's army attacked rebels. The North condemned the attack.", "ACCUSE") in ([], [set()])
