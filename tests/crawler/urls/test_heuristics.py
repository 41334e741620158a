"""What addresses mean on a site without rules: learned from pages that were read."""

from __future__ import annotations

import pytest

from crawler.urls.heuristics import LearnedPageTypes, article_id, path_shape, repeated_headlines


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("/xa-hoi/bai-mot-12345.html", "/kinh-te/bai-hai-dai-hon-99999.html", True),
        ("/xa-hoi-5.html", "/bai-mot-12345.html", False),
        ("/a-post1234.html", "/a-event1234.html", False),
        ("/x/slug-51YnYvXDR.html", "/y/slug-khac-7aBcDeFgH.html", True),
        ("/tin/202301/bai-102938a/", "/tin/202412/bai-khac-99999af/", True),
        ("/tin-bai/thoi-su/nong-dan-duoc-mua-lua-he-thu", "/tin-bai/thoi-su/chinh-tri", False),
        ("/viewer.aspx?macm=39&mabb=222823", "/viewer.aspx?macm=4&mabb=100000", True),
        ("/viewer.aspx?macm=39&mabb=222823", "/viewer.aspx?macm=39", False),
    ],
)
def test_the_form_of_an_address(one, other, alike):
    assert (path_shape(one) == path_shape(other)) is alike


def test_what_pages_were_teaches_what_addresses_mean():
    learned = LearnedPageTypes()
    odd = "https://a.vn/doc/{}-12"
    assert learned.classify(odd.format("mot")) == "listing"
    for name in ("hai", "ba", "bon"):
        learned.record(odd.format(name), "article")
    assert learned.classify(odd.format("mot")) == "article"
    for name in range(9):
        learned.record(odd.format(f"so{name}"), "listing")
    assert learned.classify(odd.format("mot")) == "listing"


def test_headlines_that_repeat_are_articles():
    headline = "Nông dân đầu nguồn được mùa lúa hè thu"
    links = [(f"https://a.vn/doc/{name}", headline) for name in ("a", "b", "c")]
    links += [("https://a.vn/muc", "Kinh tế"), ("https://a.vn/bo", headline)]
    repeated = repeated_headlines(links)
    assert LearnedPageTypes().classify("https://a.vn/doc/d", repeated) == "article"
    assert LearnedPageTypes().classify("https://a.vn/nam", repeated) == "listing"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/kinh-te/nuoc-len-nhanh-3210121.html", "3210121"),
        ("/nuoc-len-nhanh-post404649.amp", "post404649"),
        ("/ban-tin-thoi-tiet-06052023.html", None),
        ("/xo-so-mien-nam-060523.html", None),
        ("/xo-so-mien-nam-20230506", None),
        ("/xa-hoi-8.html", None),
        ("/3210121.html", None),
    ],
)
def test_an_id_is_no_day_and_no_number_of_a_section(path, expected):
    assert article_id(path) == expected


@pytest.mark.parametrize("path", ["/tim-kiem?q=x", "/anh.jpg", "/xa-hoi?sort=moi", "/login"])
def test_what_nobody_should_ask_for(path):
    assert LearnedPageTypes().classify("https://a.vn" + path) == "other"
