"""Download errors: maps exceptions of Scrapy and of the middlewares to frontier states."""

from __future__ import annotations

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

from crawler.failures import Failure, Reason, name_of


class FetchProblem(IgnoreRequest):
    """A request that failed without a usable response; the URL may be retried later."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.text)
        self.failure = failure


class Forbidden(FetchProblem):
    """A request that is not allowed, by robots.txt or because its host is private."""


class RobotsUnreachable(FetchProblem):
    """robots.txt cannot be read, so it is unknown whether the request is allowed."""


class RunEnding(IgnoreRequest):
    """The run is ending; the URL keeps its state in the frontier."""


_REASONS: dict[type[Exception], Reason] = {
    DownloadTimeoutError: Reason.TIMED_OUT,
    CannotResolveHostError: Reason.NO_HOST,
    DownloadConnectionRefusedError: Reason.CONNECTION_REFUSED,
    ResponseDataLossError: Reason.CUT_OFF,
    DownloadCancelledError: Reason.TOO_LARGE,  # or its Content-Length is wrong
    DownloadFailedError: Reason.CONNECTION_BROKEN,
}


def explain(error: BaseException) -> tuple[Literal["failed", "refused"], Failure]:
    """The frontier state of a URL after an error: "failed" (retried) or "refused", and why."""
    if isinstance(error, FetchProblem):
        return "refused" if isinstance(error, Forbidden) else "failed", error.failure
    for kind, reason in _REASONS.items():
        if isinstance(error, kind):
            return "failed", Failure.of(reason)
    text = f"{name_of(error)}: {error}"[:200]
    return "failed", Failure(Reason.OUR_ERROR, text)
