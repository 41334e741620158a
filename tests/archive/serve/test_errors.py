"""What is wrong or missing is said in words, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive.errors import BaotinhError, QueryCode, QueryProblem
from archive.search.parser import parse
from archive.serve import errors, i18n
from tests.support.readable import SLUICE_ID
from tests.support.reader import Reader

MISSING = (
    "/bai/999",
    "/bai/99999999999999999999999",
    f"/bai/{SLUICE_ID}/ban/9",
    f"/bai/{SLUICE_ID}/trich-dan.bib?ban=9",
    "/bao/khong_co",
    "/ngay/2023-13-01",
    "/ngay/0001-01-01",
    "/tac-gia?ten=Không+Ai",
    "/tac-gia",
    "/the?ten=x",
    "/tim?q=lua&bao=khong_co",
    "/do-phu?thang=2025-03&bao=khong_co",
    "/tham-do?bao=khong_co",
)
WRONG = (
    "/tim?q=%22mở",
    "/tim?tu=hôm+qua",
    "/tim?tu=2025&den=2024",
    "/tim?xep=lung+tung",
    "/tim?co=phim",
    "/tim?sau=x",
    "/tim?q=" + "a+" * 1500,
    "/thoi-tiet?nam=mười",
    "/do-phu?thang=mười",
    "/xu-huong?q=a&q=b&q=c&q=d&q=e&q=f&q=g",
    "/tim.atom?q=(",
    "/tim.csv?q=(",
)


@pytest.mark.parametrize(
    ("path", "status"), [(path, 404) for path in MISSING] + [(path, 400) for path in WRONG]
)
def test_what_is_wrong_or_missing_is_said_in_words_and_not_kept(
    reader: Reader, path: str, status: int
) -> None:
    response = reader.get(path)
    assert response.status_code == status
    assert 'role="alert"' in response.text
    assert response.headers["cache-control"] == "no-store"
    assert "Traceback" not in response.text


UNREADABLE = {
    QueryCode.OPEN_QUOTE: '"mở',
    QueryCode.OPEN_BRACKET: "(mở",
    QueryCode.CLOSING_BRACKET: "đóng)",
    QueryCode.OR_SIDES: "OR a",
    QueryCode.AND_SIDES: "a AND",
    QueryCode.NOT_WORD: "a NOT",
    QueryCode.NEAR_SIDES: "a NEAR",
    QueryCode.NEAR_FIELDS: "title:a NEAR author:b",
    QueryCode.ONLY_NOT: "-a",
    QueryCode.TOO_DEEP: "(" * 60 + "a" + ")" * 60,
    QueryCode.SHORT_PREFIX: "ab*",
    QueryCode.MISSING_WORD: "title:",
    QueryCode.TOO_MANY_WORDS: "a " * 600,
    QueryCode.NO_WORDS: "!",
    QueryCode.UNKNOWN_FIELD: "tag:x",
}


@pytest.mark.parametrize("code", QueryCode)
def test_every_complaint_about_a_question_has_its_words_in_each_language(code: QueryCode) -> None:
    with pytest.raises(QueryProblem) as caught:
        parse(UNREADABLE[code])
    assert caught.value.code is code
    texts = {errors.localized(caught.value, i18n.language(language)) for language in i18n.CODES}
    assert len(texts) == len(i18n.CODES)


@pytest.mark.parametrize("language", i18n.CODES)
def test_the_catalogue_has_one_text_for_each_complaint(language: i18n.Code) -> None:
    texts = {
        key: text
        for key, text in i18n.texts_of(language).items()
        if key.startswith("wrong.question.")
    }
    assert {*texts} == {f"wrong.question.{code}" for code in QueryCode}
    assert len({*texts.values()}) == len(texts)


def every_error(kind: type[BaotinhError] = BaotinhError) -> Iterator[type[BaotinhError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from every_error(child)


@pytest.mark.parametrize("language", i18n.CODES)
@pytest.mark.parametrize("kind", [it for it in every_error() if it is not QueryProblem])
def test_every_error_has_its_words(kind: type[BaotinhError], language: i18n.Code) -> None:
    assert errors.localized(kind("what it says"), i18n.language(language))
