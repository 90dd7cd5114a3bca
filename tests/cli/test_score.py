"""kg score and kg sample: how well events are read, on texts of one's own."""

import json

TEXT = "Iran and Iraq met in Cairo. Gunmen killed three soldiers near Gao."
MEETING = {
    "clause": "Iran and Iraq met in Cairo",
    "trigger": "met",
    "type": "CONSULT",
    "mutual": True,
    "actors": [
        {"quote": "Iran", "country": "IRN", "kind": "country"},
        {"quote": "Iraq", "country": "IRQ", "kind": "country"},
    ],
}


def write(folder, *events):
    (folder / "articles.jsonl").write_text(json.dumps({"id": "a", "text": TEXT, "date": "2023-01-02"}))
    (folder / "gold.jsonl").write_text(json.dumps({"doc": "a", "events": list(events)}))
    return folder / "gold.jsonl", folder / "articles.jsonl"


def test_annotations_give_precision_and_recall(kg_, tmp_path):
    files = write(tmp_path, MEETING)
    figures = json.loads(kg_("score", *files, "--json").out)["all"]
    assert figures["documents"] == 1 and figures["type+dyad"]["R"]["value"] == 1
    shown = kg_("score", *files)
    assert shown.code == 0 and "type+dyad recall" in shown.out and "1 of 1 found" in shown.out


def test_misses_are_printed_and_faults_of_annotations_are_told(kg_, tmp_path):
    missed = {"clause": "Iran and Iraq met", "trigger": "met", "type": "PROTEST", "actors": MEETING["actors"]}
    done = kg_("score", *write(tmp_path, missed, MEETING | {"trigger": "greeted"}), "--misses")
    assert "miss  a PROTEST IRN/IRQ > - | met" in done.out and done.code == 1
    assert "gold.jsonl:1" in done.err and "not in the text" in done.err


def test_a_sheet_is_drawn_judged_and_scored(kg_, tmp_path):
    _, articles = write(tmp_path)
    kg_("build", articles, "--store", tmp_path / "g")
    sheet = tmp_path / "s.csv"
    assert "to judge" in kg_("sample", tmp_path / "g", "-o", sheet).err
    sheet.write_text("\n".join(line + "right" if i else line for i, line in enumerate(sheet.read_text().split("\n"))))
    assert json.loads(kg_("sample", tmp_path / "g", "-o", tmp_path / "s.html", "--json").out)["events"]
    lines = [line for line in sheet.read_text().splitlines() if line.strip() and line != "right"]
    sheet.write_text("\n".join(lines))
    result = json.loads(kg_("score", sheet, "--json").out)
    assert result["right"] == result["of"] and result["from"] < 1 == result["share"]
