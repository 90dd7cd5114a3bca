"""Feeds readers, cleaning, dates, extraction and the command line with damaged and hostile input.

    python benchmarks/fuzz.py [--seconds 3600] [--seed 1] [--limit 20] [--memory 3000] [--only readers,dates]

Each case is made from its number, so that it can be made again: a sound input of some kind, then cut, doubled, flipped,
stuffed with what software chokes on.  A case fails if anything but a :class:`kg.core.errors.KgError` is raised, if it
takes longer than ``--limit`` seconds, or if the process grows beyond ``--memory`` MB (RLIMIT_AS is set to it).  Cases
run in a process of their own, which is started again after a failure.  Prints one line for each failure and a
summary; exits with 1 if there was one.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import multiprocessing
import random
import resource
import signal
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

SENTENCES = (
    "Russian President Vladimir Putin met North Korean leader Kim Jong Un in Vladivostok on Thursday.",
    "The United States imposed sanctions on three banks of Iran, the Treasury said on March 3, 2023.",
    "“We will not negotiate”, the foreign minister of Turkey told reporters after talks with Greece last week.",
    "Rebels shelled the town of Bakhmut overnight; at least 12 civilians were killed, officials said.",
    "Protesters in Yangon demanded that the army release Aung San Suu Kyi.",
    "KYIV, May 5 (Example) - Ukraine denied that it had struck the bridge two days earlier.",
)
ODD = (
    "\x00", "\ufeff", "\u202e", "\ud800", "\U0001f680", "e\u0301" * 40, "\u200d" * 200, "(" * 3000, "[" * 3000,
    "{" * 3000,

    '"' * 999, "<" * 3000, "<div>" * 800, "a" * 60_000, " " * 60_000, "\n" * 20_000, "A. " * 3000, "and " * 2000,
    "said that " * 500, "; rm -rf ~", "$(id)", "`id`", "../../../etc/passwd", "%s%n%x", "' OR 1=1 --", "'; DROP ALL; #",
    "<script>alert(1)</script>", "&#x110000;", "&a;" * 500, "31 February 2023", "0000-00-00", "9" * 5000, "-" * 5000,
    "on the 99th of May", "yesterday " * 300, "one hundred and " * 300, "https://" + "a." * 3000, "\r\r\n", "\x1b[31m",
)  # fmt: skip

Case = Callable[[random.Random], None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--memory", type=int, default=3000)
    parser.add_argument("--only", default=",".join(TARGETS))
    given = parser.parse_args()
    end, number = time.monotonic() + given.seconds, 0
    done: collections.Counter[str] = collections.Counter()
    failed: collections.Counter[str] = collections.Counter()
    names = given.only.split(",")
    while time.monotonic() < end:
        ours, theirs = multiprocessing.Pipe()
        arguments = (theirs, given.seed, number, names, given.limit, given.memory, end)
        process = multiprocessing.get_context("spawn").Process(target=_serve, args=arguments)
        process.start()
        theirs.close()
        name = names[0]
        while True:
            try:
                # The alarm in the process comes first, unless a loop in C is deaf to it.
                if not ours.poll(given.limit * 2 + 60):
                    failed[name] += 1
                    print(f"{given.seed}:{number} {name}: hangs, deaf to signals", flush=True)
                    break
                message = ours.recv()
            except EOFError:
                if time.monotonic() < end:
                    failed[name] += 1
                    print(f"{given.seed}:{number} {name}: the process died", flush=True)
                break
            if isinstance(message, tuple):  # a case begins
                number, name = message
                continue
            done[name] += 1
            if message:
                failed[name] += 1
                print(f"{given.seed}:{number} {name}: {message}", flush=True)
        number += 1
        process.kill()
        process.join()
    print(json.dumps({"cases": dict(sorted(done.items())), "failures": dict(sorted(failed.items()))}))
    raise SystemExit(1 if failed else 0)


def _serve(pipe, seed: int, number: int, names: list[str], limit: int, memory: int, end: float) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
    signal.signal(signal.SIGALRM, _ring)
    from kg.core.errors import KgError

    while time.monotonic() < end:
        rng = random.Random(f"{seed}:{number}")
        name = rng.choice(names)
        pipe.send((number, name))
        complaint = ""
        signal.alarm(limit if number else 10 * limit)  # the first loads the pipeline
        try:
            TARGETS[name](rng)
        except KgError:
            pass
        except BaseException as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            complaint = f"{type(error).__name__}: {str(error)[:200]!r} at {Path(at.filename).name}:{at.lineno}"
        finally:
            signal.alarm(0)
        pipe.send(complaint)
        number += 1


def _ring(*_: object) -> None:
    raise TimeoutError("took longer than the limit")


def text(rng: random.Random) -> str:
    """Some sentences with something odd in, between or in place of words."""
    pieces = [rng.choice(SENTENCES) for _ in range(rng.randint(1, 6))]
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        at = rng.randrange(len(pieces))
        words = pieces[at].split(" ")
        words.insert(rng.randrange(len(words) + 1), rng.choice(ODD))
        pieces[at] = rng.choice((" ", "")).join(words) if rng.random() < 0.1 else " ".join(words)
    if rng.random() < 0.2:
        rng.shuffle(letters := list(pieces[0]))
        pieces[0] = "".join(letters)
    return rng.choice((" ", "\n", "\n\n")).join(pieces)


def damaged(rng: random.Random, data: bytes) -> bytes:
    """Bytes cut, flipped, doubled or stuffed."""
    for _ in range(rng.choice((0, 1, 1, 3, 10))):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(5):
            case 0:
                data = data[:at]
            case 1:
                data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
            case 2:
                data = data[:at] + data[max(0, at - rng.randint(1, 500)) :]
            case 3:
                data = data[:at] + rng.choice(ODD).encode("utf-8", "surrogatepass") + data[at:]
            case _:
                data = data[:at] + data[at + rng.randint(1, 50) :]
    return data


def encoded(rng: random.Random) -> tuple[str, bytes]:
    """A sound file of some kind, and its ending."""
    words = text(rng)
    record = {"id": "a", "text": words, "date": "2023-05-05", "title": "Talks"}
    one = json.dumps(record)
    safe = words.replace("&", "&amp;").replace("<", "&lt;")
    page = f"<html><head><title>t</title></head><body><article><p>{safe}</p><p>{words}</p></article></body></html>"
    kinds = {
        "txt": words,
        "html": page,
        "jsonl": one + "\n" + one.replace('"a"', '"b"') + "\n",
        "json": f"[{one}, {one}]",
        "csv": f'id,text,date\n1,"{words}",2023-05-05\n',
        "tsv": f"id\ttext\n1\t{words}\n",
        "rss": f"<?xml version='1.0'?><rss version='2.0'><channel><item><guid>x</guid>"
        f"<description>{safe}</description><pubDate>{rng.choice(ODD)[:50]}</pubDate></item></channel></rss>",
        "warc": f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nContent-Length: "
        f"{len(page.encode('utf-8', 'replace')) + 44}\r\n\r\n"
        f"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n{page}\r\n\r\n",
        "nexis.txt": f"1 of 2 DOCUMENTS\n\nTimes\n\nMay 5, 2023 Friday\n\nTalks\n\nLENGTH: 9 words\n\n{words}\n\n"
        f"LOAD-DATE: May 5, 2023\n\n2 of 2 DOCUMENTS\n\n{words}\n",
        "uni.txt": f"Talks\nTimes\nMay 5, 2023\n\nLength: 9 words\n\nBody\n\n{words}\n\nLoad-Date: x\n\n"
        "End of Document\n" * 2,
        "factiva.txt": f"HD\nTalks\nPD\n5 May 2023\nSN\nTimes\nLP\n{words}\nTD\n{words}\nAN\n"
        "Document TIMES00020230505ej5500001\n",
        "proquest.txt": f"{'_' * 60}\n\nFull text: {words}\n\nTitle: Talks\n\n"
        f"Publication date: May 5, 2023\n\n{'_' * 60}\n",
        "sgm": f'<REUTERS NEWID="1"><DATE>5-MAY-1987</DATE><TEXT><TITLE>T</TITLE><BODY>{words}</BODY></TEXT></REUTERS>',
    }
    kind = rng.choice(sorted(kinds))
    return kind, kinds[kind].encode(rng.choice(("utf-8", "utf-8", "utf-16", "cp1252", "koi8-r", "cp932")), "replace")


def readers(rng: random.Random) -> None:
    """A file of any kind, damaged, perhaps packed and damaged again, perhaps misnamed."""
    from kg import readers as r

    kind, data = encoded(rng)
    data, name = damaged(rng, data), f"f.{kind}"
    if rng.random() < 0.3:
        data, name = damaged(rng, gzip.compress(data)), name + ".gz"
    if rng.random() < 0.2:
        name = "f"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        options: dict[str, object] = {}
        if rng.random() < 0.3:
            options = {
                "encoding": rng.choice(("utf-8", "windows-1251", "shift_jis", "utf-16", None)),
                "fields": rng.choice(({"date": "title"}, {"text": "a.b"}, {"text": "text", "source": "id"}, None)),
                "date_format": rng.choice(("DMY", "YMD", "%d.%m.%y", None)),
            }
        told: list[Exception] = []
        found = list(r.read(Path(folder) / name, on_error=told.append, **options))  # type: ignore[arg-type]
        assert found or told, "nothing was read, and nothing was told"
        for article in found:
            assert article.text.strip() and len(article.id) <= 500


def cleaning(rng: random.Random) -> None:
    """Cleaning moves no character."""
    from kg.readers import clean

    given = text(rng)
    assert len(clean(given).text) == len(given)


def mending(rng: random.Random) -> None:
    """What is mended knows where it stood."""
    from kg.readers.mending import mend

    given = text(rng).replace(" ", rng.choice((" ", "  ", "\u00ad", "-\n", "&nbsp;", "\u200b")))
    found = mend(given)
    places = [(found.start(i), found.end(i + 1)) for i in range(len(found.text))]
    assert all(0 <= a < b <= len(given) for a, b in places) and places == sorted(places)


def dates(rng: random.Random) -> None:
    """Dates of articles and dates in them."""
    from kg.readers import parse_date
    from kg.readers.dates import date_in_address, dateline, find_date

    given = rng.choice(
        (text(rng), rng.choice(ODD), f"{rng.randint(-9, 99999)}-{rng.randint(0, 99)}-{rng.randint(0, 99)}")
    )
    find_date(given)
    dateline(given, given)
    date_in_address(given)
    parse_date(given, "fuzz")


def extraction(rng: random.Random) -> None:
    """Events point at the words that they name."""
    import kg
    import kg.readers

    given = text(rng)
    if rng.random() < 0.3:
        given = " ".join(rng.choice((rng.choice(SENTENCES), rng.choice(ODD)[:2000])) for _ in range(rng.randint(1, 12)))
    [*articles] = kg.readers.read(kg.Article("fuzz", given), on_error=lambda error: None)
    if not articles:
        return
    article = articles[0]  # cleaned: blanked in places, of the same length
    for event in kg.extract(article, workers=1, time_limit=None, on_error=_raise):
        found = event.evidence
        assert article.text[found.start : found.end] == found.sentence, "the sentence is not where it is said to be"
        json.dumps(event.to_dict())


def _raise(error: Exception) -> None:
    if "cannot be read" in str(error):  # the extractor failed: that is what we look for
        raise AssertionError(str(error))


def command_line(rng: random.Random) -> None:
    """Verbs with odd words; no traceback, whatever is asked."""
    from typer.testing import CliRunner

    from kg.cli import application

    words = [
        "extract",
        "query",
        "validate",
        "export",
        "explain",
        "triples",
        "remove",
        "merge",
        "--help",
        "--json",
        "-q",
        "-",
        "--date",
        "--aliases",
        "--undo",
    ]
    words += [
        "2023-05-05",
        "--type",
        "CONSULT",
        "no-such-store",
        *(o.replace("\0", "")[:200] for o in rng.sample(ODD, 4)),
    ]
    chosen = [rng.choice(words[:8]), *rng.sample(words, rng.randint(0, 4))]
    with tempfile.TemporaryDirectory() as folder:
        chosen = [w if w.startswith("-") or "/" not in w else f"{folder}/{w.replace('/', '_')}" for w in chosen]
        given = damaged(rng, text(rng).encode("utf-8", "replace"))
        result = CliRunner().invoke(application(), chosen, input=given)
    from kg.core.errors import KgError

    if result.exception and not isinstance(result.exception, SystemExit | KgError):
        raise result.exception


TARGETS: dict[str, Case] = {
    "readers": readers,
    "cleaning": cleaning,
    "mending": mending,
    "dates": dates,
    "extraction": extraction,
    "command_line": command_line,
}

if __name__ == "__main__":
    main()
