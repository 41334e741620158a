"""What a request may end in besides an answer, in the words that the frontier keeps."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from archive.errors import BaotinhError


class Refused(IgnoreRequest):
    """We may not ask for this address; `str()` is the reason."""


class Unreachable(IgnoreRequest):
    """Nobody can tell yet whether we may ask; `str()` is the reason."""


class BadCertificate(IgnoreRequest):
    """Nobody can tell that the server is the newspaper's; `str()` is the reason."""


class CutOff(IgnoreRequest):
    """The answer is a part of the page; `str()` is the reason."""


class Ended(IgnoreRequest):
    """The run is ending; the address stays as it is in the frontier."""


class OurFault(BaotinhError):
    """Our own code cannot handle a page, which is no fault of the page; `str()` is the reason."""


_WORDS: dict[type[Exception], str] = {
    DownloadTimeoutError: "timed out",
    CannotResolveHostError: "no such host",
    DownloadConnectionRefusedError: "connection refused",
    ResponseDataLossError: "answer cut off",
    DownloadFailedError: "connection broken",
}


def explain(error: BaseException) -> tuple[Literal["failed", "refused"], str]:
    """Whether to ask again some day, and the reason in a few words."""
    match error:
        case Refused():
            return "refused", str(error)
        case Unreachable() | CutOff() | BadCertificate():
            return "failed", str(error)
        case IgnoreRequest() if "robots.txt" in str(error):
            return "refused", "robots.txt forbids it"
        case DownloadCancelledError():
            return "failed", "larger than the bound"  # or a lie about its length
        case IgnoreRequest() if "DOWNLOAD_MAXSIZE" in str(error):
            return "failed", "larger than the bound"
    for kind, words in _WORDS.items():
        if isinstance(error, kind):
            return "failed", words
    return "failed", f"{name_of(error)}: {error}"[:200]


@contextmanager
def naming_faults() -> Iterator[None]:
    """Turn what nobody foresaw into OurFault: one odd page ends no run. Also a decorator."""
    try:
        yield
    except (BaotinhError, MemoryError):
        raise
    except Exception as error:  # of any kind, that is the point
        raise OurFault(our_error(error)) from error


def our_error(error: BaseException) -> str:
    """An unforeseen error as a reason: "our error: key-error at title.py:42"."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"our error: {name_of(error)}{place}"


def name_of(error: BaseException) -> str:
    """An error as a reason: ChallengePage is "challenge-page", OurFault what it says."""
    if isinstance(error, OurFault):
        return str(error)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()
