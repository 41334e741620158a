"""Python in a process of its own: `baotinh` itself, or a script that changes something first."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock, Timer

from tests.support.guard import sitecustomize as guard
from tests.support.paths import ROOT

TIMEOUT = 120  # seconds


def environment(**more: str) -> dict[str, str]:
    """The environment of a child process, which the guard of the network comes with."""
    folders = [str(Path(guard.__file__).parent), str(ROOT)]
    ours = {"PYTHONPATH": os.pathsep.join(folders), "COLUMNS": "100"}
    return os.environ | {"BAOTINH_CONTACT": "archive@library.example"} | ours | more


def python(
    *arguments: object, exits: int | None = None, stdin: bytes = b"", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run `python ARGUMENTS`, -m MODULE or -c CODE first, in an environment with more.

    The process is forked from one that has imported the program. It is killed after two minutes.
    """
    words = [str(word) for word in arguments]
    code, out, err = _server().run(words, environment(**more), stdin)
    done = subprocess.CompletedProcess(words, code, out.decode(), err.decode())
    if exits is not None:
        assert done.returncode == exits, done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
    return done


class ForkServer:
    """The other end of `tests.support.fork_server`."""

    def __init__(self) -> None:
        self._channel, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.fork_server", str(number)],
                pass_fds=[number],
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self._answers = self._channel.makefile("rb")
        self._one_at_a_time = Lock()

    def run(
        self, arguments: list[str], environment: Mapping[str, str], stdin: bytes
    ) -> tuple[int, bytes, bytes]:
        """Exit code, or the negative number of a signal; stdout and stderr."""
        request = {"arguments": arguments, "environment": environment, "folder": str(Path.cwd())}
        with self._one_at_a_time, ExitStack() as opened:
            files = [opened.enter_context(TemporaryFile()) for _ in range(4)]
            for file, content in zip(files, (json.dumps(request).encode(), stdin), strict=False):
                file.write(content)
                file.seek(0)
            socket.send_fds(self._channel, [b"."], [file.fileno() for file in files])
            overdue = Timer(TIMEOUT, os.kill, (int(self._answers.readline()), signal.SIGKILL))
            overdue.start()
            code = int(self._answers.readline())
            overdue.cancel()
            for file in files[2:]:
                file.seek(0)
            return code, files[2].read(), files[3].read()

    def close(self) -> None:
        """End the server; what its commands cost is then on this process's account."""
        self._answers.close()
        self._channel.close()
        self._process.wait()


_servers: list[ForkServer] = []


def _server() -> ForkServer:
    """The one server of this process, started when it is first needed."""
    if not _servers:
        _servers.append(ForkServer())
    return _servers[0]


def end() -> None:
    """End the server, if there is one."""
    while _servers:
        _servers.pop().close()
