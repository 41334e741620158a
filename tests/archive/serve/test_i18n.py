"""Two languages say the same things with the same values."""

from __future__ import annotations

import re
import string
from importlib import resources
from pathlib import Path

import pytest

from archive import serve
from archive.serve import i18n


def placeholders(text: i18n.Text) -> set[str | None]:
    forms = text if isinstance(text, tuple) else (text,)
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    vi, en = (i18n.texts_of(code) for code in i18n.CODES)
    assert set(vi) == set(en)
    for key, text in vi.items():
        forms = text if isinstance(text, tuple) else (text,)
        assert all(form.strip() for form in forms), key
        optional = {"said"}
        assert placeholders(text) - optional == placeholders(en[key]) - optional, key


def test_every_text_is_used_and_every_text_used_is_there() -> None:
    folder = resources.files(serve)
    used: set[str] = set()
    begun: set[str] = set()
    for file in Path(str(folder)).rglob("*"):
        if file.suffix in (".html", ".xml", ".py"):
            text = file.read_text(encoding="utf-8")
            used |= set(re.findall(r'(?:\bt|language|self)\("([a-z_.0-9]+[a-z_0-9])"', text))
            begun |= set(re.findall(r'(?:\bt|language|self)\(f?"((?:[a-z_]+\.)+)["{]', text))
    texts = set(i18n.texts_of("vi"))
    assert used - texts == set()
    assert {key for key in texts if key not in used and not key.startswith(tuple(begun))} == set()


@pytest.mark.parametrize(
    ("code", "day", "tick", "number"),
    [
        ("vi", "09/01/2023", "09/01", "1.234,5"),
        ("en", "9 January 2023", "9 Jan", "1,234.5"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_does(
    code: i18n.Code, day: str, tick: str, number: str
) -> None:
    words = i18n.language(code)
    assert words.day("2023-01-09") == day
    assert words.tick("2023-01-09") == tick
    assert words.number(1234.5, 1) == number
    assert words.moment("2025-04-01T20:30:00Z").startswith("03:30, ")
    assert words.day("không rõ") == "không rõ"
