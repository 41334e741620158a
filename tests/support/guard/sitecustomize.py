"""No network but loopback, here and in every child process, which Python makes read this file.

TEST_HOSTS gives names to addresses: "evil.example=127.0.0.1".
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable
from typing import Any

_lookup, _lookup_one = socket.getaddrinfo, socket.gethostbyname


def close_the_network() -> None:
    """Let no socket leave this machine, and no name be looked up."""
    socket.socket.connect = _guarded(socket.socket.connect)
    socket.socket.connect_ex = _guarded(socket.socket.connect_ex)
    socket.getaddrinfo = _getaddrinfo
    socket.gethostbyname = _gethostbyname


def _guarded(plain: Callable[..., Any]) -> Callable[..., Any]:
    def call(self: socket.socket, address: Any) -> Any:
        is_web = self.family in {socket.AF_INET, socket.AF_INET6}
        if is_web and not ipaddress.ip_address(_figures(address[0]) or "127.0.0.1").is_loopback:
            raise PermissionError(f"a test tried to reach {address[0]}")
        return plain(self, address)

    return call


def _getaddrinfo(host: Any, *rest: Any, **more: Any) -> Any:
    name = host.decode() if isinstance(host, bytes) else host or ""
    return _lookup(_figures(name) or None, *rest, **more)


def _gethostbyname(host: str) -> str:
    return _lookup_one(_figures(host))


def _figures(host: str) -> str:
    """The address of a host that tests may know; other names do not exist."""
    known = dict(pair.split("=") for pair in os.environ.get("TEST_HOSTS", "").split())
    host = known.get(host, host)
    if host == "localhost":
        return "127.0.0.1"
    if host:
        try:
            ipaddress.ip_address(host)
        except ValueError as error:
            raise socket.gaierror(socket.EAI_NONAME, f"a test looked up {host}") from error
    return host


if __name__ == "sitecustomize":
    close_the_network()
