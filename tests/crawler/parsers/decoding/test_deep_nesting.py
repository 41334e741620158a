"""Pages nested deeper than libxml2 parses keep all their text and paragraphs."""

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
def test_paragraphs_are_kept_where_every_tag_is_left_open(opening: str) -> None:
    page = page_with("".join(f"{opening}{n}. {SENTENCE}" for n in range(MANY)))
    article = parse(page)
    paragraphs = [text for section in article.sections for text in section.paragraphs]
    assert paragraphs == [f"{n}. {SENTENCE}" for n in range(MANY)]
    assert "nesting-repaired" in article.problems


def test_flattening_keeps_bold_text_and_headings() -> None:
    page = page_with(
        f"<p>{SENTENCE}</p>" + "<font>" * MANY
        + f"<p><b>Nước rút</b></p><p>{SENTENCE}</p>"
    )  # fmt: skip
    assert [section.heading for section in parse(page).sections] == [None, "Nước rút"]


def test_a_page_too_long_to_flatten_is_reported_as_cut_off() -> None:
    page = page_with(f"<p>{SENTENCE}</p>" * 5 + "<div>" * 100_000 + SENTENCE)
    assert "page-cut-off" in parse(page).problems


def test_a_page_of_normal_depth_is_not_changed() -> None:
    assert page_with(f"<p>{SENTENCE}</p>" * 5).problems == []
