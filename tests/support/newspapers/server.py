"""A test newspaper on a socket; `asked` are the paths in the order of the requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message

from tests.support.http_server import Answer, serve
from tests.support.newspapers.makes import MAKES
from tests.support.newspapers.site import Newspaper, Part


class Served:
    """A newspaper that is being served at `url`."""

    def __init__(self, url: str, newspaper: Newspaper) -> None:
        self.url = url
        self.newspaper = newspaper
        self.asked: list[str] = []

    def own(self) -> set[str]:
        """The addresses of all articles."""
        return {self.url + path[1:] for path in self.newspaper.addresses()}


@contextmanager
def served(
    make: str, *, copies: int = 2, without: frozenset[Part] = frozenset(), pages: int = 1000
) -> Iterator[Served]:
    """Serve a newspaper of a make on loopback."""
    newspaper = Newspaper(make, MAKES[make], copies=copies, without=without, pages=pages)

    def respond(path: str, _: Message) -> Answer:
        here.asked.append(path)
        return newspaper.respond(path, here.url.rstrip("/"))

    with serve(respond) as url:
        here = Served(url, newspaper)
        yield here
