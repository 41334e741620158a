"""Labels in bylines: "Tin, ảnh:" (news, photo), "Nguồn:" (source), "Truyện ngắn của" (story by).

A label is one word or several joined ones, with a colon. A genre is a label without a colon too,
before "của" (by) or before a name in capitals ("Tạp bút MINH ANH").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

from crawler.parsers.lines import names, outlets

PartKind = Literal["author", "photo", "source", "other"]

_GENRE_WORDS = (
    r"truyện(?:\s+(?:ngắn|vui|dịch|ký))?|tản\s+văn|tạp\s+(?:văn|bút)|t(?:ùy|uỳ)\s+bút|bút\s+ký|hồi\s+ký|"
    r"ký\s+sự|phóng\s+sự|ghi\s+(?:chép|nhanh)|đoản\s+văn|tiểu\s+phẩm|bình\s+luận|chuyên\s+luận|xã\s+luận|ca\s+khúc"
)
_SHORT_GENRE_WORDS = r"thơ|ký|nhạc(?:\s+và\s+lời)?|sáng\s+tác"
_AUTHOR_WORDS = (
    r"tin(?:\s+bài)?|bài(?:\s+viết)?|tác\s+giả(?:\s+bài\s+viết)?|(?:nhóm\s+)?thực\s+hiện|nội\s+dung|người\s+viết|"
    r"(?:(?:biên|người|lược)\s+)?dịch|(?:lược\s+)?ghi|(?:lược|tường|tổng)\s+thuật|tổng\s+hợp|phỏng\s+vấn|nhóm\s+tác\s+giả|"
    r"p\.?v|c\.?t\.?v|b\.?t\.?v|(?:nhóm\s+)?phóng\s+viên|cộng\s+tác\s+viên|author|by|"
    rf"{_GENRE_WORDS}|{_SHORT_GENRE_WORDS}"
)
_PHOTO_WORDS = r"ảnh|hình(?:\s+ảnh)?|photos?"
_OTHER_WORDS = (
    r"thiết\s+kế|đồ\s+h[oọ][aạ]|trình\s+bày|kỹ\s+thuật|video|clip|infographics?|minh\s+h[oọ][aạ]|"
    r"biên\s+tập|dựng\s+phim|quay\s+phim|âm\s+thanh|media"
)
_SOURCE_WORDS = r"nguồn(?:\s+(?:tin|bài|tham\s+khảo|trích))?|source"
_JOIN = r"(?:\s*(?:,|-|–|&|/|\+|và)\s*|\s+)"
_WORD = rf"(?:{_SOURCE_WORDS}|{_AUTHOR_WORDS}|{_PHOTO_WORDS}|{_OTHER_WORDS})"
_LABEL = regex.compile(
    rf"(?<!\p{{L}})(?P<label>{_WORD}(?:{_JOIN}{_WORD})*)\s*[:：]\s*", regex.IGNORECASE
)
_WITHOUT_COLON = regex.compile(
    r"(?P<label>(?i:tin|bài)(?:\s*(?:,|-|–|&|và)\s*|\s+)(?i:ảnh|clip))\s*(?:[-–.;]\s*)?(?<=[\s.;–-])(?=\p{Lu})"
    rf"|(?P<label>(?i:{_GENRE_WORDS}|{_SHORT_GENRE_WORDS}|bài(?:(?:,|\s+và)\s+ảnh)?))\s+(?i:của)\s+(?=\p{{Lu}})"
    rf"|(?P<label>(?i:{_GENRE_WORDS})|Thơ|Ký)\s+(?=\p{{Lu}}[\p{{Lu}}\s.–-]+$)"
)
_BARE_SOURCE = regex.compile(r"(?P<label>(?i:nguồn(?:\s+tin)?))\s+(?=\p{Lu})")
_FIRST_LETTERS = frozenset("tTbBhHkKpPgGđĐxXcCnNsS")  # of labels without a colon
_IS_AUTHOR = regex.compile(rf"(?<!\p{{L}})(?:{_AUTHOR_WORDS})(?!\p{{L}})", regex.IGNORECASE)
_IS_PHOTO = regex.compile(rf"(?<!\p{{L}})(?:{_PHOTO_WORDS})(?!\p{{L}})", regex.IGNORECASE)
_IS_PICTURE = regex.compile(rf"(?<!\p{{L}})(?:{_PHOTO_WORDS}|{_OTHER_WORDS})", regex.IGNORECASE)
_IS_SOURCE = regex.compile(_SOURCE_WORDS, regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LabelledPart:
    """A label, the kind of part it introduces, and the text up to the next label."""

    label: str
    kind: PartKind
    value: str


def split_at_labels(line: str) -> tuple[str, list[LabelledPart]]:
    """Split a line into the text before its first label and the labelled parts (maybe none)."""
    found = list(_LABEL.finditer(line)) if ":" in line or "：" in line else []
    found = found or _find_label_without_colon(line)
    if not found:
        return line, []
    labelled = []
    for label, following in zip(found, [*found[1:], None], strict=True):
        value = line[label.end() : following.start() if following else len(line)]
        labelled.append(
            LabelledPart(label["label"], _part_kind(label["label"]), _clean_value(value))
        )
    return _clean_value(line[: found[0].start()]), labelled


def _find_label_without_colon(line: str) -> list[regex.Match[str]]:
    """The label at the start of a line if it has no colon, as a list."""
    if line[:1] not in _FIRST_LETTERS:
        return []
    if label := _WITHOUT_COLON.match(line):
        return [label]
    label = _BARE_SOURCE.match(line)
    return [label] if label and outlets.is_known(line[label.end() :]) else []


def _clean_value(printed: str) -> str:
    value = names.restore_final_stop(printed.strip(" -–—,;.(|"), printed)
    return value.rstrip(") ") if value.count(")") > value.count("(") else value


def _part_kind(label: str) -> PartKind:
    """Kind of part that a label introduces."""
    if _IS_SOURCE.match(label) and not _IS_PICTURE.search(label):
        return "source"
    if _IS_AUTHOR.search(label):
        return "author"
    return "photo" if _IS_PHOTO.search(label) else "other"


def includes_photos(label: str) -> bool:
    """Whether a label also credits the photos: "Tin, ảnh" (news, photo)."""
    return _IS_PHOTO.search(label) is not None
