"""Sitemaps of a hostile server: entities, bombs, indexes without end."""

from __future__ import annotations

import gzip

from tests.support.crawls import NAMES, OK, B, front, rows, state_of, value

SITEMAP = b"<?xml version='1.0'?>%b<urlset><url><loc>%b</loc></url></urlset>"


class TestSitemaps:
    """XML of strangers: bombs, entities, indexes that name indexes for ever."""

    def crawl(self, baotinh, site, db, sitemap: bytes, **more):
        robots = b"User-agent: *\nSitemap: http://bao.example/s.xml\n"
        pages = {
            "/": (200, {}, front(B)),
            B: OK,
            "/s.xml": (200, {"Content-Type": "text/xml"}, sitemap),
        }
        here = site(pages | more)
        port = here.url.rstrip("/").rpartition(":")[2]
        host = f"bao.example:{port}".encode()
        for path, (status, headers, body) in list(here.pages.items()):
            here.pages[path] = status, headers, body.replace(b"bao.example", host)
        here.pages["/robots.txt"] = (200, {}, robots.replace(b"bao.example", host))
        url = f"http://{host.decode()}/"
        baotinh("crawl", url, "--allow-private", "--delay", 0, "--db", db, TEST_HOSTS=NAMES)
        return here

    def test_no_entity_is_expanded(self, baotinh, site, db):
        laughs = "".join(
            f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 1000}">' for n in range(12)
        )
        dtd = f"<!DOCTYPE x [{laughs}]>".encode()
        url = b"http://bao.example/xa-hoi/&l11;-12345.html"
        here = self.crawl(baotinh, site, db, SITEMAP % (dtd, url))
        assert "/s.xml" in here.asked
        assert rows(db, "SELECT count(*) FROM articles") == [(1,)]
        assert value(db, "SELECT max(length(url)) FROM urls") < 200

    def test_no_file_and_no_address_is_read_for_it(self, baotinh, site, db, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("mat-khau-12345")
        watched = site({"/x.dtd": (200, {}, b"")})
        dtd = (
            f'<!DOCTYPE x SYSTEM "{watched.url}x.dtd" [<!ENTITY f SYSTEM "file://{secret}">'
            f'<!ENTITY h SYSTEM "{watched.url}x.dtd">]>'
        ).encode()
        self.crawl(baotinh, site, db, SITEMAP % (dtd, b"http://bao.example/xa-hoi/&f;&h;.html"))
        assert watched.asked == []
        assert rows(db, "SELECT url FROM urls WHERE url LIKE '%mat-khau%'") == []

    def test_a_packed_bomb_is_refused(self, baotinh, site, db):
        bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000 + b"</urlset>")
        self.crawl(baotinh, site, db, bomb)
        assert value(db, "SELECT count(*) FROM articles") == 1
        assert state_of(db, "/s.xml")[0] == "failed"

    def test_an_index_that_names_indexes_for_ever_ends(self, baotinh, site, db):
        def index(number: int) -> bytes:
            line = "<sitemap><loc>http://bao.example/s{}.xml</loc></sitemap>"
            lines = "".join(line.format(3 * number + n) for n in (1, 2, 3))
            return f"<sitemapindex>{lines}</sitemapindex>".encode()

        more = {f"/s{n}.xml": (200, {"Content-Type": "text/xml"}, index(n)) for n in range(400)}
        here = self.crawl(baotinh, site, db, index(0), **more)
        assert sum(path.endswith(".xml") for path in here.asked) < 100
        assert value(db, "SELECT count(*) FROM articles") == 1

    def test_a_sitemap_deeper_than_any_is_no_trouble(self, baotinh, site, db):
        deep = b"<a>" * 100_000 + b"</a>" * 100_000
        self.crawl(baotinh, site, db, b"<urlset>" + deep + b"</urlset>")
        assert value(db, "SELECT count(*) FROM articles") == 1
