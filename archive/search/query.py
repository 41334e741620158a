"""A question as a tree, and as an expression of the search index.

Every term reaches FTS5 in quotes that we set, each with the columns it is looked for in, so no
input can be a syntax error there. What is left out with NOT is left out as it was typed, in both
tiers: so what matches with tones matches without, and a question without marks leaves out every
tone.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from archive.vietnamese import exact, fold, has_marks, placements

Tier = Literal["exact", "folded"]
"""How a hit was found: with the tones as asked, or without regard to tones."""
Field = Literal["text", "title", "author"]
"""Where a term is looked for; "text" is title and body."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or words in a row; "UBND-HĐND" is found as its parts in a row too.

    `prefix` stands for all words that begin like the last one; `exact` asks for these tones alone.
    `ends` are the last words that the index has for a prefix, by tier, once they were looked up.
    """

    text: str
    prefix: bool = False
    exact: bool = False
    field: Field = "text"
    ends: Mapping[Tier, tuple[str, ...]] = dataclasses.field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Near:
    """Terms in any order, with at most `distance` words between the first and the last."""

    parts: tuple[Term, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class All:
    """All parts, anywhere in the article; a Not among them leaves articles out."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part at least."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Articles without it; stands only in All, beside something to find."""

    part: Node


Node = Term | Near | All | AnyOf | Not

_COLUMNS: dict[tuple[Field, Tier], str] = {
    ("text", "exact"): "{title body}",
    ("text", "folded"): "{title_folded body_folded}",
    ("title", "exact"): "{title}",
    ("title", "folded"): "{title_folded}",
    ("author", "exact"): "{author}",
    ("author", "folded"): "{author_folded}",
}
_KEYS: dict[Tier, Callable[[str], str]] = {"exact": exact, "folded": fold}


def terms(node: Node) -> Iterator[Term]:
    """All terms of a question in order, those that are left out too."""
    match node:
        case Term():
            yield node
        case Near(parts) | All(parts) | AnyOf(parts):
            for part in parts:
                yield from terms(part)
        case Not(part):
            yield from terms(part)


def marked(node: Node) -> bool:
    """Whether some word shows a Vietnamese mark, so that tones are meant; =words have their own."""
    return any(has_marks(term.text) for term in terms(node) if not term.exact)


def to_fts5(node: Node, tier: Tier) -> str:
    """The expression that finds the question in one tier of the index."""
    left_out: Tier = "exact" if tier == "exact" or marked(node) else "folded"
    return _expression(node, tier, left_out)


def _expression(node: Node, tier: Tier, left_out: Tier) -> str:
    match node:
        case Term():
            own: Tier = "exact" if node.exact else tier
            found = [f"{_COLUMNS[node.field, own]} : {key}" for key in _keys(node, own)]
            return " OR ".join(found)
        case Near():
            return _near(node, tier)
        case AnyOf(parts):
            return " OR ".join(f"({_expression(part, tier, left_out)})" for part in parts)
        case All(parts):
            wanted = [part for part in parts if not isinstance(part, Not)]
            unwanted = [part.part for part in parts if isinstance(part, Not)]
            found = [f"({_expression(part, tier, left_out)})" for part in wanted]
            without = [f"({_expression(part, left_out, left_out)})" for part in unwanted]
            both = " AND ".join(found)
            return f"({both}) NOT ({' OR '.join(without)})" if without else both
        case Not():
            raise AssertionError("the grammar lets Not stand in All alone")


def _near(node: Near, tier: Tier) -> str:
    """A NEAR group lies in one set of columns: one =word makes all of it tone-exact."""
    own: Tier = "exact" if any(part.exact for part in node.parts) else tier
    columns = _COLUMNS[node.parts[0].field, own]
    choices = itertools.product(*(_keys(part, own) for part in node.parts))
    return " OR ".join(f"{columns} : NEAR({' '.join(keys)}, {node.distance})" for keys in choices)


def _keys(term: Term, tier: Tier) -> list[str]:
    """The term as FTS5 strings: several where the end of a word may be spelled otherwise."""
    if not term.prefix:
        return [_quoted(_KEYS[tier](term.text))]
    *row, last = term.text.split()
    before = [_KEYS[tier](word) for word in row]
    if tier in term.ends:
        return [_quoted(" ".join([*before, end])) for end in term.ends[tier]]
    return [_quoted(" ".join([*before, begin])) + " *" for begin in beginnings(last, tier)]


def beginnings(word: str, tier: Tier) -> tuple[str, ...]:
    """How the keys of words begin that begin like this one."""
    if tier == "exact":
        return placements(word)  # hoà is how hoàn begins, and its key hòa is not
    return tuple(dict.fromkeys([fold(word), fold(f"{word}x")[:-1]]))  # my*: mỹ (mi), myrtle


def each_term(node: Node, change: Callable[[Term], Term]) -> Node:
    """The tree with each of its terms changed."""
    if isinstance(node, Term):
        return change(node)
    if isinstance(node, Not):
        return Not(each_term(node.part, change))
    changed = tuple(each_term(part, change) for part in node.parts)
    if isinstance(node, Near):
        return Near(tuple(part for part in changed if isinstance(part, Term)), node.distance)
    return dataclasses.replace(node, parts=changed)


def _quoted(key: str) -> str:
    return '"' + key.replace('"', '""') + '"'
