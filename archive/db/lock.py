"""One run per newspaper at a time, kept by the kernel: the lock goes when its process does.

A file of its own for each lock, in a folder beside the database; files stay, so that nobody locks
one that another has just removed. Only on local disks, where an archive has to be anyway.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from archive.errors import Locked, StorageFailed


@contextmanager
def exclusive_lock(db: Path, name: str) -> Iterator[None]:
    """Hold the lock of that name for an archive; raises Locked at once where another has it.

    Raises StorageFailed where its file cannot be made.
    """
    path = db.with_name(f"{db.name}.locks") / f"{quote(name, safe='')}.lock"
    try:
        path.parent.mkdir(exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StorageFailed(f"{path}: {error.strerror}: is the disk full or read-only?") from error
    try:
        _take(handle, name)
        yield
    finally:
        os.close(handle)


def _take(handle: int, name: str) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in {errno.EWOULDBLOCK, errno.EACCES}:
            raise StorageFailed(f"cannot lock: {error.strerror}") from error
        owner = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
        raise Locked(
            f"{name}: another run is active (process {owner or 'unknown'}): wait until it ends"
        ) from error
    os.ftruncate(handle, 0)
    os.pwrite(handle, b"%d\n" % os.getpid(), 0)
