"""What a request may end in besides an answer, in the words that the frontier keeps."""

from __future__ import annotations

import re
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


class Refused(IgnoreRequest):
    """We may not ask for this address; `str()` is the reason."""


class Unreachable(IgnoreRequest):
    """Nobody can tell yet whether we may ask; `str()` is the reason."""


class Ended(IgnoreRequest):
    """The run is ending; the address stays as it is in the frontier."""


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
        case Unreachable():
            return "failed", str(error)
        case IgnoreRequest() if "robots.txt" in str(error):
            return "refused", "robots.txt forbids it"
        case DownloadCancelledError():
            return "refused", "larger than the bound"
        case IgnoreRequest() if "DOWNLOAD_MAXSIZE" in str(error):
            return "refused", "larger than the bound"
    for kind, words in _WORDS.items():
        if isinstance(error, kind):
            return "failed", words
    return "failed", f"{name_of(error)}: {error}"[:200]


def name_of(error: BaseException) -> str:
    """The class of an error as a reason: ChallengePage is "challenge-page"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()
