"""A program ``kg`` that starts at once: each command is a fork of one process that has the code and the weights.

A page of the documentation runs a dozen commands, of which each takes seconds to begin.  ``python ready.py SOCKET``
loads once and waits; the program that :func:`client` writes sends it its arguments, folder, environment and files.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Without site packages it starts in some milliseconds.  It ends as the command does.
_CLIENT = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as there:
    there.connect({address!r})
    told = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(there, [len(told).to_bytes(4, "big")], [0, 1, 2])
    there.sendall(told)
    sys.exit(int(there.recv(16) or b"1"))
"""


@contextmanager
def client(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """The text of a program that runs ``kg``; it works until the block ends."""
    address = folder / "ready"
    with subprocess.Popen([sys.executable, __file__, address], env=environment, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout and process.stdout.readline() == b"ready\n"
            yield _CLIENT.format(python=sys.executable, address=str(address))
        finally:
            process.kill()


def serve(address: str) -> None:
    """Load, then run what comes, each in a process of its own."""
    from kg import pipeline
    from kg.cli import application

    application()
    pipeline.shared()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with socket.socket(socket.AF_UNIX) as here:
        here.bind(address)
        here.listen()
        print("ready", flush=True)
        while True:
            there, _ = here.accept()
            if os.fork() == 0:  # its child runs the command, so that nobody is left to be waited for
                child = os.fork()
                os._exit(0) if child else run(there)
            os.wait()
            there.close()


def run(there: socket.socket) -> None:
    """Be the command that somebody asks for, and say how it ended."""
    size, files, *_ = socket.recv_fds(there, 4, 3)
    told = b""
    while len(told) < int.from_bytes(size, "big"):
        told += there.recv(1 << 16)
    arguments, folder, environment = json.loads(told)
    for number, file in enumerate(files):
        os.dup2(file, number)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(number, mode, encoding="utf-8", closefd=False) for number, mode in enumerate("rww")
    )
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    code = 1
    try:
        if "EVENT" in arguments:  # which a reader is told to replace: by an event of the store
            import kg

            arguments[arguments.index("EVENT")] = next(kg.open(arguments[1]).events()).id[:8]
        sys.argv = ["kg", *arguments]
        from kg.cli import main

        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        there.sendall(str(code).encode())
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])
