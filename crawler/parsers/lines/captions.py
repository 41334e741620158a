"""Caption and credit of a picture: `text -> (caption, credit)`.

The credit is kept as printed, without its label, its brackets and its final stop. "Ảnh minh họa"
alone says what the picture is, so it stays in the caption; "Ảnh tư liệu" says where it comes from,
so it is a credit. What follows a label but reads as a sentence is a caption.
"""

from __future__ import annotations

import regex

from archive.vietnamese import clean
from crawler.parsers.lines import honorifics, names, outlets

_LONGEST_CREDIT = 9  # words
_LONGEST_OFFICE = 14  # words; offices have long names
_LABEL_WORDS = (
    r"nguồn\s+(?:ảnh|hình(?:\s+ảnh)?|video|clip|tư liệu)|nguồn|ảnh|hình(?:\s+ảnh)?|đồ\s+h[oọ][aạ]|"
    r"minh\s+h[oọ][aạ]|"
    r"infographics?|video(?:\s+clip)?|clip|tranh|photos?(?:\s+by)?|pictures?|image|source|credit|courtesy(?:\s+of)?"
)
_QUALIFIER = (
    r"minh\s+h[oọ][aạ]|tư\s+liệu|chụp(?:\s+màn\s+hình)?|trong\s+bài|sử\s+dụng\s+trong\s+bài|do|bìa|"
    r"đại\s+diện|tác\s+giả|"
    r"được\s+cung\s+cấp\s+bởi|và\s+(?:clip|video|bài)|(?:-|,|/|&)\s*(?:video|clip|đồ\s+h[oọ][aạ])|st"
)
_LABEL = regex.compile(
    rf"(?P<edge>^|(?<=[.!?…;,:)\]\"”»_|*–—/-])|\s)\s*(?P<open>[(\[])?\s*(?P<label>{_LABEL_WORDS})"
    rf"(?:\s*\(?(?P<qualifier>{_QUALIFIER})\)?)?\s*(?P<mark>[:：/]|(?<=\s)[-–—](?=\s)|(?<=\s)|$)\s*",
    regex.IGNORECASE,
)
_ILLUSTRATION = regex.compile(
    r"[(\[]?\s*(?:hình|ảnh|tranh)(?:\s+ảnh)?\s*(?:chỉ\s+)?(?:có\s+|mang\s+)?(?:tính(?:\s+chất)?\s+)?"
    r"[(]?minh\s+h[oọ][aạ]\)?\s*[.)\]]*",
    regex.IGNORECASE,
)
# "Ảnh minh họa / TTXVN": what the picture is, and whose.
_OF_ILLUSTRATION = regex.compile(
    r"((?:hình|ảnh|tranh)(?:\s+ảnh)?\s+minh\s+h[oọ][aạ])\s*[/|–-]\s*(\p{Lu}[^/]{1,40})",
    regex.IGNORECASE,
)
_ORIGIN = regex.compile(
    r"(?:(?:nguồn|từ|trên|theo|qua)\s*:?\s+)?(?:internet|inter|mạng(?:\s+(?:xã\s+hội|internet))?|mxh)|"
    r"(?:ảnh\s+)?tư\s+liệu(?:\s(?-i:\p{Ll}).{0,40})?|lưu\s+trữ|sưu\s+tầm|tổng\s+hợp|t/h|s\.?t|minh\s+h[oọ][aạ]|nv\s*cc|fb\s*nv|ctv|"
    r"(?!pc)\p{L}{2,4}cc|cộng\s+tác\s+viên|btc|ban\s+tổ\s+chức|"
    r"(?:facebook|fb|zalo|instagram|fanpage|trang\s+cá\s+nhân)(?:\s+(?:của\s+)?nhân\s+vật|\s+nv)|"
    r"(?:do\s+)?(?:nhân\s+vật|tác\s+giả|gia\s+đình|người\s+dân|bạn\s+đọc|độc\s+giả|người\s+nhà|người\s+chơi|"
    r"đơn\s+vị|cơ\s+sở|cơ\s+quan|công\s+an|ban\s+tổ\s+chức|btc|nhà\s+trường|bệnh\s+viện|bác\s+sĩ|"
    r"doanh\s+nghiệp|công\s+ty|clb|đoàn\s+phim|nhà\s+sản\s+xuất|nsx|chính\s+quyền|địa\s+phương|cqđt)"
    r"(?:\s[^.:]{1,40})?\s+cung\s+cấp|(?:nhân\s+vật|tác\s+giả|bạn\s+đọc|độc\s+giả|người\s+dân|gia\s+đình)"
    r"(?:\s+(?:chụp|gửi|ghi\s+lại))?|"
    r"(?:được\s+)?(?:chụp|cắt|trích|lấy|ghi)\s*(?:lại\s+|ra\s+)?(?:từ\s+|qua\s+)?(?:màn\s+hình|clip|video|camera|"
    r"youtube|facebook|phim|tv|truyền\s+hình)(?:\s[^.:]{1,30})?|màn\s+hình|"
    r"camera\s+(?:an\s+ninh|giám\s+sát|hành\s+trình)|cơ\s+quan\s+(?:công\s+an|chức\s+năng|điều\s+tra)",
    regex.IGNORECASE,
)
_SENTENCE_WORDS = frozenset(
    """
    đã đang sẽ là được bị có thăm tại trong trên dưới ngày tháng năm cùng với cho khi những các
    trao tặng phát biểu chụp bên không rất vừa còn để như mà thì này đó đi lên xuống phóng
    """.split()
)
_FROM_ARCHIVE = regex.compile(r"^(?:ảnh\s+)?tư\s+liệu\s*[:/–-]?\s*(?=\S)", regex.IGNORECASE)
_CREATOR_VERB = regex.compile(r"\s+(?:phát|chụp|cung\s+cấp)$")
_SEPARATOR = regex.compile(r"\s*[,;/|]\s*|\s+[-–—]\s+|\s*[–—]\s*|\s+(?:và|&|\+|x)\s+")
_SENTENCE_BREAK = regex.compile(r"(?<=\p{Ll}{2})[.!?]\s+(?=\p{Lu})")


def split_caption(text: str) -> tuple[str | None, str | None]:
    """Take the credit off a caption; either part is None where the text has none."""
    text = " ".join(clean(text).split())
    if not text or text.endswith(":"):
        return text or None, None
    if _ILLUSTRATION.fullmatch(text):
        return text, None
    if illustrated := _OF_ILLUSTRATION.fullmatch(text):
        return illustrated[1], illustrated[2].strip(" .")
    for label in _LABEL.finditer(text, overlapped=True):
        if (split := _split_at(text, label)) is not None:
            return split
    return text, None


def _split_at(text: str, label: regex.Match[str]) -> tuple[str | None, str | None] | None:
    before, value, after = text[: label.start("label")], text[label.end() :], ""
    if label["open"]:
        before = text[: label.start("open")]
        close = value.find(")" if label["open"] == "(" else "]")
        if close >= 0:
            value, after = value[:close], value[close + 1 :].strip()
            after = "" if after in {".", ",", ";"} else after
    bare = label["mark"] not in (":", "：")
    if not (label["open"] or label["label"][0].isupper() or _ends_a_clause(before)) and before:
        return None
    if bare and before.strip() and not (label["open"] or _ends_a_clause(before)):
        return None
    value = _clean_credit(value)
    qualifier = " ".join((label["qualifier"] or "").split())
    if bare and qualifier and (credit := _credit_in_label(qualifier, value)):
        return _caption_around(before, after), credit
    if not _is_credit(value, bare=bare, label=label["label"].lower()):
        return None
    if qualifier.lower().startswith("minh h") and not before.strip(" (["):
        return " ".join(text[label.start("label") : label.end()].strip(" :：([").split()), value
    return _caption_around(before, after), value


def _credit_in_label(qualifier: str, value: str) -> str | None:
    """A credit of which the first words were read as part of the label: "Ảnh tư liệu"."""
    whole = f"{qualifier} {value}".strip()
    if qualifier.lower().startswith("minh h"):
        return None
    return whole if _ORIGIN.fullmatch(whole) else None


def _clean_credit(printed: str) -> str:
    value = printed.strip(" .")
    if value.startswith("(") and value.endswith(")"):
        return value[1:-1].strip()
    value = names.restore_final_stop(value.strip(' .)]*_"”'), printed)
    return value + ")" if value.count("(") > value.count(")") else value


def _ends_a_clause(before: str) -> bool:
    return before.rstrip()[-1:] in set('.!?…;,:)]"”»_|*–—/-(')


def _caption_around(before: str, after: str) -> str | None:
    before = before.rstrip(" -–—_|/(*,;[")
    return " ".join(f"{before} {after}".split()) or None


def _is_credit(value: str, *, bare: bool, label: str) -> bool:
    """Whether what follows a label names a maker or an origin, and is no sentence."""
    words = value.split()
    if not words or len(words) > _LONGEST_OFFICE or value.endswith((":", "?", "!", "…")):
        return False
    if _ORIGIN.fullmatch(value) or outlets.is_known(value):
        return True
    if label.startswith(("video", "clip", "tranh")) and bare:
        return False
    if bare:
        capitals = value.upper() == value
        return all(_is_signature(part, trusted=capitals) for part in _SEPARATOR.split(value))
    if _SENTENCE_BREAK.search(value):
        return False
    parts = [part for part in _SEPARATOR.split(value) if part]
    return bool(parts) and all(map(_is_creator, parts))


def _is_signature(part: str, *, trusted: bool) -> bool:
    """Whether a part of a credit that no colon marks is a person's name or an outlet's."""
    if outlets.is_press(part):
        return True
    return names.parse_name(part, trusted=trusted) is not None and (" " in part or "." in part)


def _is_creator(part: str) -> bool:
    part = _CREATOR_VERB.sub("", part)
    words = part.split()
    if _ORIGIN.fullmatch(part) or outlets.is_known(part) or honorifics.is_collective(part):
        return True
    if not _SENTENCE_WORDS.isdisjoint(words[1:]):
        return False
    if outlets.is_outlet(part):
        return True
    lower = sum(word[0].islower() for word in words)
    return len(words) <= _LONGEST_CREDIT and lower <= 1 and not words[0][0].islower()


def credit_names(credit: str) -> tuple[str, ...]:
    """The people and outlets that a credit names, all-caps names in title case; origins are none.

    "Hồ Cầu-TTXVN" is its photographer: an agency is named only where no person is.
    """
    if _ORIGIN.fullmatch(credit) or honorifics.is_collective(credit):
        return ()
    people: list[str] = []
    others: list[str] = []
    for part in _split_credit(credit):
        if outlets.is_press(part) or (people and outlets.is_listed(part)):
            others.append(outlets.canonical_title(part))
        elif (name := names.parse_name(honorifics.split_titles(part)[0], trusted=True)) is not None:
            people.append(name)
        elif not (_ORIGIN.fullmatch(part) or honorifics.is_collective(part)):
            others.append(part)
    return tuple(people or others)


def _split_credit(credit: str) -> list[str]:
    parts: list[str] = []
    credit = _FROM_ARCHIVE.sub("", credit)
    for part in _SEPARATOR.split(regex.sub(r"\s*\(([^)]*)\)", r"/\1", credit)):
        halves = part.split("-")
        apart = len(halves) == 2 and (outlets.is_known(halves[1]) or _are_people(halves))
        if apart and not outlets.is_known(part):
            parts += halves
        elif part:
            parts.append(part)
    return [_CREATOR_VERB.sub("", part) for part in parts]


def _are_people(halves: list[str]) -> bool:
    return all(" " in half.strip() and names.parse_name(half) for half in halves)


def is_origin(text: str) -> bool:
    """Whether the text says where a picture comes from without naming anyone."""
    return _ORIGIN.fullmatch(text) is not None


def ends_with_illustration(text: str) -> bool:
    """Whether a caption ends in words that only say that the picture is an illustration."""
    _, stop, end = text.rstrip(" .)").rpartition(". ")
    return bool(stop) and is_illustration(end.lstrip("("))


def is_illustration(text: str) -> bool:
    """Whether the text only says that the picture is an illustration."""
    return _ILLUSTRATION.fullmatch(" ".join(text.split())) is not None
