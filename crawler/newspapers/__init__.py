"""The newspapers, one file each, found by looking: a new file is a new paper, no list names it."""

from __future__ import annotations

import importlib
import pkgutil
from difflib import get_close_matches
from functools import cache

from archive.errors import UnknownNewspaper
from archive.vietnamese import fold
from crawler.newspaper import Paper


@cache
def papers() -> dict[str, type[Paper]]:
    """Every paper that has a file, by id, in alphabetical order."""
    found: dict[str, type[Paper]] = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Paper) and value is not Paper:
                found[value.name] = value
    return dict(sorted(found.items()))


@cache
def sample() -> type[Paper]:
    """The bundled sample newspaper, which is no paper of Viet Nam and in no list."""
    return importlib.import_module("crawler.demo.newspaper").Sample  # type: ignore[no-any-return]


def paper(name: str) -> type[Paper]:
    """The paper with this id; raises UnknownNewspaper, which names those that are near."""
    if name in papers():
        return papers()[name]
    if name == sample().name:
        return sample()
    by_words = {fold(found.title): found.name for found in papers().values()}
    asked = fold(name).replace("_", " ").strip()
    near = get_close_matches(asked.replace(" ", "_"), papers(), 1, cutoff=0.5)
    near += [by_words[words] for words in get_close_matches(asked, by_words, 1, cutoff=0.5)]
    hint = f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else "see `baotinh papers`"
    raise UnknownNewspaper(f"no newspaper is called “{name}”: {hint}")


@cache
def sharing(name: str) -> tuple[type[Paper], ...]:
    """The papers that are met under a host of the one with this id."""
    hosts = {*papers()[name].hosts}
    others = (other for other in papers().values() if other.name != name)
    return tuple(other for other in others if not hosts.isdisjoint(other.hosts))


@cache
def merged_into(name: str) -> tuple[type[Paper], ...]:
    """The papers that the one with this id took over."""
    return tuple(other for other in papers().values() if other.successor == name)


def paper_of(url: str, published: str | None = None) -> type[Paper] | None:
    """The paper to which an address belongs; None where none of them has its host.

    Of several that one host shows, the one is meant whose address it is by shape and, where
    `published` (ISO) is known, by day; else the one that runs the host.
    """
    claims = (
        (claim, found)
        for found in (*papers().values(), sample())
        if (claim := found.claim(url, published))
    )
    best = max(claims, key=lambda pair: pair[0], default=None)
    return best[1] if best else None
