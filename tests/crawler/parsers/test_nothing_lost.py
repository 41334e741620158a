"""No text of an article is lost to misleading class names or unusual order."""

from __future__ import annotations

import pytest

from archive.model import Article
from crawler.parsers import Page, Rules, parse, parse_with_blocks

LONG = (
    "Sáng nay, hơn 200 hộ dân hai xã ven sông ra đồng cùng lúc để kịp lấy nước ngọt vào mương, "
    "trước khi con nước mặn theo triều lên lại vào cuối tuần."
)


def page_with(body: str, *, head: str = "", tail: str = "") -> Page:
    source = (
        f"<h1>Lấy nước ngọt vào mương</h1><div class='date'>12/03/2019 15:42</div>{head}"
        f"<div class='article-content'>{body}</div>{tail}"
    )
    return Page.from_bytes("https://bao.example/xa-hoi/lay-nuoc-9.html", source.encode())


def paragraphs(article: Article) -> list[str]:
    return [text for section in article.sections for text in section.paragraphs]


@pytest.mark.parametrize("name", ["social-policy", "follow-up", "audio-story", "comment-first"])
def test_a_paragraph_with_a_misleading_class_name_is_kept(name: str) -> None:
    short = "Tiền hỗ trợ được trả một lần, vào ngày 15 của tháng kế tiếp."
    article = parse(page_with(f"<p>{LONG}</p><p class='{name}'>{short}</p><p>{LONG}</p>"))
    assert paragraphs(article) == [LONG, short, LONG]


def test_short_lines_below_a_byline_at_the_top_are_kept() -> None:
    lines = [
        f"Câu hỏi thứ {n} được ông Ba trả lời ngắn gọn ngay tại ruộng, bên bờ mương."
        for n in range(7)
    ]
    body = "<p class='article-author'>Hồ Bắc</p>" + "".join(f"<p>{line}</p>" for line in lines)
    assert paragraphs(parse(page_with(body))) == lines


def test_a_long_opening_above_a_repeated_title_is_kept() -> None:
    opening = f"{LONG} Cả hai xã góp công nạo vét mương từ tháng trước."
    body = f"<p><b>{opening}</b></p><p>Lấy nước ngọt vào mương</p><p>{LONG} Đợt này dài hơn.</p>"
    assert parse(page_with(body)).lead == opening


def test_a_paragraph_that_starts_with_the_lead_keeps_its_other_text() -> None:
    article = parse(
        page_with(f"<p>{LONG} Ông Ba cho biết mương dài hai cây số.</p>",
                  head=f"<p class='sapo'>{LONG}</p>")
    )  # fmt: skip
    assert article.lead == LONG
    assert paragraphs(article) == ["Ông Ba cho biết mương dài hai cây số."]


def test_a_paragraph_that_ends_with_the_title_of_a_video_is_kept() -> None:
    text = f"{LONG} Video: Minh Anh"
    assert paragraphs(parse(page_with(f"<p>{LONG}</p><p>{text}</p><p>{LONG}</p>"))) == [
        LONG, text, LONG,
    ]  # fmt: skip


def test_an_invitation_in_a_sentence_is_kept() -> None:
    invitation = "Mời bạn đọc cùng nghe câu chuyện của bà Tư bên bến sông."
    assert invitation in paragraphs(
        parse(page_with(f"<p>{LONG}</p><p>{invitation}</p><p>{LONG}</p>"))
    )


def test_two_elements_matched_by_the_body_rule_are_one_body() -> None:
    source = (
        "<h1>Lấy nước ngọt vào mương</h1><div class='date'>12/03/2019 15:42</div><div>"
        f"<div class='text'><p>{LONG}</p></div><div class='ad'></div>"
        f"<div class='text'><p>{LONG} Đợt hai.</p></div></div>"
    )
    page = Page.from_bytes("https://bao.example/xa-hoi/lay-nuoc-9.html", source.encode())
    assert len(paragraphs(parse(page, rules=Rules(body="div.text")))) == 2


def test_a_data_table_with_an_icon_and_a_caption_is_a_table() -> None:
    rows = "".join(f"<tr><td>Vàng {n}</td><td>{n}4,5</td><td>{n}6,5</td></tr>" for n in range(3))
    table = (
        "<table><caption>Giá vàng sáng 12/3</caption><tr><td>Loại</td><td>Mua</td>"
        f"<td>Bán <img src='/up.gif'></td></tr>{rows}</table>"
    )
    article = parse(page_with(f"<p>{LONG}</p>{table}<p>{LONG}</p>"))
    assert article.tables[0][0] == ("Loại", "Mua", "Bán")
    assert "Giá vàng sáng 12/3" in paragraphs(article)
    assert article.images == ()


def test_a_large_aside_is_claimed_and_reported() -> None:
    related = f"<div class='related'><p>{LONG}</p><p>{LONG}</p></div>"
    article, blocks = parse_with_blocks(
        page_with(f"<p>{LONG}</p>{related}<p>{LONG}</p><p>{LONG}</p>")
    )
    assert [block.claimed for block in blocks if block.kind == "aside"] == ["aside"]
    assert "much-set-aside" in article.problems


@pytest.mark.parametrize("field", ["title", "dateline", "body"])
def test_a_rule_that_matches_nothing_is_reported(field: str) -> None:
    rules = Rules(**{field: "#no-such-name"})
    assert f"rule-unmatched:{field}" in parse(page_with(f"<p>{LONG}</p>" * 3), rules=rules).problems
