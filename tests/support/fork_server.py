"""A process that has imported the program and forks for each command that tests run.

Importing costs a command about a second, its work a few hundredths. A forked command is a process
as any other, with its own memory, exit code, output and signals. `tests.support.process` starts the
server and talks to it.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import sys
from contextlib import suppress
from typing import Any
from warnings import catch_warnings

PACKAGES = (
    "archive",
    "crawler",
    "scrapy.core",
    "scrapy.downloadermiddlewares",
    "scrapy.extensions",
    "scrapy.spidermiddlewares",
)
LEFT_OUT = {"crawler.settings", "crawler.cli.__main__", "twisted.internet.reactor"}
"""What each command must do for itself: read its environment, run, open its event loop."""


def preload() -> None:
    """Import what commands use, and spare every child the garbage collector's look at it."""
    for package in map(importlib.import_module, PACKAGES):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name not in LEFT_OUT:
                with suppress(ImportError), catch_warnings(action="ignore"):
                    importlib.import_module(module.name)  # an extra may be missing, a module old
    assert not LEFT_OUT & sys.modules.keys()
    gc.freeze()


def serve(channel: socket.socket) -> dict[str, Any] | None:
    """Fork for every request: returns it in the child, and None when no more will come.

    With a request come five open files: the request as JSON, the child's stdin, stdout and stderr,
    and a pipe that takes two lines: its process id, and how it ended, as `subprocess` has it.
    """
    running: dict[int, int] = {}

    def reap(*_: object) -> None:
        for pid in [*running]:
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                tell(running.pop(pid), os.waitstatus_to_exitcode(status))

    signal.signal(signal.SIGCHLD, reap)
    while True:
        message, files, _, _ = socket.recv_fds(channel, 1, 5)
        if not message:
            return None
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            for file in (channel.detach(), *running.values()):
                os.close(file)
            return accept(*files)
        running[pid] = files.pop()
        for file in files:
            os.close(file)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def accept(request: int, stdin: int, stdout: int, stderr: int, pipe: int) -> dict[str, Any]:
    """Take over the streams of a request, and read it."""
    for number, file in enumerate((stdin, stdout, stderr)):
        os.dup2(file, number)
        os.close(file)
    tell(pipe, os.getpid())
    with os.fdopen(request) as file:
        return json.load(file)


def tell(pipe: int, number: int) -> None:
    with suppress(BrokenPipeError), os.fdopen(pipe, "w") as file:
        file.write(f"{number}\n")


def run(arguments: list[str], environment: dict[str, str], folder: str) -> None:
    """Do what `python ARGUMENTS` does: -m MODULE, or -c CODE."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    how, what, *sys.argv[1:] = arguments
    if how == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        sys.argv[0] = how
        exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})


def leave(status: list[int]) -> None:
    """End without taking the interpreter down, which would copy all that parent and child share."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status[-1])


def main() -> None:
    """Serve, and in a child do what was asked for and end as Python ends."""
    preload()
    request = serve(socket.socket(fileno=int(sys.argv[1])))
    if request is None:
        return
    status = [1]
    atexit.register(leave, status)  # the first is the last to be called
    try:
        run(**request)
        status.append(0)
    except SystemExit as end:
        if not isinstance(end.code, str):
            status.append(end.code or 0)
        raise


if __name__ == "__main__":
    main()
