"""Everything that may go wrong on purpose, as one tree; a message says what to do next.

BaotinhError                  exit code 1
├── UsageProblem              exit code 2: the words of the call are off
│   ├── UnknownName           exit code 11: a section, source, article that is not there
│   │   └── UnknownPaper      the archive has no newspaper of that name
│   ├── PeriodProblem         exit code 12: a day that is none, a period that ends before it begins
│   ├── UnknownNewspaper      a crawl of a newspaper that has no file
│   └── UnreadableInput       a file that is missing, empty, cut off or of another kind
├── ArchiveProblem            the database or its folder
│   ├── NotAnArchive          exit code 2: the file is something else
│   │   └── NewerArchive      exit code 15: made by a newer program
│   ├── OlderArchive          exit code 14: made by an older program: `baotinh migrate`
│   ├── RulesChanged          exit code 16: other text rules made the index: `baotinh reindex`
│   ├── Locked                exit code 4: another run of the same newspaper is at work
│   ├── StorageFailed         exit code 7: disk full, read-only, locked for too long
│   └── TooSlow               a web page took too long; the command line has no such limit
├── QueryProblem              exit code 10: a question that cannot be read; QueryCode says why
├── BrokenNewspaper           a newspaper's file that cannot be imported
├── CaptureProblem            a WARC record that cannot be written or read
└── NotAnArticle              a page that must never be stored as one
    ├── ChallengePage         "are you a robot"
    ├── LoginPage             a form instead of a text
    ├── ErrorPage             an error, also with status 200
    └── UnreadablePage        no text: binary, empty, scrambled

What is no error has its exit code too: see `Exit`. The README's table is made from both.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Exit(IntEnum):
    """What a command of the archivist ends with, for cron: below 10, the same for all of them."""

    DONE = 0  # done
    FAILED = 1  # it failed: a network, a page, a damaged record, a fault of ours
    USAGE = 2  # the words of the command are off, or a file: missing, damaged, no archive
    ALARM = 3  # done, and something is wrong in the archive: `baotinh health`, `baotinh verify`
    LOCKED = 4  # another run of the same newspaper is at work
    REFUSED = 5  # the newspaper refused: robots.txt, a challenge, 403, 429, a rest it asked for
    INTERRUPTED = 6  # interrupted: the same command goes on
    STORAGE = 7  # the disk or the database refused: full, read-only, locked for too long


class BaotinhError(Exception):
    """Parent of every error that is raised on purpose; `exit_code` is what a command ends with."""

    exit_code: int = Exit.FAILED


class UsageProblem(BaotinhError):
    """The words of the call are off; nothing was done."""

    exit_code: int = Exit.USAGE


class UnknownName(UsageProblem):
    """The archive has nothing of that name; the message says what it has."""

    exit_code = 11


class UnknownPaper(UnknownName):
    """The archive has no newspaper of that name."""


class UnknownNewspaper(UsageProblem):
    """No newspaper has a file of that name."""


class PeriodProblem(UsageProblem):
    """A day that is none, or a period that ends before it begins."""

    exit_code = 12


class UnreadableInput(UsageProblem):
    """An input file is missing, empty, cut off, or of a kind that is not read."""


class ArchiveProblem(BaotinhError):
    """The database or the folder around it does not allow what was asked."""


class NotAnArchive(ArchiveProblem):
    """The file exists and is not a baotinh archive."""

    exit_code: int = Exit.USAGE


class NewerArchive(NotAnArchive):
    """A newer program made the tables, and this one cannot know what they mean: upgrade it."""

    exit_code = 15


class OlderArchive(ArchiveProblem):
    """An older program made the tables; `baotinh migrate` brings them up to date."""

    exit_code = 14


class RulesChanged(ArchiveProblem):
    """Other text rules made the search index; `baotinh reindex` makes it anew."""

    exit_code = 16


class Locked(ArchiveProblem):
    """Another run of the same newspaper is at work."""

    exit_code = Exit.LOCKED


class StorageFailed(ArchiveProblem):
    """The disk or SQLite refused: full, read-only, or locked for too long."""

    exit_code = Exit.STORAGE


class TooSlow(ArchiveProblem):
    """The question took longer than a web page may; the command line has no such limit."""


class QueryCode(StrEnum):
    """Why a question cannot be read; QUERY_MESSAGES and archive/serve/words_*.json say it."""

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
    QueryCode.NO_WORDS: "the question has no words: type at least one word or number",
    QueryCode.TOO_MANY_WORDS: "the question has more than {most} words",
    QueryCode.TOO_DEEP: "too many brackets in one another",
    QueryCode.OPEN_QUOTE: "the quote is left open",
    QueryCode.OPEN_BRACKET: "the bracket is left open",
    QueryCode.CLOSING_BRACKET: "a closing bracket without an opening one",
    QueryCode.OR_SIDES: "OR needs a word on both sides",
    QueryCode.AND_SIDES: "AND needs a word on both sides",
    QueryCode.NEAR_SIDES: "NEAR needs a {part} on both sides",
    QueryCode.NEAR_FIELDS: "NEAR stands between words of one field",
    QueryCode.NOT_WORD: "NOT needs a word after it",
    QueryCode.ONLY_NOT: "nothing to find, only to leave out: type a word that is wanted",
    QueryCode.SHORT_PREFIX: "“{term}” is too short: type at least {least} letters before *",
    QueryCode.MISSING_WORD: "a word is missing after “{term}”",
    QueryCode.UNKNOWN_FIELD: "no field “{term}”: there are title: (tiêu đề:) and author:"
    " (tác giả:); words in quotes are taken as they stand",
}


class QueryProblem(BaotinhError):
    """A question that cannot be read; the message points at the place.

    `at` is that place, in characters from 0, where there is one; `values` fill in the message.
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
