"""An extractor that does what an article says: hang, die, raise.  A module of its own, so that workers find it."""

import os
import signal
import time

from kg.core.errors import KgError
from kg.core.records import Extraction


class Naughty:
    name = version = "naughty/1"

    def extract(self, articles):
        for batch in [list(articles)]:  # reads ahead, as spaCy does
            for article in batch:
                match article.text.split()[0]:
                    case "die":
                        os.kill(os.getpid(), signal.SIGKILL)
                    case "hang":
                        while True:
                            time.sleep(0.05)
                    case "freeze":  # deaf to signals, as a loop in C is
                        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
                        time.sleep(60)
                    case "raise":
                        raise ValueError("no parse")
                yield Extraction(article)


class Unloadable:
    name = version = "unloadable/1"

    def __reduce__(self):
        return refuse, ()


def refuse():
    raise KgError("there is no such pipeline")
