"""The exceptions of this project as one hierarchy, with their exit codes.

BaotinhError                  exit code 1
├── UsageProblem              exit code 2: the command or call is wrong, nothing was done
│   ├── UnknownName           exit code 11: no such section, source or article in the archive
│   │   └── UnknownPaper      no such newspaper in the archive
│   ├── PeriodProblem         exit code 12: an invalid date, or a period that ends before it begins
│   ├── UnknownNewspaper      no newspaper file of that name
│   └── UnreadableInput       an input file is missing, empty, truncated or of an unknown kind
├── ArchiveProblem            the database or its folder
│   ├── NotAnArchive          exit code 2: the file is not an archive
│   │   └── NewerArchive      exit code 15: made by a newer version
│   ├── OlderArchive          exit code 14: made by an older version: `baotinh migrate`
│   ├── RulesChanged          exit code 16: the index has other text rules: `baotinh reindex`
│   ├── Locked                exit code 4: another run of the same newspaper is active
│   ├── StorageFailed         exit code 7: disk full, read-only, locked for too long
│   └── TooSlow               a web page took too long; the command line has no such limit
├── QueryProblem              exit code 10: a query that cannot be parsed; QueryCode says why
├── BrokenNewspaper           a newspaper's file that cannot be imported
├── CaptureProblem            a WARC record that cannot be written or read
└── NotAnArticle              a page that must never be stored as an article
    ├── ChallengePage         "are you a robot"
    ├── LoginPage             a login form
    ├── ErrorPage             an error page, also with status 200
    └── UnreadablePage        no text: binary, empty, scrambled

Every message says what to do next. `EXIT_CODES` describes each exit code.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Exit(IntEnum):
    """Exit codes that do not belong to a single exception."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    ALARM = 3
    LOCKED = 4
    REFUSED = 5
    INTERRUPTED = 6
    STORAGE = 7


EXIT_CODES = {
    0: "done",
    1: "failed: network, page, damaged record, or a bug",
    2: "usage error, or an input file is missing, damaged or not an archive",
    3: "done, with an alarm: see `baotinh health` and `baotinh verify`",
    4: "another run of the same newspaper is active",
    5: "refused by the newspaper: robots.txt, challenge, 403, 429, Retry-After",
    6: "interrupted: run the same command again to continue",
    7: "disk or database failure: full, read-only, or locked for too long",
    10: "invalid query: the message marks the place",
    11: "the archive has no newspaper, section, source or article of that name",
    12: "invalid date or period",
    14: "the archive was made by an older version: run `baotinh migrate`",
    15: "the archive was made by a newer version: upgrade baotinh",
    16: "the search index was made by other text rules: run `baotinh reindex`",
}
"""What each exit code means, for `baotinh --help` and docs/commands.md."""


class BaotinhError(Exception):
    """Base class of all exceptions here; a command exits with its `exit_code`."""

    exit_code: int = Exit.FAILED


class UsageProblem(BaotinhError):
    """The command or call is wrong; nothing was done."""

    exit_code: int = Exit.USAGE


class UnknownName(UsageProblem):
    """The archive has nothing of that name; the message lists what it has."""

    exit_code = 11


class UnknownPaper(UnknownName):
    """The archive has no newspaper of that name."""


class UnknownNewspaper(UsageProblem):
    """There is no newspaper file of that name."""


class PeriodProblem(UsageProblem):
    """An invalid date, or a period that ends before it begins."""

    exit_code = 12


class UnreadableInput(UsageProblem):
    """An input file is missing, empty, truncated, or of an unknown kind."""


class ArchiveProblem(BaotinhError):
    """The database or its folder does not allow the operation."""


class NotAnArchive(ArchiveProblem):
    """The file is not a baotinh archive."""

    exit_code: int = Exit.USAGE


class NewerArchive(NotAnArchive):
    """A newer version made the tables; this one cannot know what they mean."""

    exit_code = 15


class OlderArchive(ArchiveProblem):
    """An older version made the tables; `baotinh migrate` upgrades them."""

    exit_code = 14


class RulesChanged(ArchiveProblem):
    """Other text rules made the search index; `baotinh reindex` rebuilds it."""

    exit_code = 16


class Locked(ArchiveProblem):
    """Another run of the same newspaper is active."""

    exit_code = Exit.LOCKED


class StorageFailed(ArchiveProblem):
    """The disk or SQLite failed: full, read-only, or locked for too long."""

    exit_code = Exit.STORAGE


class TooSlow(ArchiveProblem):
    """The query exceeded the time limit of web pages; the command line has no such limit."""


class QueryCode(StrEnum):
    """Reasons why a query is invalid; their texts: QUERY_MESSAGES, archive/serve/words_*.json."""

    NO_WORDS = "no_words"
    TOO_MANY_WORDS = "too_many_words"
    TOO_DEEP = "too_deep"
    OPEN_QUOTE = "open_quote"
    OPEN_BRACKET = "open_bracket"
    CLOSING_BRACKET = "closing_bracket"
    OR_SIDES = "or_sides"
    AND_SIDES = "and_sides"
    NEAR_SIDES = "near_sides"
    NEAR_FIELDS = "near_fields"
    NOT_WORD = "not_word"
    ONLY_NOT = "only_not"
    SHORT_PREFIX = "short_prefix"
    MISSING_WORD = "missing_word"
    UNKNOWN_FIELD = "unknown_field"


QUERY_MESSAGES: dict[QueryCode, str] = {
    QueryCode.NO_WORDS: "the query has no words: type at least one word or number",
    QueryCode.TOO_MANY_WORDS: "the query has more than {most} words: use fewer",
    QueryCode.TOO_DEEP: "too many nested brackets: use fewer",
    QueryCode.OPEN_QUOTE: "unclosed quote",
    QueryCode.OPEN_BRACKET: "unclosed bracket",
    QueryCode.CLOSING_BRACKET: "a closing bracket without an opening one",
    QueryCode.OR_SIDES: "OR needs a word on both sides",
    QueryCode.AND_SIDES: "AND needs a word on both sides",
    QueryCode.NEAR_SIDES: "NEAR needs a {part} on both sides",
    QueryCode.NEAR_FIELDS: "NEAR needs words of the same field on both sides",
    QueryCode.NOT_WORD: "NOT needs a word after it",
    QueryCode.ONLY_NOT: "the query only excludes words: add a word to find",
    QueryCode.SHORT_PREFIX: "the prefix “{term}” is too short: type at least {least} letters"
    " before *",
    QueryCode.MISSING_WORD: "missing word after “{term}”",
    QueryCode.UNKNOWN_FIELD: "unknown field “{term}”: use title: (tiêu đề:) or author: (tác giả:),"
    " or put the words in quotes",
}


class QueryProblem(BaotinhError):
    """A query that cannot be parsed; the message marks the position of the error.

    `at` is the position in characters from 0, if there is one; `values` are for the message.
    """

    exit_code = 10

    def __init__(
        self, code: QueryCode, question: str = "", at: int | None = None, **values: object
    ) -> None:
        message = QUERY_MESSAGES[code].format(**values)
        if at is not None:
            message += f", at character {at + 1}: {question[:at][-20:]}▸{question[at:][:20]}"
        super().__init__(message)
        self.code = code
        self.at = at


class BrokenNewspaper(BaotinhError):
    """A newspaper's file cannot be imported; the message names the file and what is wrong."""


class CaptureProblem(BaotinhError):
    """A WARC record could not be written or read back."""


class NotAnArticle(BaotinhError):
    """The page must never be stored as an article; subclasses say what it is."""


class ChallengePage(NotAnArticle):
    """A "prove that you are human" page in place of the text."""


class LoginPage(NotAnArticle):
    """A login form in place of the text."""


class ErrorPage(NotAnArticle):
    """An error page, also one sent with status 200."""


class UnreadablePage(NotAnArticle):
    """No text could be read: binary, empty, or scrambled."""
