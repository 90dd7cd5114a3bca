import pytest

from kg.view import clean


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  Kim\nJong \t Un ", "Kim Jong Un"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("a\x00b", "a b"),
        ("lone \ud800 half", "lone \ufffd half"),
        (None, ""),
        ("</script>", "</script>"),
    ],
)
def test_a_line_is_clean(text, shown):
    assert clean.line(text) == shown


def test_a_line_has_an_end():
    assert len(clean.line("x" * 100_000)) == clean.NAME_LENGTH
    assert clean.line("x" * 100_000).endswith("…")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//example.org/a",
        "https:///nowhere",
        "https://exa mple.org",
        "https://example.org/\u202e",
        "http://[::1",
        "https://example.org/" + "a" * 5000,
        "",
        None,
    ],
)
def test_what_is_no_web_address(url):
    assert clean.web_address(url) == ""


def test_what_is_a_web_address():
    assert clean.web_address("https://example.org/a?b=c&d=ü#x") == "https://example.org/a?b=c&d=ü#x"
    assert clean.web_address(" http://example.org ") == "http://example.org"


def test_marks_stay_on_their_words():
    text, marks = clean.excerpt("Russia warned Ukraine.", [(7, 13, "t"), (0, 6, "a"), (14, 21, "r")])
    assert [text[start:end] for start, end, _ in marks] == ["Russia", "warned", "Ukraine"]


def test_marks_are_counted_in_code_points():
    text, marks = clean.excerpt("🇷🇺 Russia warned.", [(10, 16, "t")])
    start, end, _ = marks[0]
    assert text[start:end] == "warned"


def test_of_overlapping_marks_the_first_wins():
    _, marks = clean.excerpt("Russian troops fired.", [(15, 20, "t"), (0, 14, "a"), (0, 7, "r")])
    assert marks == [(0, 14, "a"), (15, 20, "t")]


def test_a_long_sentence_is_cut_around_its_trigger():
    sentence = "x " * 50_000 + "Russia warned Ukraine." + " y" * 50_000
    at = sentence.index("warned")
    text, marks = clean.excerpt(sentence, [(at, at + 6, "t"), (at - 7, at - 1, "a"), (0, 1, "r")])
    assert len(text) <= clean.SENTENCE_LENGTH + 2
    assert text[0] == text[-1] == "…"
    assert [text[start:end] for start, end, _ in marks] == ["Russia", "warned"]


def test_direction_overrides_cannot_move_the_marks():
    text, marks = clean.excerpt("a\u202eb warned", [(4, 10, "t")])
    assert "\u202e" not in text
    assert text[marks[0][0] : marks[0][1]] == "warned"
