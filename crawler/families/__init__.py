"""Families of newspapers with the same CMS, one file each, recognised by the markup of a page.

Every file in this folder is imported. Since a family is recognised by the page, its selectors also
work for newspapers without a file.
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
    """All families, those with the most signs first, since they are more specific."""
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
    """A newspaper's rules for a page, with missing ones from the page's family."""
    family = recognise(page)
    return rules.with_defaults(family.rules) if family else rules


def _matches(page: Page, names: set[str], sign: str) -> bool:
    """Whether a sign matches; `names`, the ids and classes of the page, exclude most families."""
    return any(needed <= names for needed in _needed(sign)) and bool(page.css(sign))


@cache
def _needed(sign: str) -> tuple[frozenset[str], ...]:
    """The ids and classes that each alternative of a selector needs."""
    bare = _BRACKETS.sub("", sign)
    return tuple(frozenset(_NAME.findall(alternative)) for alternative in bare.split(","))
