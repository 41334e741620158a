"""Private addresses are never asked, whatever name or redirect leads there."""

from __future__ import annotations

import ipaddress

import pytest

from crawler.urls.canonical import is_public
from tests.support.crawls import (
    NAMES,
    OK,
    B,
    front,
    rows,
    value,
)
from tests.support.process import python


def test_private_addresses_are_refused(baotinh, site, db):
    here = site({"/": (200, {}, b"<html>secret</html>")})
    hosts = ("127.0.0.1", "localhost", "[::1]", "0x7f.1", "evil.example")
    port = here.url.rstrip("/").rpartition(":")[2]
    urls = [f"http://{host}:{port}/" for host in hosts]
    names = "evil.example=127.0.0.1 0x7f.1=127.0.0.1"
    done = baotinh("crawl", *urls, "--db", db, exits=1, TEST_HOSTS=names)
    assert here.asked == []
    lines = done.stdout.splitlines()
    assert len(lines) == len(hosts)
    assert all("1 refused; failed" in line and "private address" in line for line in lines)
    assert value(db, "SELECT count(*) FROM captures") == 0


PRIVATE = [
    *("127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
    *("100.64.0.1", "0.0.0.0", "224.0.0.1", "192.0.2.1", "198.18.0.1", "255.255.255.255"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_not_asked(baotinh, db, address):
    done = baotinh(
        *("crawl", "http://inside.example/", "--db", db),
        exits=1,
        TEST_HOSTS=f"inside.example={address}",
    )
    assert f"inside.example leads to the private address {address}" in done.stdout
    assert value(db, "SELECT count(*) FROM captures") == 0


def test_no_hop_leads_inside(baotinh, site, db):
    """By figures, by a name, by robots.txt, by another scheme; from pages, lists and robots.txt."""
    secret = site({"/": (200, {}, b"secret"), "/robots.txt": (200, {}, b"secret")})
    port = secret.url.rstrip("/").rpartition(":")[2]
    inside = [f"http://[::1]:{port}/", f"http://0x7f000001:{port}/", "http://evil.example/"]
    inside += [f"http://localhost:{port}/", "ftp://127.0.0.1/", "gopher://127.0.0.1/"]
    pages = {
        f"/xa-hoi/dan-vao-trong-nha-12{number:03}.html": (302, {"Location": there}, b"")
        for number, there in enumerate(inside)
    }
    here = site({"/": (200, {}, front(*pages, B)), B: OK, **pages})
    here.pages["/robots.txt"] = (302, {"Location": f"http://localhost:{port}/robots.txt"}, b"")
    url = here.url.replace("127.0.0.1", "bao.example")
    options = ("--allow-private", "--delay", 0, "--db", db)
    baotinh("crawl", url, *options, exits=1, TEST_HOSTS=NAMES)
    assert secret.asked == [], "not even for its robots.txt"
    here.pages["/robots.txt"] = (404, {}, b"")
    baotinh("crawl", url, *options, TEST_HOSTS=NAMES)
    assert secret.asked == []
    assert value(db, "SELECT count(*) FROM articles") == 1
    states = rows(db, "SELECT DISTINCT state FROM urls WHERE url LIKE '%dan-vao%'")
    assert states == [("failed",)]


def test_a_name_that_changes_its_address_is_asked_at_the_one_that_was_checked(tmp_path):
    """Rebinding: a name that leads outside when it is looked at, and inside when it is used."""
    script = (
        "import socket, sys\nfrom twisted.internet.asyncioreactor import install\ninstall()\n"
        "from twisted.internet import reactor\nfrom scrapy.settings import Settings\n"
        "from types import SimpleNamespace\n"
        "from crawler.middlewares.private_hosts import PublicResolver\n"
        "answers = ['93.184.216.34', '127.0.0.1']\n"
        "def look(name): return answers.pop(0) if len(answers) > 1 else answers[0]\n"
        "socket.gethostbyname = look\n"
        "crawler = SimpleNamespace(settings=Settings({'PRIVATE_HOSTS': []}))\n"
        "resolver = PublicResolver.from_crawler(crawler, reactor)\n"
        "found = []\n"
        "def done(one):\n    found.append(str(one))\n"
        "    if len(found) == 2: print(*found); reactor.stop()\n"
        "    else: resolver.getHostByName('a.example').addBoth(done)\n"
        "reactor.callWhenRunning(lambda: resolver.getHostByName('a.example').addBoth(done))\n"
        "reactor.callLater(20, reactor.stop)\nreactor.run()"
    )
    done = python("-c", script)
    assert "127.0.0.1" not in done.stdout.replace("the private address 127.0.0.1", ""), done.stdout
    assert done.stdout, done.stderr


def test_the_figures_of_private_addresses_are_known_in_all_their_spellings():
    for address in (*PRIVATE, "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"):
        assert not is_public(address), address
    assert is_public("93.184.216.34")
    assert ipaddress.ip_address("93.184.216.34").is_global
