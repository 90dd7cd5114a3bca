"""Files that hold several articles: exports of press data bases, SGML of old corpora, PDF and DOCX."""

from __future__ import annotations

import io
from pathlib import Path
from types import ModuleType

import pytest

from kg.core.errors import InputError
from kg.readers import read, sgml, sniff
from kg.readers.base import Input

A = "Russia attacked Ukrainian ports on Monday, officials said."
B = "Iran arrested two French citizens on Sunday, its agency said."

NEXIS = f"""
                               1 of 2 DOCUMENTS

                              The Example Times (London)

                            March 12, 2024 Tuesday

Ports hit

BYLINE: A Writer

LENGTH: 212 words

{A}

Talks went on.

LOAD-DATE: March 13, 2024

                    Copyright 2024 Example Newspapers Limited

                               2 of 2 DOCUMENTS

                              The Example Post

                            June 3, 2019 Monday
                                Final Edition

Envoy row

SECTION: WORLD; Pg. A4

LENGTH: 99 words

HIGHLIGHT: A row over envoys.

BODY:

{B}

LOAD-DATE: June 3, 2019
"""
NEXIS_UNI = f"""User Name: A Person
Date and Time: Monday, July 1, 2024 10:00:00 AM CEST
Job Number: 1234
Documents (2)

Ports hit
The Example Times (London)
March 12, 2024 Tuesday

Copyright 2024 Example Newspapers Limited All Rights Reserved

Section: NEWS; Pg. 4

Length: 212 words

Byline: A Writer

Body

{A}

Talks went on.

Load-Date: March 13, 2024

End of Document

Envoy row

The Example Post

June 3, 2019 Monday

Copyright 2019 Example Post All Rights Reserved

Length: 99 words

Body

{B}

Load-Date: June 3, 2019

End of Document
"""
FACTIVA = f"""Ports hit

By A Writer
212 words
12 March 2024
The Example Times (London)
EXTIM
1
4
English
(c) 2024 Example Newspapers Ltd. All rights reserved

{A}

Talks went on.

Document EXTIM00020240312ek3c0001a

Envoy row
99 words
3 June 2019
10:15
The Example Post
EXPO
English
Copyright 2019. Example Post.

{B}

Document EXPO000020190603ef6300002
"""
FACTIVA_CODED = f"""HD
Ports hit
BY
A Writer
WC
212 words
PD
12 March 2024
SN
The Example Times (London)
SC
EXTIM
LA
English
CY
(c) 2024 Example Newspapers Ltd.

LP
{A}

TD
Talks went on.

CO
expl : Example plc
AN
Document EXTIM00020240312ek3c0001a

HD   Envoy row
WC   99 words
PD   3 June 2019
SN   The Example Post
LP   {B}
AN   Document EXPO000020190603ef6300002
"""
PROQUEST = f"""____________________________________________________________

Document 1 of 2

Ports hit

Links: https://example.org/resolver

Full text: {A}

Talks went on.

Subject: Ports; War

Title: Ports hit

Publication title: The Example Times (London); London (UK)

Publication date: Mar 12, 2024

ProQuest document ID: 2941

Document URL: https://example.org/docview/2941

____________________________________________________________

Document 2 of 2

Envoy row

Full text: {B}

Title: Envoy row

Publication title: The Example Post

Publication date: Jun 3, 2019

ProQuest document ID: 2942

____________________________________________________________

Terms and conditions: https://example.org/terms
"""
ALL = {"nexis": NEXIS, "nexis uni": NEXIS_UNI, "factiva": FACTIVA, "factiva coded": FACTIVA_CODED, "proquest": PROQUEST}


def reading(source: object, **options: object) -> tuple[list, list[str]]:
    errors: list[InputError] = []
    return list(read(source, on_error=errors.append, **options)), [str(e) for e in errors]  # type: ignore[arg-type]


def right(articles: list) -> None:
    assert [str(a.date) for a in articles] == ["2024-03-12", "2019-06-03"]
    assert [a.title for a in articles] == ["Ports hit", "Envoy row"]
    assert [a.source for a in articles] == ["The Example Times (London)", "The Example Post"]
    assert [" ".join(a.text.split()) for a in articles] == [f"{A} Talks went on.", B]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("suffix", [".txt", "", ".txt CRLF"])
def test_an_export_is_split(tmp_path: Path, name: str, suffix: str) -> None:
    path = tmp_path / f"export{suffix.split()[0] if suffix else ''}"
    path.write_bytes(ALL[name].replace("\n", "\r\n" if "CRLF" in suffix else "\n").encode())
    articles, told = reading(path)
    right(articles)
    assert not told and len({a.id for a in articles}) == 2


def test_an_article_of_an_export_without_text_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEXIS.replace(B, ""))
    articles, [fault] = reading(tmp_path)
    assert len(articles) == 1 and fault == f"{tmp_path}/a.txt:24: an article of this export has no text"


@pytest.mark.parametrize(
    "text", [f"2 of 3 documents were found.\n\n{A}", f"Title: a report\n\n{A}", f"Document 5\n{A}"]
)
def test_what_is_no_export_stays_one_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    [article], _ = reading(tmp_path)
    assert sniff(text.encode()).name == "text" and article.id == "a"


REUTERS = (
    '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS TOPICS="NO" OLDID="1" NEWID="7">\n'
    "<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TEXT>&#2;\n<TITLE>PORTS HIT</TITLE>"
    f"<DATELINE>    LONDON, Feb 26 - </DATELINE><BODY>{A}\n Reuter\n&#3;</BODY></TEXT></REUTERS>"
)
WIRE = (
    '<DOC id="7" type="story"><HEADLINE>Ports hit</HEADLINE><DATELINE>LONDON, Feb 26</DATELINE>'
    f"<DATE>1987-02-26</DATE><TEXT><P>{A}</P></TEXT></DOC>"
)
TREC = "<DOC>\n<DOCNO> 7 </DOCNO>\n<DATE>February 26, 1987</DATE>\n<HEAD>Ports hit</HEAD>\n"


@pytest.mark.parametrize(
    "text",
    [
        REUTERS,
        f'<REUTERS NEWID="7"><DATE> 26-FEB-1987 </DATE><TEXT TYPE="UNPROC">&#2;\n{A}\n&#3;</TEXT></REUTERS>',
        WIRE,
        f"{TREC}<TEXT>\n{A}\n</TEXT>\n</DOC>",
    ],
)
def test_sgml(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.sgm").write_text(text + text.replace("7", "8", 2).replace("26", "27"))
    articles, told = reading(tmp_path)
    assert [str(a.date) for a in articles][:1] == ["1987-02-26"] and len(articles) == 2
    assert articles[0].id == "7" and not told
    assert all(a.text.strip().endswith(A) and "<" not in a.text and "Reuter\n" not in a.text for a in articles)


@pytest.mark.parametrize("issue", ["March 2024", "Spring 2024", "March/April 2024", "March, 2024 First Edition"])
def test_a_nexis_article_of_a_monthly_keeps_its_title_and_has_no_day(tmp_path: Path, issue: str) -> None:
    head = f"Ports hit\n\nBYLINE: A Writer\n\nLENGTH: 212 words\n\n{A}\n"
    (tmp_path / "a.txt").write_text(f"1 of 1 DOCUMENTS\n\nThe Example Monthly\n\n{issue}\n\n{head}")
    [article], _ = reading(tmp_path)
    assert (article.title, article.source, article.date) == ("Ports hit", "The Example Monthly", None)
    assert article.text.strip().endswith(A)


def test_sgml_without_an_item_is_told() -> None:
    [told] = sgml.read(Input(io.BufferedReader(io.BytesIO(b"<ITEM>nothing</ITEM>")), "a.sgml", "a"))
    assert isinstance(told, InputError) and str(told) == "a.sgml: no <REUTERS> and no <DOC> is found in it"


def test_a_newswire_is_dated_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "a.sgml").write_text(f'<DOC id="NYT_ENG_20040112.0034" type="story"><TEXT><P>{A}</P></TEXT></DOC>')
    assert str(reading(tmp_path)[0][0].date) == "2004-01-12"


def pdf(text: str) -> bytes:
    """A PDF of one page, as small as can be."""
    lines = " ".join(f"({line}) '" for line in text.replace("(", "\\(").replace(")", "\\)").split("\n"))
    fonts = b"<< /Font << /F1 5 0 R >> >>"
    stream = f"BT /F1 12 Tf 14 TL 50 750 Td {lines} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources " + fonts + b" >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % at)


def test_a_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdf", reason="pypdf is not installed")
    (tmp_path / "a.pdf").write_bytes(pdf(A))
    (tmp_path / "b.pdf").write_bytes(pdf(A)[:200])
    (tmp_path / "c.pdf").write_bytes(pdf(""))
    [article], told = reading(tmp_path)
    assert article.id == "a" and article.text.strip() == A
    assert "b.pdf: the PDF cannot be taken apart" in told[0] or "b.pdf: the PDF holds no text" in told[0]
    assert "c.pdf: the PDF holds no text, only pictures of it" in told[1]


def test_a_docx_and_an_export_in_one(tmp_path: Path) -> None:
    docx: ModuleType = pytest.importorskip("docx", reason="python-docx is not installed")
    for name, paragraphs in (("a", [A, "Talks went on."]), ("b", NEXIS_UNI.split("\n\n"))):
        document = docx.Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        out = io.BytesIO()
        document.save(out)
        (tmp_path / f"{name}.docx").write_bytes(out.getvalue())
    articles, told = reading(tmp_path)
    assert articles[0].id == "a" and articles[0].text == f"{A}\n\nTalks went on." and not told
    right(articles[1:])
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04 word/ nothing")
    assert "c.docx: the document cannot be taken apart" in reading(tmp_path / "c.docx")[1][0]


def test_documents_in_a_folder_that_are_not_read_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pypdf", "docx"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
    for name in ("a.txt", "b.pdf", "c.PDF", "d.docx", "e.doc", "~$d.docx", ".f.pdf", "g.png"):
        (tmp_path / name).write_text(A)
    [article], [told] = reading(tmp_path)
    assert article.id == "a"
    assert told == (
        f"{tmp_path}: not read: 1 .doc, 1 .docx (to read them: pip install 'geopolitical-kg[docx]'), "
        "2 .pdf (to read them: pip install 'geopolitical-kg[pdf]')"
    )
    (tmp_path / "a.txt").unlink()
    with pytest.raises(InputError, match=r"no articles in this folder.*2 \.pdf"):
        read(tmp_path)
    (tmp_path / "b.pdf").write_bytes(pdf(A))
    assert "reading PDF needs pypdf: pip install 'geopolitical-kg[pdf]'" in reading(tmp_path / "b.pdf")[1][0]
