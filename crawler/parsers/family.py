"""Families: content systems that several newspapers run, recognised from the page itself.

Each is a module of `crawler.families`, found there and not registered. A page names its family by
signs in its markup, so that a newspaper never seen is read by the right rules.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

import regex

import crawler.families
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.urls.patterns import UrlPattern

_NAME = regex.compile(r"[#.][\w-]+")
_BRACKETS = regex.compile(r"\[[^]]*\]|\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A content system: its name, the signs it is recognised by, and where it puts each field.

    `signs` are CSS selectors; a page is of the family when every one of them matches. `article` is
    the shape of its articles' addresses, None where each newspaper has its own.
    """

    name: str
    signs: tuple[str, ...]
    rules: Rules
    article: UrlPattern | None = None


@cache
def families() -> tuple[Family, ...]:
    """All families, those with most signs first, so that the more particular one is asked first."""
    found = []
    for module in pkgutil.iter_modules(crawler.families.__path__, "crawler.families."):
        family = getattr(importlib.import_module(module.name), "FAMILY", None)
        if isinstance(family, Family):
            found.append(family)
    return tuple(sorted(found, key=lambda family: (-len(family.signs), family.name)))


def recognise(page: Page) -> Family | None:
    """The family whose signs a page bears, or None."""
    names = page.index.names
    for family in families():
        if all(_bears(page, names, sign) for sign in family.signs):
            return family
    return None


def _bears(page: Page, names: set[str], sign: str) -> bool:
    """Whether a sign matches; most are answered by the names alone, which are read once a page."""
    return any(needed <= names for needed in _needed(sign)) and bool(page.css(sign))


@cache
def _needed(sign: str) -> tuple[frozenset[str], ...]:
    """The ids and classes that each alternative of a selector asks for."""
    bare = _BRACKETS.sub("", sign)
    return tuple(frozenset(_NAME.findall(alternative)) for alternative in bare.split(","))
