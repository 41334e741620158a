"""The language of questions: what was typed, as a tree.

    tôm mặn               both words, anywhere          "hạn mặn"           words in a row
    tôm OR cua            one of them                   -lúa, NOT lúa       without it
    (a OR b) c            a group                       tôm NEAR/5 mặn      five words apart at most
    thuy* "nước mặn*"     words that begin so           =bán                with this tone alone
    title: tiêu đề:       in the headline               author: tác giả:    in the by-line

Operators are in capitals; OR binds weakest, then words side by side (AND may stand between them),
then NOT, then NEAR. A sign without a word, as a lone dash, is passed over. Anything else that
cannot be read is a QueryProblem whose message shows the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from archive.errors import QueryCode, QueryProblem
from archive.search.lexer import Token, tokens
from archive.search.query import All, AnyOf, Field, Near, Node, Not, Term, each_term
from archive.vietnamese import clean, fold

MOST_TERMS = 500
MOST_GROUPS = 50  # one in the other

_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)
_FIELDS: dict[str, Field] = {
    "title": "title",
    "tieu de": "title",
    "author": "author",
    "tac gia": "author",
}
_END_OF_ALL = ("OR", ")", "end")


def parse(question: str, *, in_a_row: bool = False) -> Node:
    """The tree of a question; `in_a_row` takes words side by side as a phrase.

    Raises QueryProblem for no words and for what the grammar does not know.
    """
    text = clean(question).translate(_QUOTES)
    tree = _Parser(text, in_a_row=in_a_row).question()
    if tree is None:
        raise QueryProblem(QueryCode.NO_WORDS)
    if isinstance(tree, Not):
        raise QueryProblem(QueryCode.ONLY_NOT, text, 0)
    return tree


def parse_leniently(question: str) -> Node:
    """Like `parse`, for a search box: where that fails, the words alone without any signs.

    Raises QueryProblem when there is no word.
    """
    try:
        return parse(question)
    except QueryProblem:
        words = re.findall(r"\w+", clean(question))[:MOST_TERMS]
        return parse(" ".join(f'"{word}"' for word in words))


class _Parser:
    """Reads tokens by recursive descent; each method answers None where no word is left."""

    def __init__(self, text: str, *, in_a_row: bool) -> None:
        self.text = text
        self.tokens = list(tokens(text))
        if sum(token.kind == "term" for token in self.tokens) > MOST_TERMS:
            raise QueryProblem(QueryCode.TOO_MANY_WORDS, most=MOST_TERMS)
        if in_a_row:
            self.tokens = _in_a_row(self.tokens)
        self.next = 0
        self.groups = 0

    def question(self) -> Node | None:
        tree = self._any_of()
        if (token := self._peek()).kind != "end":
            raise self._problem(QueryCode.CLOSING_BRACKET, token.at)
        return tree

    def _any_of(self) -> Node | None:
        start = self._peek().at
        parts = [self._all()]
        while (token := self._peek()).kind == "OR":
            self.next += 1
            parts.append(self._all())
            if parts[-2] is None or parts[-1] is None:
                raise self._problem(QueryCode.OR_SIDES, token.at)
        found = tuple(part for part in parts if part is not None)
        if len(found) > 1 and any(isinstance(part, Not) for part in found):
            raise self._problem(QueryCode.ONLY_NOT, start)
        return AnyOf(found) if len(found) > 1 else next(iter(found), None)

    def _all(self) -> Node | None:
        start = self._peek().at
        parts: list[Node] = []
        while (token := self._peek()).kind not in _END_OF_ALL:
            if token.kind == "AND":
                self.next += 1
                if not parts or self._peek().kind in (*_END_OF_ALL, "AND"):
                    raise self._problem(QueryCode.AND_SIDES, token.at)
            elif part := self._not():
                parts.append(part)
        if len(parts) > 1 and all(isinstance(part, Not) for part in parts):
            raise self._problem(QueryCode.ONLY_NOT, start)
        return All(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)

    def _not(self) -> Node | None:
        token = self._peek()
        if token.kind != "NOT":
            return self._near()
        self.next += 1
        part = self._not()
        if part is None:
            raise self._problem(QueryCode.NOT_WORD, token.at)
        return part.part if isinstance(part, Not) else Not(part)

    def _near(self) -> Node | None:
        parts, distance = [self._one()], 0
        while (token := self._peek()).kind == "NEAR":
            self.next += 1
            parts.append(self._one())
            distance = max(distance, token.distance)
            known = [part for part in parts if isinstance(part, Term)]
            if len(known) < len(parts):
                raise self._problem(QueryCode.NEAR_SIDES, token.at, part="word or phrase")
            if len({part.field for part in known}) > 1:
                raise self._problem(QueryCode.NEAR_FIELDS, token.at)
        if len(parts) == 1:
            return parts[0]
        return Near(tuple(part for part in parts if isinstance(part, Term)), distance)

    def _one(self) -> Node | None:
        token = self._peek()
        if token.kind == "AND":
            raise self._problem(QueryCode.AND_SIDES, token.at)
        if token.kind == "NEAR":
            raise self._problem(QueryCode.NEAR_SIDES, token.at, part="word")
        if token.kind in (*_END_OF_ALL, "NOT"):
            return None
        self.next += 1
        if token.kind == "term":
            return Term(token.text, prefix=token.prefix)
        if token.kind == "(":
            return self._group(token)
        part = self._one()
        if part is None:
            raise self._problem(QueryCode.MISSING_WORD, token.at, term=token.text)
        if token.kind == "exactly":
            return each_term(part, lambda term: replace(term, exact=True))
        field = _FIELDS[" ".join(fold(token.text).split())]
        return each_term(part, lambda term: replace(term, field=field))

    def _group(self, opening: Token) -> Node | None:
        self.groups += 1
        if self.groups > MOST_GROUPS:
            raise self._problem(QueryCode.TOO_DEEP, opening.at)
        tree = self._any_of()
        if self._peek().kind != ")":
            raise self._problem(QueryCode.OPEN_BRACKET, opening.at)
        self.next += 1
        self.groups -= 1
        return tree

    def _peek(self) -> Token:
        return self.tokens[self.next]

    def _problem(self, code: QueryCode, at: int, **values: object) -> QueryProblem:
        return QueryProblem(code, self.text, at, **values)


def _in_a_row(single: Iterable[Token]) -> list[Token]:
    """The tokens with plain words side by side as one phrase."""
    rows: list[Token] = []
    for token in single:
        last = rows[-1] if rows else None
        alone = len(rows) > 1 and rows[-2].kind in ("NOT", "exactly")  # these take one word
        follows = token.kind == "term" and not token.quoted and not alone
        if follows and last and last.kind == "term" and not (last.quoted or last.prefix):
            rows[-1] = replace(last, text=f"{last.text} {token.text}", prefix=token.prefix)
        else:
            rows.append(token)
    return rows
