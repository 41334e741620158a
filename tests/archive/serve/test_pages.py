"""Pages for readers over HTTP: the answers of the command line, safe, fresh, in two languages."""

from __future__ import annotations

import re
import sqlite3
from html import unescape
from pathlib import Path

import pytest

from archive.serve import i18n
from tests.support.process import python
from tests.support.readable import SLUICE_ID
from tests.support.reader import PAGES, Reader


@pytest.mark.parametrize("code", i18n.CODES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_in_both_languages_and_keeps_to_its_language(
    reader: Reader, path: str, code: str
) -> None:
    joined = "&" if "?" in path else "?"
    response = reader.get(path if code == "vi" else f"{path}{joined}lang=en")
    assert response.status_code == 200
    page = response.text
    assert f'<html lang="{code}">' in page
    inner = re.findall(r'<a [^>]*?href="(/(?!-/)[^"]*)"', page)
    other = [unescape(address) for address in inner if "lang=en" not in address]
    if code == "en":  # only the switch leads out of it
        assert len(other) == 1
    else:
        assert len(inner) - len(other) == 1


def test_the_style_sheet_is_where_a_page_says(reader: Reader) -> None:
    found = re.search(r'<link rel="stylesheet" href="([^"]+)"', reader.get("/").text)
    assert found is not None
    response = reader.get(found[1])
    assert (response.status_code, response.headers["content-type"]) == (200, "text/css")


def test_plain_datasette_has_the_pages_too(db: Path, tmp_path: Path) -> None:
    page = python("-m", "datasette", db, "--get", f"/bai/{SLUICE_ID}", exits=0)
    assert "Cống ngăn mặn" in page.stdout
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as conn:
        conn.execute("CREATE TABLE t (x)")
    conn.close()
    index = python("-m", "datasette", other, "--get", "/", exits=0)
    assert "other" in index.stdout
    assert "Kho báo" not in index.stdout
