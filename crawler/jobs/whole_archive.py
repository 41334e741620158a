"""Runs over the whole archive (ingest, reparse): one of each kind at a time, and a clean SIGTERM.

A crawl takes its lock for each newspaper in crawler/jobs/crawl.py.
"""

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
    """Hold the lock of this kind of run; raises Locked, after writing a row for the refused run."""
    with ExitStack() as lock:
        try:
            lock.enter_context(exclusive_lock(store.path, kind))
        except Locked:
            runs.record_not_started(store.db, kind, None, arguments)
            raise
        yield


@contextmanager
def sigterm_as_ctrl_c() -> Iterator[None]:
    """Handle SIGTERM as Ctrl-C: store what was parsed, end the run, exit."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
