"""Canonical URLs, page types guessed from paths, page numbers, public IP addresses."""

from __future__ import annotations

import pytest

from crawler.urls.canonical import (
    absolute,
    canonical,
    guess_page_type,
    is_public,
    split,
    split_page_number,
    strip_host_prefix,
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://baobaclieu.vn/xa-hoi/tin-81234.html",
            "https://baobaclieu.vn/xa-hoi/tin-81234.html",
        ),
        ("HTTPS://BaoBacLieu.VN:443/A/B.html#top", "https://baobaclieu.vn/A/B.html"),
        ("http://a.vn", "http://a.vn/"),
        ("http://a.vn:8080", "http://a.vn:8080/"),
        ("http://a.vn./x", "http://a.vn/x"),
        (" https://a.vn/x\n ", "https://a.vn/x"),
        ("https://a.vn/x?utm_source=zalo&id=5&fbclid=abc&UTM_medium=x", "https://a.vn/x?id=5"),
        ("https://a.vn/x?fbclid=abc", "https://a.vn/x"),
        ("https://a.vn/viewer.aspx?macm=39&mabb=22", "https://a.vn/viewer.aspx?macm=39&mabb=22"),
        ("https://a.vn/x?b=1&a=2", "https://a.vn/x?b=1&a=2"),
        ("https://a.vn/51YnYvXDR.html", "https://a.vn/51YnYvXDR.html"),
        ("https://a.vn/thời sự", "https://a.vn/th%E1%BB%9Di%20s%E1%BB%B1"),
        ("https://a.vn/th%e1%bb%9di", "https://a.vn/th%E1%BB%9Di"),
        ("https://a.vn/100%", "https://a.vn/100%25"),
        ("https://báo.vn/", "https://xn--bo-mia.vn/"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("https://a.vn//images//x", "https://a.vn//images//x"),
    ],
)
def test_a_url_has_one_canonical_form(url, expected):
    assert canonical(url) == expected
    assert canonical(expected) == expected, "canonicalization is idempotent"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "#",
        "/x",
        "mailto:a@b.vn",
        "javascript:void(0)",
        "data:text/html,x",
        "ftp://a.vn/x",
        "file:///etc/passwd",
        "http://",
        "http://[bad/x",
        "http://a.vn:99999/",
        "tel:113",
    ],
)
def test_other_schemes_and_malformed_urls_have_no_canonical_form(url):
    assert canonical(url) is None


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("tin-2.html", "https://a.vn/xa-hoi/tin-2.html"),
        ("/tin-2.html", "https://a.vn/tin-2.html"),
        ("?page=2", "https://a.vn/xa-hoi/?page=2"),
        ("//b.vn/x", "https://b.vn/x"),
        ("../x", "https://a.vn/x"),
        ("#", "https://a.vn/xa-hoi/"),
        ("javascript:;", None),
        ("http://[x", None),
    ],
)
def test_links_are_resolved_to_canonical_urls(link, expected):
    assert absolute(link, "https://a.vn/xa-hoi/") == expected


def test_a_url_is_split_into_scheme_host_and_path_with_query():
    assert split("https://a.vn:81/b/c?d=1") == ("https", "a.vn:81", "/b/c?d=1")


@pytest.mark.parametrize(
    "path",
    [
        "/xa-hoi/mot-tin-khac-81234.html",
        "/tin-tuc/202301/ten-bai-1029384/",
        "/ten-bai-a105432.html",
        "/ten-bai-post404649.html",
        "/76/106583/ten-bai.html",
        "/tin-tuc/62/7467/ten-bai",
        "/chinh-tri/243083-ten-bai.html",
        "/viewer.aspx?macm=39&macmp=39&mabb=222823",
        "/bai-viet/d20230112091014465.htm",
        "/doi-song-xa-hoi/mot-thoi-lam-bao/120517.htm",
        "/ten-bai-postid294056.bbg",
        "/ten-bai-p123456.html",
        "/?p=20117",
        "/tin-bai/thoi-su/nong-dan-duoc-mua-lua-he-thu",
    ],
)
def test_article_paths_are_recognised(path):
    assert guess_page_type(path) == "article"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/xa-hoi-8.html",
        "/xa-hoi-8.html?page=395",
        "/phong-su/trang-16.html",
        "/chinh-tri/",
        "/kinh-te/nong-nghiep",
        "/thoi-su?p=2",
        "/van-hoa/page/3/",
    ],
)
def test_listing_paths_are_recognised(path):
    assert guess_page_type(path) == "listing"


@pytest.mark.parametrize(
    "path",
    [
        "/uploads/image/2023/01/09/anh-12345.jpg",
        "/tim-kiem.html?q=x",
        "/rss/home.rss",
        "/login",
        "/a/b/c/d/e/f",
        "/print/123456.html",
        "/tag/gia-lua",
    ],
)
def test_paths_of_files_and_service_pages_are_other(path):
    assert guess_page_type(path) == "other"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/xa-hoi-8.html", ("/xa-hoi-8", 1)),
        ("/xa-hoi-8.html?page=395", ("/xa-hoi-8", 395)),
        ("/xa-hoi?cat=3&p=2", ("/xa-hoi?cat=3", 2)),
        ("/xa-hoi?p=2&cat=3", ("/xa-hoi?cat=3", 2)),
        ("/phong-su/trang-16.html", ("/phong-su", 16)),
        ("/phong-su/", ("/phong-su", 1)),
        ("/van-hoa/page/3/", ("/van-hoa", 3)),
        ("/van-hoa/?paged=167", ("/van-hoa", 167)),
        ("/?p=20117", ("?p=20117", 1)),
        ("/bai-p20117", ("/bai-p20117", 1)),
    ],
)
def test_pages_of_a_listing_share_a_stem(url, expected):
    assert split_page_number(url) == expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.1.1", False),
        ("172.16.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_private_ip_addresses_are_not_public(host, expected):
    assert is_public(host) is expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.baocamau.vn", "baocamau.vn"),
        ("ww.baothaibinh.com.vn", "baothaibinh.com.vn"),
        ("mobile.baocamau.vn", "baocamau.vn"),
        ("www.m.baocamau.vn:8080", "baocamau.vn:8080"),
        ("amp.vn", "amp.vn"),
        ("media.baocamau.vn", "media.baocamau.vn"),
        ("127.0.0.1", "127.0.0.1"),
        ("", ""),
    ],
)
def test_host_prefixes_are_stripped(host, expected):
    assert strip_host_prefix(host) == expected


@pytest.mark.parametrize(
    "address",
    [
        "https://a.vn/bai-12345.html?PHPSESSID=0f3c9a",
        "https://a.vn/bai-12345.html;jsessionid=0A1B2C",
        "https://a.vn/(S(abc123def))/bai-12345.html",
        "https://a.vn/bai-12345.html?sid=0123456789abcdef0123",
    ],
)
def test_session_ids_are_no_part_of_an_address(address):
    assert canonical(address) == "https://a.vn/bai-12345.html"


def test_a_short_sid_is_a_section():
    assert canonical("https://a.vn/list?sid=12") == "https://a.vn/list?sid=12"
