"""What runs over all papers have in common: each is the only one of its kind, and ends in order."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from archive.db.lock import exclusive_lock
from archive.errors import Locked
from archive.store import runs
from archive.store.store import Store


@contextmanager
def only_run(store: Store, kind: runs.Kind, arguments: Mapping[str, Any]) -> Iterator[None]:
    """Be the only run of this kind over all papers; raises Locked, and puts that on record."""
    with ExitStack() as lock:
        try:
            lock.enter_context(exclusive_lock(store.path, kind))
        except Locked:
            runs.record_not_started(store.db, kind, None, arguments)
            raise
        yield


@contextmanager
def sigterm_as_interrupt() -> Iterator[None]:
    """Let SIGTERM do what Ctrl-C does: store what was taken in, end the run, exit."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
