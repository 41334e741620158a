"""`baotinh field` reads lines as one field and answers each with one JSON object."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from crawler.cli import main


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        (
            "dateline",
            "Thứ Tư, 05/06/2019 | 07:45",
            {"published": "2019-06-05T07:45:00+07:00", "problems": []},
        ),
        ("dateline", "2 giờ trước", {"published": None, "problems": ["date-relative"]}),
        ("dateline", "05/06/2099 07:45", {"published": None, "problems": ["date-in-future"]}),
        ("byline", "LÊ THU HÀ", {"kind": "author", "names": ["Lê Thu Hà"], "source": None}),
        ("weather", "Gió nam cấp 3.", {"wind": {"beaufort": [3, 3], "dir": ["nam"]}}),
    ],
)
def test_a_line_is_read_as_its_field(name: str, line: str, expected: dict[str, object]) -> None:
    answer = CliRunner().invoke(main, ["field", name], input=f"{line}\n")
    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == expected


def test_each_line_has_its_answer_and_an_empty_one_too() -> None:
    answer = CliRunner().invoke(main, ["field", "byline"], input="Theo TTXVN\n\nHà Nội\n")
    kinds = [json.loads(line)["kind"] for line in answer.stdout.splitlines()]
    assert kinds == ["source", "none", "none"]
