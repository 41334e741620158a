"""A question as typed, as a tree, and as an FTS5 expression.

Every term reaches FTS5 in quotes that we set, so no input can be a syntax error there. A term
without a letter or digit is left out: FTS5 would let it match nothing and spoil the whole question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from archive.errors import QueryProblem
from archive.vietnamese import clean, exact, fold, has_marks

Tier = Literal["exact", "folded"]
"""How a hit was found: with the tones as asked, or without regard to tones."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed; "UBND-HĐND" is one too, and is found as its parts in a row."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row, typed in quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class All:
    """All parts, anywhere in the article."""

    parts: tuple[Node, ...]


Node = Word | Phrase | All

_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)
_TERM = re.compile(r'"(?P<phrase>[^"]*)(?P<end>"?)|(?P<word>[^\s"]+)')
_COLUMNS: dict[Tier, str] = {"exact": "{title body}", "folded": "{title_folded body_folded}"}
_KEYS: dict[Tier, Callable[[str], str]] = {"exact": exact, "folded": fold}


def parse(question: str) -> Node:
    """The tree of a question; raises QueryProblem for no words and for a quote left open."""
    text = clean(question).translate(_QUOTES)
    parts: list[Node] = []
    for term in _TERM.finditer(text):
        phrase, word = term["phrase"], term["word"]
        if phrase is not None and not term["end"]:
            raise QueryProblem(
                f"the quote at character {term.start() + 1} is left open: {text[term.start() :]}"
            )
        if _has_word(phrase or word or ""):
            parts.append(Word(word) if word else Phrase(phrase))
    return _all(parts)


def parse_leniently(question: str) -> Node:
    """Like `parse`, for a search box: where that fails, the words alone without any signs.

    Raises QueryProblem when there is no word.
    """
    try:
        return parse(question)
    except QueryProblem:
        words = clean(question).translate(_QUOTES).replace('"', " ").split()
        return _all([Word(word) for word in words if _has_word(word)])


def marked(node: Node) -> bool:
    """Whether some word shows a Vietnamese mark, so that tones are meant."""
    if isinstance(node, All):
        return any(marked(part) for part in node.parts)
    return has_marks(node.text)


def to_fts5(node: Node, tier: Tier) -> str:
    """The expression that finds the question in the columns of one tier of the index."""
    return f"{_COLUMNS[tier]} : ({_expression(node, _KEYS[tier])})"


def _expression(node: Node, key: Callable[[str], str]) -> str:
    if isinstance(node, All):
        return " AND ".join(f"({_expression(part, key)})" for part in node.parts)
    return '"' + key(node.text).replace('"', '""') + '"'


def _all(parts: list[Node]) -> Node:
    if not parts:
        raise QueryProblem("the question has no words: type at least one word or number")
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _has_word(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
