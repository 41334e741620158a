"""A process that has imported the program and forks for each command that tests run.

Importing costs a command about a second, its work a few hundredths. A forked command is a process
as any other, with its own memory, exit code, output and signals. `tests.support.process` starts the
server and sends it one command at a time.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
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

    With a request come four open files: the request as JSON, and its stdin, stdout and stderr. The
    answer is two lines: the process id, and how it ended, as `subprocess` has it.
    """
    while True:
        message, files, _, _ = socket.recv_fds(channel, 1, 4)
        if not message:
            return None
        pid = os.fork()
        if pid == 0:
            channel.close()
            for number, file in enumerate(files[1:]):
                os.dup2(file, number)
                os.close(file)
            with os.fdopen(files[0]) as request:
                return json.load(request)
        for file in files:
            os.close(file)
        channel.sendall(f"{pid}\n".encode())
        channel.sendall(f"{os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}\n".encode())


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


if __name__ == "__main__":
    preload()
    if request := serve(socket.socket(fileno=int(sys.argv[1]))):
        run(**request)
