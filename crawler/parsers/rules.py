"""Where a content system or a newspaper puts each field: CSS selectors as data.

A selector left out means "ask the page's metadata, then the habits of Vietnamese newspapers". A
paper's rules stand over its family's: `paper.rules.with_defaults(family.rules)`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from crawler.parsers.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Selectors by field; every one is optional, none is guessed."""

    title: str | None = None
    kicker: str | None = None
    category: str | None = None
    dateline: str | None = None
    lead: str | None = None
    author: str | None = None
    body: str | None = None
    drop: str | None = None  # inside the body, but no part of the article
    tags: str | None = None
    minutes_from: str | None = None  # ISO day from which printed times can be trusted

    def with_defaults(self, other: Rules) -> Rules:
        """These rules, with the gaps filled from `other`."""
        chosen = {
            field.name: getattr(self, field.name) or getattr(other, field.name)
            for field in dataclasses.fields(self)
        }
        return Rules(**chosen)


NO_RULES = Rules()
_EXPECTED_ONCE = ("title", "dateline", "body")


def unmatched_rules(page: Page, rules: Rules) -> list[str]:
    """A problem for each rule that every article should fit and this page does not."""
    named = ((name, getattr(rules, name)) for name in _EXPECTED_ONCE)
    return [f"rule-unmatched:{name}" for name, rule in named if rule and not page.css(rule)]
