"""Content systems that several newspapers run, one file each, recognised from the page itself.

A new file here is a new family; no list names it. A page shows its family by signs in its markup,
so that a newspaper without a file is read by the right selectors.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import regex

from crawler.newspaper import Family
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules

_NAME = regex.compile(r"[#.][\w-]+")
_BRACKETS = regex.compile(r"\[[^]]*\]|\([^)]*\)")


@cache
def families() -> tuple[Family, ...]:
    """All families, those with most signs first, so that the more specific one is tried first."""
    names = (module.name for module in pkgutil.iter_modules(__path__, f"{__name__}."))
    modules = map(importlib.import_module, names)
    found = [one for module in modules for one in vars(module).values() if isinstance(one, Family)]
    return tuple(sorted(found, key=lambda family: (-len(family.signs), family.name)))


def recognise(page: Page) -> Family | None:
    """The family whose signs all match the page, or None."""
    names = page.index.names
    for family in families():
        if all(_matches(page, names, sign) for sign in family.signs):
            return family
    return None


def rules_for(page: Page, rules: Rules) -> Rules:
    """A newspaper's rules for a page, with the gaps filled from the page's family."""
    family = recognise(page)
    return rules.with_defaults(family.rules) if family else rules


def _matches(page: Page, names: set[str], sign: str) -> bool:
    """Whether a sign matches; the names, read once a page, rule most families out."""
    return any(needed <= names for needed in _needed(sign)) and bool(page.css(sign))


@cache
def _needed(sign: str) -> tuple[frozenset[str], ...]:
    """The ids and classes that each alternative of a selector needs."""
    bare = _BRACKETS.sub("", sign)
    return tuple(frozenset(_NAME.findall(alternative)) for alternative in bare.split(","))
