"""Fixtures of all tests: newspapers on loopback, the command line, and no network beyond."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.message import Message
from functools import partial
from pathlib import Path

import pytest

from crawler.demo.server import SampleServer, serve_sample
from tests.support import process
from tests.support.guard import sitecustomize as guard
from tests.support.http_server import Answer, serve
from tests.support.process import python

guard.close_the_network()

Command = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a parameter of bytes by its argument: ids are words, the same in every process."""
    return argname if isinstance(val, bytes) else None


def pytest_unconfigure() -> None:
    process.end()


@pytest.fixture(scope="session")
def baotinh() -> Command:
    """Runs `baotinh` with these arguments in a process of its own."""
    return partial(python, "-m", "crawler.cli", exits=0)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where an archive may be made."""
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder / "archive.db"


@pytest.fixture(scope="session")
def newspaper() -> Iterator[SampleServer]:
    """The sample newspaper, edition 1."""
    with serve_sample(port=0) as server:
        yield server


class Site:
    """A web site out of a table: path with query → answer.

    `asked` are the paths in order, `times` when that was, `agents` who asked; `etags` by path what
    the one who asked had already.
    """

    def __init__(self, pages: dict[str, Answer | list[Answer]]) -> None:
        self.url = ""
        self.pages = pages
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.times: list[float] = []
        self.etags: dict[str, str | None] = {}

    def respond(self, path: str, headers: Message) -> Answer:
        """The answer; of several the next one, and the last for ever."""
        self.asked.append(path)
        self.agents.add(headers["User-Agent"])
        self.times.append(time.monotonic())
        self.etags[path] = headers["If-None-Match"]
        found = self.pages.get(path, (404, {}, b""))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


@pytest.fixture
def site() -> Iterator[Callable[[dict[str, Answer | list[Answer]]], Site]]:
    """Starts web sites on loopback."""
    with ExitStack() as servers:

        def start(pages: dict[str, Answer | list[Answer]]) -> Site:
            here = Site(pages)
            here.url = servers.enter_context(serve(here.respond))
            return here

        yield start
