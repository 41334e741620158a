"""A newspaper that has no file: read from its home page, articles told by the shape of addresses.

What an address promises, the page decides: a "page" that is a list is read as one.
"""

from __future__ import annotations

from scrapy.http import Response

from archive.errors import UsageProblem
from crawler.addresses import canonical, shape, split
from crawler.listing import Listing
from crawler.paper import Paper
from crawler.parsers import Page
from crawler.run import LISTING, Visit
from crawler.seeds import Section
from crawler.walk import Found

_MOST_SECTIONS = 100  # lists taken from the home page, where menus name everything
_HOME = "/"


class GenericPaper(Paper):
    """Any newspaper; subclasses are made by `generic_paper`."""

    tells_articles = False

    @classmethod
    def is_article(cls, address: str, published: str | None = None) -> bool:  # noqa: ARG003
        """Whether a stored address has a shape that articles have anywhere."""
        return shape(split(address).path) == "article"

    def single(self, response: Response, visit: Visit) -> Found:
        """Read what turned out to be a list as a list."""
        return self._list(response, visit) if visit.reason == LISTING else iter([visit])

    def further(self, page: Page, listing: Listing, *, fresh: bool) -> tuple[str, ...]:
        """The next page, and the sections: from the home page every time, elsewhere the unknown."""
        sections = [url for url in listing.links if shape(split(url).path) == "listing"]
        if split(page.url).path != _HOME:
            sections = self.run.unknown(sections)
        following = super().further(page, listing, fresh=fresh)
        return tuple(dict.fromkeys((*following, *sections[:_MOST_SECTIONS])))


def generic_paper(url: str) -> type[GenericPaper]:
    """The newspaper at this home page; raises UsageProblem for what is no web address."""
    found = canonical(url)
    if found is None:
        raise UsageProblem(f"{url} is no web address: type it as https://baobaclieu.vn/")
    scheme, host, path = split(found)
    bare = host.removeprefix("www.")
    data = {
        "name": bare.replace(":", "-").strip("[]"),
        "title": bare,
        "province": None,
        "province_now": None,
        "hosts": (host,),
        "scheme": scheme,
        "seeds": tuple(dict.fromkeys((Section(_HOME), Section(path)))),
    }
    return type("OnePaper", (GenericPaper,), data)
