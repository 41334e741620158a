"""Pages whose tags nest deeper than libxml2 reads lose no text and no paragraph."""

from __future__ import annotations

import pytest

from crawler.parsers import Page, parse

SENTENCE = "Sáng nay, bà con trong ấp ra đồng sớm vì nước đã lên quá bờ kênh nội đồng."
MANY = 300


def page_with(paragraphs: str) -> Page:
    source = f"<h1>Nước lên đồng Gành Mới</h1><div class='newscontent'>{paragraphs}</div>"
    return Page.from_bytes("https://bao.example/xa-hoi/nuoc-len-9.html", source.encode())


@pytest.mark.parametrize(
    "opening",
    ["<p><font face='Arial'>", "<div><font face='Arial'>", "<p><span style='x'>", "<div>"],
)
def test_each_paragraph_is_read_where_every_tag_is_left_open(opening: str) -> None:
    page = page_with("".join(f"{opening}{n}. {SENTENCE}" for n in range(MANY)))
    article = parse(page)
    paragraphs = [text for section in article.sections for text in section.paragraphs]
    assert paragraphs == [f"{n}. {SENTENCE}" for n in range(MANY)]
    assert "nesting-repaired" in article.problems


def test_bold_type_and_headings_stay_in_what_is_opened_up() -> None:
    page = page_with(
        f"<p>{SENTENCE}</p>" + "<font>" * MANY
        + f"<p><b>Nước rút</b></p><p>{SENTENCE}</p>"
    )  # fmt: skip
    assert [section.heading for section in parse(page).sections] == [None, "Nước rút"]


def test_what_is_too_long_to_be_opened_up_is_said_to_be_cut() -> None:
    page = page_with(f"<p>{SENTENCE}</p>" * 5 + "<div>" * 100_000 + SENTENCE)
    assert "page-cut-off" in parse(page).problems


def test_a_page_of_common_depth_is_not_touched() -> None:
    assert page_with(f"<p>{SENTENCE}</p>" * 5).problems == []
