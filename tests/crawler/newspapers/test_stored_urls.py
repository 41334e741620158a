"""Addresses per newspaper: one form is stored, and one article has one key whatever its address."""

from __future__ import annotations

import pytest

from crawler import newspapers


@pytest.mark.parametrize(
    ("url", "stored"),
    [
        # tracking parameters and fragments say where a reader came from
        (
            "https://baobaclieu.vn/xa-hoi/mot-tin-72306.html?utm_source=zalo&utm_medium=x",
            "https://baobaclieu.vn/xa-hoi/mot-tin-72306.html",
        ),
        (
            "https://baobaclieu.vn/xa-hoi/mot-tin-72306.html?fbclid=IwAR0abc#binh-luan",
            "https://baobaclieu.vn/xa-hoi/mot-tin-72306.html",
        ),
        (
            "https://baobaclieu.vn/xa-hoi/mot-tin-72306.html?gidzl=abc&zarsrc=30",
            "https://baobaclieu.vn/xa-hoi/mot-tin-72306.html",
        ),
        (
            "https://baolaocai.vn/mot-tin-post404649.html?o=1",
            "https://baolaocai.vn/mot-tin-post404649.html",
        ),
        (
            "https://hanoimoi.vn/mot-tin-1238587.html?print=1",
            "https://hanoimoi.vn/mot-tin-1238587.html",
        ),
        (
            "https://baodongnai.com.vn/tin-moi/202507/mot-tin-83102d4/?gclid=x",
            "https://baodongnai.com.vn/tin-moi/202507/mot-tin-83102d4/",
        ),
        (
            "https://baocantho.com.vn/mot-tin-a196670.html#top",
            "https://baocantho.com.vn/mot-tin-a196670.html",
        ),
        # a list keeps its query: the page stands there
        (
            "https://baobaclieu.vn/xa-hoi-5.html?page=395",
            "https://baobaclieu.vn/xa-hoi-5.html?page=395",
        ),
        (
            "https://baokontum.com.vn/xa-hoi-8.html?page=489&utm_source=x",
            "https://baokontum.com.vn/xa-hoi-8.html?page=489",
        ),
        ("https://baocantho.com.vn/thoi-su?p=2#trang", "https://baocantho.com.vn/thoi-su?p=2"),
        (
            "https://baodaklak.vn/khoa-hoc-cong-nghe/?paged=167",
            "https://baodaklak.vn/khoa-hoc-cong-nghe/?paged=167",
        ),
        ("https://baodongthap.vn/chinh-tri?cate=342", "https://baodongthap.vn/chinh-tri?cate=342"),
        # twins of a host
        (
            "https://www.baobaclieu.vn/xa-hoi/mot-tin-72306.html",
            "https://baobaclieu.vn/xa-hoi/mot-tin-72306.html",
        ),
        (
            "https://m.baokontum.com.vn/van-hoa-the-thao-du-lich-26.html?page=37",
            "https://baokontum.com.vn/van-hoa-the-thao-du-lich-26.html?page=37",
        ),
        (
            "https://amp.baodongkhoi.vn/mot-tin-21062023-a116177.html",
            "https://dongkhoi.baovinhlong.vn/mot-tin-21062023-a116177.html",
        ),
        (
            "https://www.m.baogialai.com.vn/mot-tin-post126899.html",
            "https://baogialai.com.vn/mot-tin-post126899.html",
        ),
        (
            "https://ww.baothaibinh.com.vn/tin-tuc/9/141106/20-nam-gan-bo",
            "https://baothaibinh.com.vn/tin-tuc/9/141106/20-nam-gan-bo",
        ),
        (
            "https://sggp.org.vn/mot-tin-post838566.html",
            "https://www.sggp.org.vn/mot-tin-post838566.html",
        ),
        ("https://WWW.BaoCaMau.VN/mot-tin-a21414.html", "https://baocamau.vn/mot-tin-a21414.html"),
        ("https://baocamau.vn:443/mot-tin-a21414.html", "https://baocamau.vn/mot-tin-a21414.html"),
        # .amp twins
        (
            "https://m.baogialai.com.vn/mot-tin-post127004.amp",
            "https://baogialai.com.vn/mot-tin-post127004.html",
        ),
        (
            "https://baohatinh.vn/mot-tin-post255263.amp?utm_source=x",
            "https://baohatinh.vn/mot-tin-post255263.html",
        ),
        ("https://baogialai.com.vn/chuyen-muc.amp", "https://baogialai.com.vn/chuyen-muc.amp"),
        # a last slash, where both spellings are in use
        (
            "https://baodaklak.vn/phap-luat/202203/mot-tin-ac645ab",
            "https://baodaklak.vn/phap-luat/202203/mot-tin-ac645ab/",
        ),
        (
            "https://baodaklak.vn/tin-noi-bat/202606/mot-tin-2887253/",
            "https://baodaklak.vn/tin-noi-bat/202606/mot-tin-2887253/",
        ),
        (
            "https://baonamdinh.vn/channel/5093/201309/mot-tin-2271449",
            "https://baonamdinh.vn/channel/5093/201309/mot-tin-2271449/",
        ),
        (
            "https://baodanang.vn/ytesuckhoe/202108/mot-tin-3888676",
            "https://baodanang.vn/ytesuckhoe/202108/mot-tin-3888676/",
        ),
        (
            "https://baobinhphuoc.com.vn/news/200/99817/mot-tin/",
            "https://baobinhphuoc.com.vn/news/200/99817/mot-tin",
        ),
        (
            "https://baothaibinh.com.vn/tin-tuc/62/7467/mot-tin/",
            "https://baothaibinh.com.vn/tin-tuc/62/7467/mot-tin",
        ),
        (
            "https://baolaichau.vn/chinh-tri/mot-tin-12345/",
            "https://baolaichau.vn/chinh-tri/mot-tin-12345",
        ),
        (
            "https://baodienbienphu.vn/tin-bai/thoi-su/mot-tin/",
            "https://baodienbienphu.vn/tin-bai/thoi-su/mot-tin",
        ),
        (
            "https://baohaiduong.vn/nong-nghiep/ty-phu-trung-ga-151256/",
            "https://baohaiduong.vn/nong-nghiep/ty-phu-trung-ga-151256",
        ),
        ("https://baodaklak.vn/khoa-hoc-cong-nghe/", "https://baodaklak.vn/khoa-hoc-cong-nghe/"),
        ("https://baoninhbinh.org.vn/vu-an", "https://baoninhbinh.org.vn/vu-an"),
        # two slashes are one
        (
            "https://baoquangngai.vn//kinh-te//bien-kinh-te-bien/202308/mot-tin-3bc1af9/",
            "https://baoquangngai.vn/kinh-te/bien-kinh-te-bien/202308/mot-tin-3bc1af9/",
        ),
        (
            "https://baolaocai.vn//mot-tin-post404649.html",
            "https://baolaocai.vn/mot-tin-post404649.html",
        ),
        ("https://baobaclieu.vn/tim-kiem?q=//x", "https://baobaclieu.vn/tim-kiem?q=//x"),
        # capital letters stay
        (
            "https://baosonla.vn/thoi-su/mot-tin-51YnYvXDR.html",
            "https://baosonla.vn/thoi-su/mot-tin-51YnYvXDR.html",
        ),
        (
            "https://baosonla.vn/thoi-su/mot-tin-51ynyvxdr.html",
            "https://baosonla.vn/thoi-su/mot-tin-51ynyvxdr.html",
        ),
        (
            "https://baocaobang.vn/Huong-vi-pho-chua-Cao-Bang-38371.html",
            "https://baocaobang.vn/Huong-vi-pho-chua-Cao-Bang-38371.html",
        ),
        (
            "https://baohoabinh.com.vn/11/188296/Bao-Dien-Bien-Phu.htm",
            "http://baohoabinh.com.vn/11/188296/Bao-Dien-Bien-Phu.htm",
        ),
        (
            "https://baoyenbai.com.vn/226/147181/Kich_cau_du_lich.aspx",
            "http://baoyenbai.com.vn/226/147181/Kich_cau_du_lich.aspx",
        ),
        (
            "https://baovinhphuc.com.vn/tin-tuc/ID/130393/LOI-TOA-SOAN",
            "https://baovinhphuc.com.vn/tin-tuc/ID/130393/LOI-TOA-SOAN",
        ),
        # a query that holds the id stays
        (
            "https://baobinhdinh.vn/viewer.aspx?macm=39&macmp=39&mabb=222823",
            "https://baobinhdinh.vn/viewer.aspx?macm=39&macmp=39&mabb=222823",
        ),
        (
            "https://baobinhdinh.vn/viewer.aspx?macm=39&utm_source=x&mabb=222823",
            "https://baobinhdinh.vn/viewer.aspx?macm=39&mabb=222823",
        ),
        (
            "https://baohanam.com.vn/amp.aspx?itemid=21238",
            "https://baohanam.com.vn/amp.aspx?itemid=21238",
        ),
        (
            "https://baothuathienhue.vn/amp.aspx?newid=131744&fbclid=x",
            "https://baothuathienhue.vn/amp.aspx?newid=131744",
        ),
        # a paper that moved with all it had has one host, its other sites keep theirs
        (
            "https://baoquangninh.com.vn/mot-tin-3210121.html",
            "https://baoquangninh.vn/mot-tin-3210121.html",
        ),
        (
            "https://baobackan.com.vn/mot-tin-post60732.html",
            "https://baobackan.vn/mot-tin-post60732.html",
        ),
        (
            "https://baodongkhoi.vn/mot-tin-16112020-a80176.html",
            "https://dongkhoi.baovinhlong.vn/mot-tin-16112020-a80176.html",
        ),
        (
            "https://baovinhlong.vn/xa-hoi/201910/mot-tin-2971557",
            "https://baovinhlong.com.vn/xa-hoi/201910/mot-tin-2971557/",
        ),
        (
            "https://news.baokhanhhoa.vn/socio_politic/201804/mot-tin-8076691",
            "https://news.baokhanhhoa.vn/socio_politic/201804/mot-tin-8076691/",
        ),
        (
            "https://en.baobacninhtv.vn/hoi-an-launches-tour.bbg",
            "https://en.baobacninhtv.vn/hoi-an-launches-tour.bbg",
        ),
        (
            "https://baobacninh.com.vn/vi/web/bbn/bac-ninh-xua-va-nay",
            "https://baobacninh.com.vn/vi/web/bbn/bac-ninh-xua-va-nay",
        ),
        (
            "https://baophuyen.vn/76/106583/mot-tin.html",
            "https://baophuyen.vn/76/106583/mot-tin.html",
        ),
        (
            "https://baothuathienhue.vn/mot-tin-a98765.html",
            "https://baothuathienhue.vn/mot-tin-a98765.html",
        ),
        # a guest's article stays under the host where it was found
        ("https://baodanang.vn/mot-tin-3140715.html", "https://baodanang.vn/mot-tin-3140715.html"),
        (
            "https://baobacninhtv.vn/mot-tin-postid294056.bbg?x=1",
            "https://baobacninhtv.vn/mot-tin-postid294056.bbg",
        ),
        (
            "https://baohaiphong.vn/mot-tin-394829.html",
            "https://baohaiphong.vn/mot-tin-394829.html",
        ),
        # other odd spellings
        (
            "https://baocantho.com.vn/-mo-loi-de-doanh-nghiep-a196462.html",
            "https://baocantho.com.vn/-mo-loi-de-doanh-nghiep-a196462.html",
        ),
        (
            "https://baocantho.com.vn/khmer/detail-a177897.html",
            "https://baocantho.com.vn/khmer/detail-a177897.html",
        ),
        (
            "https://baophutho.vn/van-hanh-ung-dung-nbsp-ban-do-258512.htm",
            "https://baophutho.vn/van-hanh-ung-dung-nbsp-ban-do-258512.htm",
        ),
        (
            "https://baothanhhoa.vn/doi-song-xa-hoi/mot-thoi-lam-bao/120517.htm",
            "https://baothanhhoa.vn/doi-song-xa-hoi/mot-thoi-lam-bao/120517.htm",
        ),
        (
            "https://baolangson.vn/chinh-tri/243083-hoi-thao.html",
            "https://baolangson.vn/chinh-tri/243083-hoi-thao.html",
        ),
        (
            "https://baoninhthuan.com.vn/news/34610p1c24/mot-tin.htm",
            "http://baoninhthuan.com.vn/news/34610p1c24/mot-tin.htm",
        ),
        (
            "https://baothainguyen.vn/tin-tuc/quang-cao/mot-tin-296706-38.html",
            "https://baothainguyen.vn/tin-tuc/quang-cao/mot-tin-296706-38.html",
        ),
        ("https://baolaocai.vn/thời-sự", "https://baolaocai.vn/th%E1%BB%9Di-s%E1%BB%B1"),
    ],
)
def test_an_address_has_one_stored_form(url: str, stored: str):
    paper = newspapers.of_url(url)
    assert paper is not None
    assert paper.stored(url) == stored
    assert paper.stored(stored) == stored, "what is stored stays so"
