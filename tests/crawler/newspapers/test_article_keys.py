"""One article has one key, whatever its address."""

from __future__ import annotations

import pytest

from crawler import newspapers


@pytest.mark.parametrize(
    ("name", "addresses", "key"),
    [
        (
            "thanh_hoa",
            "baothanhhoa.vn/mot-thoi-lam-bao-120517.htm"
            " m.baothanhhoa.vn/doi-song-xa-hoi/mot-thoi-lam-bao/120517.htm",
            "120517.htm",
        ),
        (
            "gia_lai",
            "baogialai.com.vn/ten-cu-post127004.html m.baogialai.com.vn/ten-moi-post127004.amp",
            "post127004.html",
        ),
        (
            "ben_tre",
            "baodongkhoi.vn/mot-tin-16112020-a80176.html"
            " dongkhoi.baovinhlong.vn/mot-tin-sua-lai-16112020-a80176.html",
            "a80176.html",
        ),
        (
            "bac_giang",
            "baobacgiang.vn/mot-tin-postid294056.bbg baobacninhtv.vn/mot-tin-postid294056.bbg",
            "postid294056.bbg",
        ),
        (
            "quang_nam",
            "baoquangnam.vn/mot-tin-3140636.html baodanang.vn/mot-tin-3140636.html",
            "3140636.html",
        ),
        (
            "vinh_phuc",
            "baovinhphuc.com.vn/en-us/tin-tuc/ID/130393/LOI-TOA-SOAN"
            " baovinhphuc.com.vn/tin-tuc/ID/130393/LOI-TOA-SOAN",
            "130393",
        ),
        (
            "binh_dinh",
            "baobinhdinh.vn/viewer.aspx?macm=39&mabb=222823"
            " baobinhdinh.vn/viewer.aspx?macm=4&macmp=5&mabb=222823",
            "222823.aspx",
        ),
        (
            "dak_lak",
            "baodaklak.vn/phap-luat/202203/mot-tin-ac645ab"
            " www.baodaklak.vn/xa-hoi/202203/mot-tin-sua-lai-ac645ab/",
            "ac645ab",
        ),
        ("son_la", "baosonla.vn/thoi-su/mot-tin-51YnYvXDR.html", "51YnYvXDR.html"),
        ("son_la", "baosonla.vn/thoi-su/mot-tin-51YnYvXDr.html", "51YnYvXDr.html"),
        ("dong_thap", "baodongthap.vn/phong-su-anh/mot-tin-48437.aspx", "48437.aspx"),
        ("dong_thap", "baodongthap.vn/mot-tin-a48437.html", "a48437.html"),
        (
            "dien_bien",
            "baodienbienphu.vn/tin-bai/thoi-su/mot-tin baodienbienphu.vn/thoi-su",
            None,
        ),
    ],
)
def test_one_article_has_one_key(name: str, addresses: str, key: str | None):
    paper = newspapers.registered()[name]
    found = {paper.article_key(f"https://{address}") for address in addresses.split()}
    assert found == {key}


def test_a_day_at_the_end_of_an_address_is_no_id():
    lai_chau = newspapers.registered()["lai_chau"]
    assert lai_chau.article_key("https://baolaichau.vn/chinh-tri/khai-mac-ky-hop-19122020") is None


@pytest.mark.parametrize(
    ("name", "one", "other", "same"),
    [
        ("thanh_hoa", "baothanhhoa.vn/mot-thoi-lam-bao-120517.htm",
         "baothanhhoa.vn/doi-song/mot-thoi-lam-bao/120517.htm", True),
        ("thanh_hoa", "baothanhhoa.vn/mot-thoi-lam-bao-120517.htm",
         "baothanhhoa.vn/tin-khac-han-120517.htm", False),
        ("bac_lieu", "baobaclieu.vn/xa-hoi/mot-tin-72306.html",
         "baobaclieu.vn/kinh-te/mot-tin-72306.html", True),
        ("binh_dinh", "baobinhdinh.vn/viewer.aspx?macm=39&mabb=222823",
         "baobinhdinh.vn/viewer.aspx?macm=4&macmp=5&mabb=222823", True),
        ("vinh_phuc", "baovinhphuc.com.vn/en-us/tin-tuc/ID/130393/LOI-TOA-SOAN",
         "baovinhphuc.com.vn/tin-tuc/ID/130393/LOI-TOA-SOAN", True),
        ("phu_yen", "baophuyen.vn/76/106583/mot-tin.html",
         "baophuyen.vn/82/106583/mot-tin.html", True),
        ("phu_yen", "baophuyen.vn/76/106583/mot-tin.html",
         "baophuyen.vn/76/106584/mot-tin.html", False),
    ],
)  # fmt: skip
def test_addresses_with_the_same_id_and_words_surely_are_of_one_article(name, one, other, same):
    paper = newspapers.registered()[name]
    keys = [paper.duplicate_key(paper.stored(f"https://{url}")) for url in (one, other)]
    assert all(keys)
    assert (keys[0] == keys[1]) is same
