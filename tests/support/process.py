"""Python in a process of its own: `baotinh` itself, or a script that changes something first."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

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
    """Run `python ARGUMENTS`, -m MODULE or -c CODE first, in an environment with more."""
    process = start(*arguments, stdin=stdin, **more)
    out, err = process.communicate(TIMEOUT)
    code = process.wait()
    done = subprocess.CompletedProcess(list(map(str, arguments)), code, out.decode(), err.decode())
    if exits is not None:
        assert done.returncode == exits, done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
    return done


def start(*arguments: object, stdin: bytes = b"", **more: str) -> Process:
    """Start what `python` runs."""
    request = {
        "arguments": list(map(str, arguments)),
        "environment": environment(**more),
        "folder": str(Path.cwd()),
    }
    if not _servers:
        _servers.append(_Server())
    return Process(_servers[0].channel, json.dumps(request).encode(), stdin)


class Process:
    """A process that was forked from one that has imported the program.

    What it prints is in files, for `communicate`; the rest is as in `subprocess.Popen`.
    """

    def __init__(self, server: socket.socket, request: bytes, stdin: bytes) -> None:
        self.returncode: int | None = None
        self._output = _file(), _file()
        read, write = os.pipe()
        self._pipe = os.fdopen(read)
        with _file(request) as asked, _file(stdin) as given:
            files = [file.fileno() for file in (asked, given, *self._output)]
            socket.send_fds(server, [b"."], [*files, write])
        os.close(write)
        self.pid = int(self._pipe.readline())

    def send_signal(self, number: int) -> None:
        """Signal it, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def poll(self) -> int | None:
        """The exit code, or the negative number of a signal; None while it runs."""
        if self.returncode is None and select.select([self._pipe], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self, timeout: float = TIMEOUT) -> int:
        """The same when it has ended; it is killed when it does not in so many seconds."""
        if self.returncode is None:
            ended = select.select([self._pipe], [], [], timeout)[0]
            if not ended:
                os.kill(self.pid, signal.SIGKILL)
            self.returncode = int(self._pipe.readline())
            self._pipe.close()
            assert ended, f"process {self.pid} was killed after {timeout} s"
        return self.returncode

    def communicate(self, timeout: float = TIMEOUT) -> tuple[bytes, bytes]:
        """Wait for its end; what it wrote to stdout and stderr."""
        self.wait(timeout)
        for file in self._output:
            file.seek(0)
        out, err = (file.read() for file in self._output)
        for file in self._output:
            file.close()
        return out, err


def _file(content: bytes = b"") -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115 - its users close it
    file.write(content)
    file.seek(0)
    return file


class _Server:
    """`tests.support.fork_server`, and the channel to it."""

    def __init__(self) -> None:
        self.channel, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.fork_server", str(number)],
                pass_fds=[number],
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    def close(self) -> None:
        self.channel.close()
        self._process.wait()


_servers: list[_Server] = []  # one, started when it is first needed


def end() -> None:
    """End the server, if there is one."""
    while _servers:
        _servers.pop().close()
