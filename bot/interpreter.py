"""What a process that runs for weeks asks of Python and of the C library: measured in docs/performance.md."""

import ctypes
import gc
import sys

# A thread that decodes a picture gives way to one that acknowledges, or holds SQLite's write lock, after 1 ms, not 5.
_SWITCH_SECONDS = 0.001
_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h


def prepare() -> None:
    """Call it before anything large is imported, and before there are threads."""
    gc.disable()
    sys.setswitchinterval(_SWITCH_SECONDS)
    _keep_one_heap()


def settle() -> None:
    """Call it when all stands that stands for good: looked through again and again, it would stop threads for 0.3 s."""
    gc.freeze()
    gc.enable()


def _keep_one_heap() -> None:
    """Else each thread has one of glibc's heaps, up to eight times the cores, and each keeps room for pictures."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):  # musl has neither
        libc.mallopt(_ARENA_MAX, 1)
