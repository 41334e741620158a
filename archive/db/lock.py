"""Exclusive locks by `flock`: one run per newspaper at a time, released when its process ends.

Each lock has a file in the folder `<database>.locks`. The files are never deleted, so that no
process locks a file that another has just removed. Locks work on local disks only, which SQLite's
WAL mode needs anyway.
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
    """Hold the lock `name` of an archive; raises Locked at once if another process holds it.

    Raises StorageFailed if the lock file cannot be created.
    """
    path = db.with_name(f"{db.name}.locks") / f"{quote(name, safe='')}.lock"
    try:
        path.parent.mkdir(exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StorageFailed(f"{path}: {error.strerror}: is the disk full or read-only?") from error
    try:
        _acquire(handle, name)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, name: str) -> None:
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
