"""Addresses: of the pages of the archive, and of the web where it is safe to go there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from archive.serve.i18n import Code

SEARCH, PAPERS, DAYS = "/tim", "/bao", "/ngay"
LONGEST = 2_000
"""Characters of an address that is made a link."""


class Links:
    """Addresses of pages, under the base address of the server and in the reader's language."""

    def __init__(self, urls: Any, code: Code, static: str) -> None:
        self.urls = urls
        self.static_folder = static
        self.language_query = [] if code == "vi" else [("lang", code)]

    def to(self, path: str, query: Iterable[tuple[str, str]] = ()) -> str:
        """The address of a path; a language other than Vietnamese is carried along."""
        pairs = [*query, *self.language_query]
        address = f"{path}?{urlencode(pairs)}" if pairs else path
        return str(self.urls.path(address))

    def search(self, query: Iterable[tuple[str, str]] = (), **more: str) -> str:
        """A search."""
        return self.to(SEARCH, [*query, *more.items()])

    def article(self, number: int) -> str:
        """An article in its newest state."""
        return self.to(f"/bai/{number}")

    def revision(self, number: int, revision: int) -> str:
        """An article in one state."""
        return self.to(f"/bai/{number}/ban/{revision}")

    def image(self, number: int, image: int) -> str:
        """An image of an article."""
        return self.to(f"/bai/{number}/anh/{image}")

    def reference(self, number: int, ending: str, revision: int | None = None) -> str:
        """An article as a reference to download."""
        state = [] if revision is None else [("ban", str(revision))]
        return self.to(f"/bai/{number}/trich-dan.{ending}", state)

    def paper(self, paper: str) -> str:
        """A newspaper."""
        return self.to(f"{PAPERS}/{quote(paper, safe='')}")

    def author(self, name: str) -> str:
        """An author."""
        return self.to("/tac-gia", [("ten", name)])

    def tag(self, name: str) -> str:
        """What a newspaper filed under a tag."""
        return self.to("/the", [("ten", name)])

    def day(self, iso: str) -> str:
        """All newspapers of a day."""
        return self.to(f"{DAYS}/{iso[:10]}")

    def static(self, name: str) -> str:
        """A file of ours."""
        return str(self.urls.path(f"{self.static_folder}/{name}"))


def web(address: str | None) -> str | None:
    """The address if a reader may be sent there: http or https, with a host; else None."""
    if not address or len(address) > LONGEST:
        return None
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname)
    except ValueError:  # brackets that are no IPv6 address
        return None
    return address if named and parts.scheme in ("http", "https") else None
