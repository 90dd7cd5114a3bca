"""Other languages: told with their name, and counted; English lines are never taken for another language."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import kg
from kg.building import Progress
from kg.core.errors import InputError
from kg.readers import Meter, read
from kg.readers.languages import foreign

TEXTS = {
    "German": "Die Bundesregierung hat am Montag neue Sanktionen gegen Russland beschlossen.",
    "French": "La France a condamné l'attaque contre l'ambassade de Turquie, selon le ministre.",
    "Spanish": "El presidente de México se reunió con su homólogo de los Estados Unidos.",
    "Portuguese": "O presidente do Brasil se reuniu com o ministro da Defesa em Brasília.",
    "Italian": "La Cina ha condannato le sanzioni degli Stati Uniti contro il governo.",
    "Polish": "Prezydent Polski spotkał się w środę z kanclerzem Niemiec.",
    "Turkish": "Cumhurbaşkanı Erdoğan, Rusya Devlet Başkanı Putin ile bir görüşme yaptı.",
    "Indonesian": "Presiden Indonesia bertemu dengan menteri luar negeri Rusia di Jakarta.",
    "Russian": "Россия и Украина подписали соглашение об обмене пленными.",
    "Ukrainian": "Україна та Росія підписали угоду про обмін полоненими.",
    "Arabic": "أدانت الحكومة المصرية الهجوم على غزة.",
    "Persian": "وزیر خارجه ایران با همتای روس خود دیدار کرد و گفت.",
    "Chinese": "中国政府对美国的制裁表示强烈反对。",
    "Japanese": "日本政府は北朝鮮のミサイル発射を非難した。",
    "Korean": "한국 정부는 북한의 미사일 발사를 규탄했다.",
    "Greek": "Η ελληνική κυβέρνηση καταδίκασε την επίθεση.",
}
ENGLISH = [
    "Russia attacked Ukraine.", "Putin, Erdogan meet", "Niger junta quits ECOWAS", "Egypt's el-Sisi meets al-Burhan",
    "La La Land leads nominations.", "Hamas' Izz ad-Din al-Qassam Brigades launch rockets intended to strike Tel Aviv.",
    "The U.S. FDA approves Tesaro's ovarian cancer drug.", "José Ignacio Peralta is sworn in as Governor of Colima.",
    "Der Spiegel and Die Zeit report on the talks.", "Prime Minister Lavrov (Лавров) met Kuleba (Кулеба).", "12 345",
]  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_is_told(language: str) -> None:
    assert foreign(TEXTS[language]) == language
    assert foreign(TEXTS[language] * 20) == language


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english(text: str) -> None:
    assert foreign(text) is None


def test_articles_of_other_languages_are_told_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Russia attacked Ukraine on Monday.")
    (tmp_path / "b.txt").write_text(TEXTS["German"])
    (tmp_path / "c.txt").write_bytes(TEXTS["Russian"].encode("koi8-r"))
    told: list[InputError] = []
    meter = Meter()
    assert [a.id for a in read(tmp_path, on_error=told.append, meter=meter)] == ["a"]
    assert (meter.foreign, meter.articles, meter.undated) == (2, 1, 1)
    text = "\n".join(map(str, told))
    assert "b.txt: in German, not in English: it gives no events" in text
    assert "c.txt: in Russian, not in English" in text
    states: list[Progress] = []
    kg.build(str(tmp_path), on_error=lambda e: None, progress=states.append)
    assert (states[-1].foreign, states[-1].undated, states[-1].faulty) == (2, 1, 2)


def test_no_line_of_the_current_events_is_taken_for_another_language(data: Path) -> None:
    with gzip.open(data / "articles" / "current-events.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for number, line in enumerate(lines) if number % 10 == 0]
    assert [text for text in texts if foreign(text)] == []
