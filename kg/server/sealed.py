"""A process that can open no connection, whatever runs in it.

The engine is native code with an HTTP client of its own, so it is the system that must refuse: on Linux a seccomp
filter, which the kernel asks before every system call of the process and of all its threads, and which nothing can take
off again.  Elsewhere there is nothing of the kind that a process may ask for itself: there only Python code is held
back, and of native code only :func:`kg.server.guard.judged` keeps what asks for a connection.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import sys
from typing import Any

# By machine: what the kernel calls it, its seccomp(), and its socket(), connect() and io_uring_setup(): the last is
# another way to the other two, which a filter does not see.
_MACHINES = {
    "x86_64": (0xC000003E, 317, (41, 42, 425)),
    "aarch64": (0xC00000B7, 277, (198, 203, 425)),
}
_X32 = 0x40000000  # from here on the numbers of a second set of calls, on x86_64 only

_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_LOAD, _IF_EQUAL, _IF_NOT_LESS, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("first", ctypes.POINTER(_Instruction)))


def seal() -> bool:
    """From now on this process opens no connection; what is open stays open.  It cannot be undone.

    Returns:
        Whether native code is bound too; False where the system is not Linux on x86_64 or aarch64, or does not let
        a process bind itself.

    Example:
        >>> seal()                                                                             # doctest: +SKIP
        True
        >>> socket.create_connection(("127.0.0.1", 80))                                        # doctest: +SKIP
        Traceback (most recent call last):
        PermissionError: this process opens no connection
    """
    sys.addaudithook(_refuse)
    # A Python of 32 bits makes the calls of another machine: all of them would be refused.
    if not sys.platform.startswith("linux") or platform.machine() not in _MACHINES or sys.maxsize < 1 << 32:
        return False
    architecture, seccomp, calls = _MACHINES[platform.machine()]
    code = _filter(architecture, calls)
    program = _Program(len(code), ctypes.cast(code, ctypes.POINTER(_Instruction)))
    libc = ctypes.CDLL(None)
    long, zero = ctypes.c_ulong, ctypes.c_ulong(0)
    # Without it the kernel takes filters from root only.
    libc.prctl(_PR_SET_NO_NEW_PRIVS, long(1), zero, zero, zero)
    done: int = libc.syscall(long(seccomp), long(_SECCOMP_SET_MODE_FILTER), long(_ALL_THREADS), ctypes.byref(program))
    return done == 0


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event in ("socket.__new__", "socket.connect", "socket.sendto", "socket.getaddrinfo"):
        raise PermissionError(errno.EPERM, "this process opens no connection")


def _filter(architecture: int, calls: tuple[int, ...]) -> ctypes.Array[_Instruction]:
    """The filter: each test jumps over what is left of the program to its last line, or goes on."""
    tests = [(_IF_NOT_LESS, _X32), *((_IF_EQUAL, call) for call in calls)]
    left = len(tests)
    lines = [
        (_LOAD, 0, 0, 4),  # which machine's call it is: the same numbers mean other calls elsewhere
        (_IF_EQUAL, 0, left + 2, architecture),
        (_LOAD, 0, 0, 0),  # which call
        *((test, left - at, 0, value) for at, (test, value) in enumerate(tests)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return (_Instruction * len(lines))(*(_Instruction(*line) for line in lines))
