"""The words and signs of a question, one by one, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from archive.errors import QueryCode, QueryProblem
from archive.vietnamese import fold

PREFIX_LETTERS = 3
"""A beginning of fewer letters is a beginning of nearly every article's words."""
NEAR_WORDS = 10
"""What NEAR without a number means."""

_TOKEN = re.compile(
    r"""\s+
    | (?P<field>(?:title|author|ti[êe]u\s+(?:đề|de)|t[áa]c\s+gi[ảa])):
    | (?P<strange>[^\W\d_]+):(?=[^\s/()])
    | (?P<exactly>=)(?=["(\w])
    | (?P<phrase>"[^"]*(?:"\*?)?)
    | (?P<sign>[()])
    | (?P<operator>(?:OR|AND|NOT|NEAR(?:/\d{1,3})?)(?=[\s()"]|$))
    | (?P<minus>-)(?=[\w("=])
    | (?P<word>[^\s"()]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
Operator = Literal["OR", "AND", "NOT", "NEAR"]
Kind = Operator | Literal["field", "exactly", "term", "(", ")", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a phrase or a sign; `at` counts characters from 0."""

    kind: Kind
    at: int
    text: str = ""
    prefix: bool = False
    quoted: bool = False
    distance: int = NEAR_WORDS


def tokens(text: str) -> Iterator[Token]:
    """What the text is made of, with an "end" at last; signs without a word are passed over.

    Raises QueryProblem for an open quote, an unknown field, a beginning that is too short.
    """
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        if token := _token(match):
            yield token
    yield Token("end", len(text))


def _token(match: re.Match[str]) -> Token | None:
    text, at = match[0], match.start()
    match match.lastgroup:  # the name of the one outer group that matched
        case "strange":
            name = text.rstrip(":")
            raise QueryProblem(QueryCode.UNKNOWN_FIELD, match.string, at, term=name)
        case "phrase":
            return _phrase(match)
        case "word":
            return _term(match, text.lstrip("="))
        case "operator":
            return _operator(match)
        case "minus":
            return Token("NOT", at, text)
        case "sign":
            return Token("(" if text == "(" else ")", at, text)
        case "field":
            return Token("field", at, text.rstrip(":"))
        case "exactly":
            return Token("exactly", at, text)
    return None  # a space


def _phrase(match: re.Match[str]) -> Token | None:
    words = match["phrase"][1:]
    if '"' not in words:
        raise QueryProblem(QueryCode.OPEN_QUOTE, match.string, match.start())
    return _term(match, words.replace('"', "").strip(), quoted=True)


def _operator(match: re.Match[str]) -> Token | None:
    text, at = match[0], match.start()
    name, _, distance = text.partition("/")
    for operator in get_args(Operator):
        if name == operator:
            return Token(operator, at, text, distance=int(distance or NEAR_WORDS))
    return _term(match, text)  # "or" and "not" are words like others


def _term(match: re.Match[str], text: str, *, quoted: bool = False) -> Token | None:
    """A word or phrase, if there is a letter or digit in it."""
    prefix = text.endswith("*")
    text = text.rstrip("*").rstrip()
    if not any(letter.isalnum() for letter in text):
        return None
    if prefix and len(re.split(r"\W+", fold(text))[-1]) < PREFIX_LETTERS:
        code, term = QueryCode.SHORT_PREFIX, f"{text}*"
        raise QueryProblem(code, match.string, match.start(), term=term, least=PREFIX_LETTERS)
    return Token("term", match.start(), text, prefix=prefix, quoted=quoted)
