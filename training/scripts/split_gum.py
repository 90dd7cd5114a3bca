"""Split GUM into training text and held-out news: every third news document, from the first, is held out."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path


def split(source: Path, folder: Path) -> None:
    """Write ``gum-train.conllu`` and ``gum-news.conllu`` into ``folder``.

    Args:
        source: GUM in CoNLL-U, gzipped, documents headed by ``# newdoc id``.
        folder: where the two files go.
    """
    documents = gzip.decompress(Path(source).read_bytes()).decode("utf-8").split("# newdoc id = ")[1:]
    news_seen = 0
    with (folder / "gum-train.conllu").open("w") as train, (folder / "gum-news.conllu").open("w") as held_out:
        for document in documents:
            is_news = document.startswith("GUM_news")
            target = held_out if is_news and news_seen % 3 == 0 else train
            news_seen += is_news
            target.write("# newdoc id = " + document)


if __name__ == "__main__":
    split(Path(sys.argv[1]), Path(sys.argv[2]))
