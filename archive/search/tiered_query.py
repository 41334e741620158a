"""FTS5 expressions of a query, one for each tier.

An article with the tones as typed is in the tier "exact"; the tier "folded" holds what matches
without regard to tones. A query without tone marks has the folded tier alone, an exact one only
the exact tier.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.search.query import Node, Tier, marked, to_fts5


@dataclass(frozen=True, slots=True)
class TieredQuery:
    """A query tree and the index terms of its scope; without a tree there are no tiers."""

    tree: Node | None
    scope_terms: str = ""
    exact_only: bool = False

    def highlight(self) -> dict[Tier, str]:
        """Expressions for highlighting an article of a known tier; the folded one finds all.

        Not disjoint, without the scope, and cheap for a single row: an expression of `disjoint`
        lets FTS5 scan on to the next article of the excluded tier.
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
        """Expressions by tier, first tier first; a tier includes the articles of the one before."""
        return {tier: self._in_scope(match) for tier, match in self.highlight().items()}

    def disjoint(self) -> dict[Tier, str]:
        """Expressions by tier, first tier first; no article is in two."""
        tiers = self.nested()
        if len(tiers) > 1:
            tiers["folded"] = f"({tiers['folded']}) NOT ({tiers['exact']})"
        return tiers

    def union(self) -> str | None:
        """One expression for all tiers; None without a query."""
        return next(reversed(self.nested().values()), None)

    def _in_scope(self, match: str) -> str:
        return f"({match}) AND {self.scope_terms}" if self.scope_terms else match
