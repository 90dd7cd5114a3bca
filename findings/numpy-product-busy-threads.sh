#!/bin/sh
# numpy 2.4.6: after a small product of matrices its other threads stay busy for a while, at the cost of what runs next.
#
# The wheels of numpy multiply with OpenBLAS, which shares a product among as many threads as there are processors.  When
# it is done, these wait for the next one by spinning, and not asleep.  Whoever multiplies a small matrix now and then,
# as a scorer of a text does between the documents of a pipeline, so keeps another processor busy all the time: pure
# Python between two products is counted at almost twice its processor time, and what else wants that processor waits.
# With one thread (OPENBLAS_NUM_THREADS=1, or threadpoolctl's limit around the product) nothing spins, and the product is
# as fast.  In our pipeline the parse of a document took 1.9 times the processor time because of a product behind it.
# Seen on Linux x86-64, Python 3.11, with two processors: processor time to time, of 4 ms of Python behind each of 100
# products of 200 × 400 by 400 × 300 numbers, three times:
#
#     threads as they are    1.69, 1.85, 1.96
#     one thread             0.91, 0.94, 0.92      (other work had the processor meanwhile)
#
# The exit code is 0 while the first is over 1.3 and the second not, and 1 if that has changed; with a single processor
# there is nothing to see, and it says so.  Needs the network, for pip.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 threadpoolctl==3.8.0
"$folder/venv/bin/python" - <<'PYTHON'
import os
import sys
import time
from contextlib import nullcontext

import numpy as np
from threadpoolctl import threadpool_limits

if len(os.sched_getaffinity(0)) < 2:
    print("a single processor: nothing to see")
    sys.exit(0)
chance = np.random.default_rng(0)
left, right = chance.random((200, 400), dtype=np.float32), chance.random((400, 300), dtype=np.float32)


def share(limit):
    """Processor time to time of what runs between the products."""
    spent = passed = 0.0
    for _ in range(100):
        with limit():
            left @ right
        processor, clock = time.process_time(), time.perf_counter()
        while time.perf_counter() < clock + 0.004:
            pass
        spent += time.process_time() - processor
        passed += time.perf_counter() - clock
    return round(spent / passed, 2)


many = [share(nullcontext) for _ in range(3)]
one = [share(lambda: threadpool_limits(1, "blas")) for _ in range(3)]
print("threads as they are:", *many)
print("one thread:", *one)
changed = min(many) < 1.3 or max(one) >= 1.3
print("CHANGED" if changed else "as described")
sys.exit(changed)
PYTHON
