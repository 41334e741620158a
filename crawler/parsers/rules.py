"""Rules: CSS selectors for the fields of a newspaper or a content system, as data.

A field without a selector is read from metadata and by the conventions of Vietnamese newspapers.
The rules of a newspaper take precedence: `newspaper.rules.with_defaults(family.rules)`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from crawler.parsers.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """CSS selectors by field; all are optional."""

    title: str | None = None
    kicker: str | None = None
    category: str | None = None
    dateline: str | None = None
    lead: str | None = None
    author: str | None = None
    body: str | None = None
    drop: str | None = None  # elements in the body that are not part of the article
    tags: str | None = None
    minutes_from: str | None = None  # ISO date from which printed minutes are correct

    def with_defaults(self, other: Rules) -> Rules:
        """These rules, with missing values taken from `other`."""
        chosen = {
            field.name: getattr(self, field.name) or getattr(other, field.name)
            for field in dataclasses.fields(self)
        }
        return Rules(**chosen)


NO_RULES = Rules()
_EXPECTED_ONCE = ("title", "dateline", "body")


def unmatched_rules(page: Page, rules: Rules) -> list[str]:
    """A problem for each rule that should match on every article but does not on this page."""
    named = ((name, getattr(rules, name)) for name in _EXPECTED_ONCE)
    return [f"rule-unmatched:{name}" for name, rule in named if rule and not page.css(rule)]
