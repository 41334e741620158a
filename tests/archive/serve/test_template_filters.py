"""Text of newspapers in templates: links, marks, and never markup."""

from __future__ import annotations

import ast
from importlib import resources
from pathlib import Path

import pytest

from archive import serve
from archive.serve import template_filters, urls

LINKS = [
    ("https://baobaclieu.vn/a", True),
    ("http://baobaclieu.vn/a", True),
    ("javascript:alert(1)", False),
    ("data:text/html,x", False),
    ("//baobaclieu.vn/a", False),
    ("https:///a", False),
    ("https://[", False),
    ("https://a.vn/" + "x" * 5_000, False),
    ("", False),
    (None, False),
]


@pytest.mark.parametrize(("address", "safe"), LINKS)
def test_only_addresses_of_the_web_become_links(address: str | None, safe: bool) -> None:
    assert (urls.web(address) is not None) is safe


def test_a_hit_far_behind_in_a_title_is_shown_all_the_same() -> None:
    title = "x" * 5_000 + " \ue000hạn\ue001 " + "y" * 5_000
    shown = template_filters.marked(title, 100)
    assert "<mark>hạn</mark>" in shown
    assert len(shown) < 200
    cut = template_filters.marked("a \ue000" + "h" * 500 + "\ue001", 100)
    assert cut.count("<mark>") == cut.count("</mark>") == 1


def test_no_template_marks_text_of_a_newspaper_as_safe() -> None:
    folder = Path(str(resources.files(serve))) / "templates"
    for file in folder.rglob("*"):
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            assert "|safe" not in text.replace(" ", ""), file
            assert "autoescape false" not in text, file
    made = {
        node.lineno
        for file in Path(str(resources.files(serve))).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Markup"
    }
    assert len(made) == 3  # marked hits, linked data, the picture of trends: each escapes
