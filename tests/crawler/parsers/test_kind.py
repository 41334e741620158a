"""Page classification: the kind of each page, and the exception of pages never to be stored.

The pages are small and written here; listing, stub and article differ little on purpose.
"""

from __future__ import annotations

import base64

import pytest

from archive.errors import ChallengePage, ErrorPage, LoginPage, NotAnArticle, UnreadablePage
from archive.model import Kind
from crawler.parsers import Page, parse

HEADLINES = (
    "Khánh thành cầu treo nối hai bờ suối Nậm Cúm",
    "Hơn 300 đoàn viên ra quân làm sạch kênh nội đồng",
    "Giá cà phê nhân xô trên địa bàn tỉnh giảm nhẹ",
    "Trao 50 suất học bổng cho học sinh nghèo vượt khó",
    "Kiểm tra công tác phòng cháy, chữa cháy rừng mùa khô",
    "Thành lập thêm hai tổ hợp tác nuôi ong lấy mật",
    "Đưa vào sử dụng trạm y tế xã Phú Lộc sau một năm xây dựng",
    "Xã Tân Hội gỡ khó tiêu chí môi trường nông thôn",
    "Nhiều hoạt động kỷ niệm Ngày thành lập Đoàn ở cơ sở",
    "Người giữ nghề đan đó bên bờ sông Lăng",
)
SUMMARY = "Tin do phóng viên của báo ghi từ cơ sở trong tuần qua, có thêm ý kiến của người dân."
TEXT = (
    "<p>Sáng nay, xã Phú Lộc đưa vào sử dụng nhà văn hóa thôn thứ chín, đúng kế hoạch năm.</p>"
    "<p>Công trình do nhân dân đóng góp một nửa kinh phí, số còn lại do huyện hỗ trợ xi măng.</p>"
    "<p>Thôn đã bầu ban quản lý gồm năm người, lập quy chế sử dụng và lịch mở cửa hằng tuần.</p>"
)


def teasers(count: int = 10, level: str = "h3") -> str:
    return "".join(
        f'<div><{level}><a href="/tin/{n}.html">{headline}</a></{level}><p>{SUMMARY}</p></div>'
        for n, headline in enumerate(HEADLINES[:count])
    )


def page(body: str, title: str = "Báo Vạn Xuyên", head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><header><a href='/'>Trang chủ</a> <span>Thứ bảy, 30/05/2026</span></header>{body}"
        "<footer>Giấy phép số 41/GP-BC cấp ngày 12/03/2004. Tổng Biên tập: Thế Hưng.</footer>"
        "</body></html>"
    )


ARTICLE = page(
    f"<h1>Phú Lộc có nhà văn hóa thứ chín</h1><p>12/03/2019 15:42</p><div>{TEXT}</div>"
    f"<aside>{teasers(6)}</aside>"
)
SITE = "http://baovanxuyen.example"

KINDS: tuple[tuple[str, str, str, Kind], ...] = (
    ("an article", "/xa-hoi/nha-van-hoa-thu-chin-1207.html", ARTICLE, "article"),
    ("the home page by its address", "/", page(teasers()), "listing"),
    ("the home page with a text in it", "/", ARTICLE, "listing"),
    (
        "a section page with summaries",
        "/kinh-te/",
        page(f"<h1>Kinh tế</h1>{teasers()}", "Kinh tế - Báo Vạn Xuyên"),
        "listing",
    ),
    (
        "a section page without summaries",
        "/kinh-te/",
        page("<h1>Kinh tế</h1><ul>" + teasers(8, "h4").replace(SUMMARY, "") + "</ul>"),
        "listing",
    ),
    (
        "a tag page",
        "/tags/nong-thon-moi",
        page(f"<h1>nông thôn mới</h1>{teasers(3)}", "nông thôn mới - Báo Vạn Xuyên"),
        "listing",
    ),
    (
        "a search page without results",
        "/tim-kiem?q=cau+treo",
        page("<h1>Tìm kiếm</h1><p>Tìm thấy 0 kết quả với từ khóa cầu treo</p>"),
        "listing",
    ),
    (
        "a video with nothing but its player",
        "/video/dua-thuyen-88.html",
        page(
            "<h1>Toàn cảnh hội đua thuyền trên sông Lăng</h1><p>10/04/2022 18:00</p><video>"
            f"<source src='/v/88.mp4'></video><aside>{teasers(6)}</aside>",
            head="<meta property='og:type' content='video.other'>",
        ),
        "not_article",
    ),
    (
        "a headline without a text",
        "/xa-hoi/dang-cap-nhat-12.html",
        page("<h1>Phú Lộc có nhà văn hóa thứ chín</h1><p>12/03/2019 15:42</p>"),
        "not_article",
    ),
    (
        "a photo essay",
        "/anh/cho-ca-91.html",
        page(
            "<h1>Chợ cá lúc bốn giờ sáng</h1><p>12/08/2023 06:30</p><div>"
            + "".join(
                f"<figure><img src='/i/{n}.jpg'><figcaption>Ghe về bến lúc trời chưa sáng, ảnh {n}."
                "</figcaption></figure>"
                for n in range(4)
            )
            + "</div>"
        ),
        "article",
    ),
)

ERRORS: tuple[tuple[str, str | bytes, type[NotAnArticle]], ...] = (
    (
        "Cloudflare's waiting page",
        "<!DOCTYPE html><html lang='en-US'><head><title>Just a moment...</title></head><body>"
        "<div id='challenge-text'>Enable JavaScript and cookies to continue</div></body></html>",
        ChallengePage,
    ),
    (
        "a challenge in Vietnamese",
        page(
            "<h2>Xác nhận</h2><p>Vui lòng xác nhận bạn không phải robot để tiếp tục truy cập.</p>"
            "<div class='g-recaptcha' data-sitekey='k'></div>",
            "Xác nhận truy cập",
        ),
        ChallengePage,
    ),
    (
        "a challenge that only a frame shows",
        "<html><head><title>baovanxuyen.example</title><body><div class='cf-turnstile'></div>"
        "<p>Vui lòng chờ trong giây lát.</p></body></html>",
        ChallengePage,
    ),
    (
        "a login form",
        page(
            "<h1>Đăng nhập</h1><form><input name='user'><input type='password' name='pass'>"
            "<input type='submit' value='Đăng nhập'></form>",
            "Đăng nhập hệ thống",
        ),
        LoginPage,
    ),
    (
        "a missing page sent with status 200",
        page(
            f"<h1>Không tìm thấy trang</h1><p>Trang bạn yêu cầu không tồn tại.</p>{teasers(5)}",
            "Không tìm thấy trang - Báo Vạn Xuyên",
        ),
        ErrorPage,
    ),
    ("404 in English", "<html><title>404 Not Found</title><h1>Not Found</h1></html>", ErrorPage),
    (
        "an ASP.NET error",
        "<html><head><title>Runtime Error</title></head><body><h1>Server Error in '/' Application."
        "</h1><p>An application error occurred on the server.</p></body></html>",
        ErrorPage,
    ),
    (
        "a page under maintenance",
        "<html><head><title>Báo Vạn Xuyên</title></head><body><p>Hệ thống đang bảo trì, mời bạn đọc"
        " quay lại sau ít phút.</p></body></html>",
        ErrorPage,
    ),
    ("no bytes", b"", UnreadablePage),
    ("only white space", b" \r\n\t ", UnreadablePage),
    ("markup without text", "<html><head></head><body><div></div></body></html>", UnreadablePage),
    (
        "a script and nothing else",
        "<html><body><script>go()</script></body></html>",
        UnreadablePage,
    ),
    ("a PDF", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", UnreadablePage),
    ("a JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", UnreadablePage),
    ("compressed data", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", UnreadablePage),
    (
        "a print view with scrambled text",
        page(
            "<h1>In bài viết</h1><div>"
            + "<p>xXdxX3xXexX7xXbx xXaxX9xX1x xXcxX0xXfxX4x xX2xXdx xXexX8xXax xX5xXbxX1x</p>" * 12
            + "</div>",
            "In bài viết",
        ),
        UnreadablePage,
    ),
    (
        "text in base64",
        page(f"<h1>Tin</h1><div><p>{base64.b64encode(TEXT.encode() * 3).decode()}</p></div>"),
        UnreadablePage,
    ),
)


@pytest.mark.parametrize(("what", "path", "source", "kind"), KINDS, ids=[row[0] for row in KINDS])
def test_page_has_its_kind(what: str, path: str, source: str, kind: Kind) -> None:
    assert parse(Page.from_bytes(SITE + path, source.encode())).kind == kind


@pytest.mark.parametrize(("what", "source", "error"), ERRORS, ids=[row[0] for row in ERRORS])
def test_page_never_to_be_stored_raises_its_exception(
    what: str, source: str | bytes, error: type[NotAnArticle]
) -> None:
    body = source.encode() if isinstance(source, str) else source
    with pytest.raises(error):
        parse(Page.from_bytes(f"{SITE}/xa-hoi/tin-1207.html", body))


@pytest.mark.parametrize(
    "words",
    [
        "Không tìm thấy hai thanh niên đi lạc",
        "404 hộ dân được cấp nước sạch",
        "Lỗi hẹn với cánh đồng lúa chín",
        "Đăng nhập một lần cho mọi dịch vụ công",
        "Bạn không phải robot: nghề lắp ráp ở khu công nghiệp",
    ],
)
def test_article_about_such_a_topic_is_an_article(words: str) -> None:
    source = page(f"<h1>{words}</h1><p>12/03/2019 15:42</p><div>{TEXT * 2}</div>", words)
    assert parse(Page.from_bytes(f"{SITE}/xa-hoi/tin-1207.html", source.encode())).title == words


def test_a_word_in_its_headline_makes_no_short_article_an_error_page() -> None:
    source = page(
        f"<h1>Không tìm thấy hai thanh niên đi lạc</h1><p>12/03/2019 15:42</p><div>{TEXT}</div>",
        "Không tìm thấy hai thanh niên đi lạc - Báo Vạn Xuyên",
    )
    article = parse(Page.from_bytes(f"{SITE}/xa-hoi/tin-1207.html", source.encode()))
    assert (article.kind, article.published) == ("article", "2019-03-12T15:42:00+07:00")
