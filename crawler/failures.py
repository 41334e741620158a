"""Failures of fetches: reasons as codes, with the text that is stored in the frontier."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archive.errors import BaotinhError, ChallengePage, LoginPage

_LONGEST = 200  # characters of a text in the frontier


class Reason(StrEnum):
    """Reasons why a fetch failed; the stored text begins with the value."""

    BAD_CERTIFICATE = "its certificate is not valid"
    CANNOT_BE_READ = "cannot be read"
    CHALLENGE_PAGE = "challenge-page"
    CONNECTION_BROKEN = "connection broken"
    CONNECTION_REFUSED = "connection refused"
    CUT_OFF = "answer cut off"
    HTTP_STATUS = "HTTP status"
    LOGIN_PAGE = "login-page"
    NO_HOST = "no such host"
    NO_LINKS = "no-links"
    NOT_AN_ARTICLE = "not an article"
    NOT_A_PAGE = "not a page but"
    OTHER_SITE = "leads to another site"
    OUR_ERROR = "our error"
    PRIVATE_ADDRESS = "private address"
    REDIRECT_LOOP = "trap: redirects in a circle"
    ROBOTS_TXT = "robots.txt forbids it"
    ROBOTS_TXT_UNREACHABLE = "robots.txt cannot be read"
    SOFT_404 = "soft-404"
    TIMED_OUT = "timed out"
    TOO_LARGE = "larger than the bound"
    WRONG_SCHEME = "scheme"


_REFUSALS = frozenset({Reason.ROBOTS_TXT, Reason.CHALLENGE_PAGE, Reason.LOGIN_PAGE})
_REFUSING_STATUS = frozenset({401, 403, 429})


@dataclass(frozen=True, slots=True)
class Failure:
    """A reason with its stored text; `status` is the HTTP status of the response, if any."""

    reason: Reason
    text: str
    status: int | None = None

    @classmethod
    def of(cls, reason: Reason, detail: str = "", *, longest: int = _LONGEST) -> Failure:
        """A failure with the reason's text, followed by a detail."""
        return cls(reason, f"{reason}{detail}"[:longest])

    @classmethod
    def of_status(cls, status: int) -> Failure:
        """The failure of a response with an error status."""
        return cls(Reason.HTTP_STATUS, f"{Reason.HTTP_STATUS} {status}", status)

    @classmethod
    def of_error(cls, error: BaseException) -> Failure:
        """The failure for an exception of the parser: not an article, or an internal error."""
        match error:
            case ChallengePage():
                reason = Reason.CHALLENGE_PAGE
            case LoginPage():
                reason = Reason.LOGIN_PAGE
            case ParserError():
                reason = Reason.OUR_ERROR
            case _:
                reason = Reason.NOT_AN_ARTICLE
        return cls(reason, name_of(error))

    @property
    def is_refusal(self) -> bool:
        """Whether the newspaper refused access, by robots.txt, status, challenge or login page."""
        by_status = self.reason is Reason.HTTP_STATUS and self.status in _REFUSING_STATUS
        return by_status or self.reason in _REFUSALS


class ParserError(BaotinhError):
    """An internal error while parsing a page; the message has the place in the source."""


@contextmanager
def parser_errors() -> Iterator[None]:
    """Convert unexpected exceptions to ParserError, so that a page cannot end a run.

    Can be used as a context manager and as a decorator.
    """
    try:
        yield
    except (BaotinhError, MemoryError):
        raise
    except Exception as error:  # of any kind: a page may hold anything
        raise ParserError(our_error(error)) from error


def our_error(error: BaseException) -> str:
    """An unexpected exception as text: "our error: key-error at title.py:42"."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{Reason.OUR_ERROR}: {name_of(error)}{place}"


def name_of(error: BaseException) -> str:
    """The name of an exception as text, such as "challenge-page"; of ParserError its message."""
    if isinstance(error, ParserError):
        return str(error)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()
