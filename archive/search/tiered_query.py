"""A query as expressions of the search index, one for each tier.

An article with the tones as typed is in the tier "exact"; the tier "folded" holds what matches
without regard to tones. A query without tone marks has the folded tier alone, an exact one only
the exact tier.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.search.query import Node, Tier, marked, to_fts5


@dataclass(frozen=True, slots=True)
class TieredQuery:
    """The tree of a query and the terms of the scope it is asked in; without a tree, no tiers."""

    tree: Node | None
    scope_terms: str = ""
    exact_only: bool = False

    def highlight(self) -> dict[Tier, str]:
        """By tier, to mark words in an article whose tier is known; the folded one finds all.

        Without the scope, and cheap to ask of one article: an expression of `disjoint` lets FTS5
        scan to the next article that the left-out tier has.
        """
        if self.tree is None:
            return {}
        if self.exact_only:
            return {"exact": to_fts5(self.tree, "exact")}
        folded = to_fts5(self.tree, "folded")
        if not marked(self.tree):
            return {"folded": folded}
        return {"exact": to_fts5(self.tree, "exact"), "folded": folded}

    def nested(self) -> dict[Tier, str]:
        """By tier, first tier first; a tier has the articles of the one before it too."""
        return {tier: self._in_scope(match) for tier, match in self.highlight().items()}

    def disjoint(self) -> dict[Tier, str]:
        """By tier, first tier first; no article is in two."""
        tiers = self.nested()
        if len(tiers) > 1:
            tiers["folded"] = f"({tiers['folded']}) NOT ({tiers['exact']})"
        return tiers

    def union(self) -> str | None:
        """All tiers in one expression; None without a query."""
        return next(reversed(self.nested().values()), None)

    def _in_scope(self, match: str) -> str:
        return f"({match}) AND {self.scope_terms}" if self.scope_terms else match
