"""The registry of newspapers, which imports every file in this folder.

A file has `NEWSPAPER = Newspaper(…)`; its name is the newspaper's id. A file that cannot be
imported is reported by its id and does not affect other newspapers.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from archive.errors import BrokenNewspaper, UnknownNewspaper
from archive.vietnamese import fold
from crawler.newspaper import Claim, Newspaper


class _Registry(NamedTuple):
    newspapers: dict[str, Newspaper]
    broken: dict[str, str]  # id → error in its file


@cache
def _registry() -> _Registry:
    found, broken = {}, {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        try:
            module = importlib.import_module(f"{__name__}.{name}")
            found[name] = replace(module.NEWSPAPER, id=name)
        except Exception as error:  # noqa: BLE001 - a file may raise anything
            broken[name] = f"{type(error).__name__}: {error}"
    return _Registry(found, broken)


@cache
def registered() -> Mapping[str, Newspaper]:
    """The newspapers of Viet Nam that have a file, by id, in alphabetical order."""
    found = {name: one for name, one in _registry().newspapers.items() if not one.invented}
    return MappingProxyType(found)


def broken() -> Mapping[str, str]:
    """The errors of files that cannot be imported, by id."""
    return MappingProxyType(_registry().broken)


def get(id_: str) -> Newspaper:
    """The newspaper with this id.

    Raises BrokenNewspaper if its file cannot be imported, else UnknownNewspaper, whose message
    suggests similar ids.
    """
    if problem := broken().get(id_):
        raise BrokenNewspaper(f"crawler/newspapers/{id_}.py cannot be imported: {problem}")
    if found := _registry().newspapers.get(id_):
        return found
    titles = {fold(one.title): one.id for one in registered().values()}
    words = fold(id_).replace("_", " ").strip()
    near = get_close_matches(words.replace(" ", "_"), registered(), 1, cutoff=0.5)
    near += [titles[title] for title in get_close_matches(words, titles, 1, cutoff=0.5)]
    hint = f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else "see `baotinh papers`"
    raise UnknownNewspaper(f"no newspaper is called “{id_}”: {hint}")


def of_url(url: str, published: str | None = None) -> Newspaper | None:
    """The newspaper to which a URL belongs; None if no newspaper has its host.

    On a shared host, it is the newspaper whose article patterns match the URL (and the day
    `published`, if known), or else the owner of the host.
    """
    best: tuple[Claim, Newspaper] | None = None
    for one in _registry().newspapers.values():
        claim = one.claim(url, published)
        if claim and (best is None or claim > best[0]):
            best = claim, one
    return best[1] if best else None


@cache
def merged_into(id_: str) -> tuple[Newspaper, ...]:
    """The newspapers that were merged into the one with this id."""
    return tuple(one for one in registered().values() if one.successor == id_)


@cache
def sharing_hosts(id_: str) -> tuple[Newspaper, ...]:
    """The other newspapers that share a host with the one with this id."""
    hosts = {*registered()[id_].hosts}
    others = (one for one in registered().values() if one.id != id_)
    return tuple(one for one in others if not hosts.isdisjoint(one.hosts))


def related_to(newspaper: Newspaper) -> tuple[Newspaper, ...]:
    """The newspapers that share a host with it or were merged into it; none without a file."""
    if newspaper.id not in registered():
        return ()
    found = (*sharing_hosts(newspaper.id), *merged_into(newspaper.id))
    return tuple(dict.fromkeys(found))
