"""Caption parser: splits the credit off an image's caption, `text -> (caption, credit)`.

The credit is kept as printed, without its label ("Ảnh:", photo), brackets and final full stop.
"Ảnh minh họa" (illustration) alone describes the image and stays in the caption; "Ảnh tư liệu"
(archive photo) names its origin and is a credit. A sentence after a label is not a credit.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from archive.vietnamese import clean
from crawler.parsers.lines import honorifics, names, outlets

_LONGEST_CREDIT = 9  # words
_LONGEST_OFFICE = 14  # words; government offices have long names
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
# "Ảnh minh họa / TTXVN": an illustration with its owner.
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
    """Split a text into caption and credit; each is None if the text has none."""
    text = " ".join(clean(text).split())
    if not text or text.endswith(":"):
        return text or None, None
    if _ILLUSTRATION.fullmatch(text):
        return text, None
    if illustrated := _OF_ILLUSTRATION.fullmatch(text):
        return illustrated[1], illustrated[2].strip(" .")
    for match in _LABEL.finditer(text, overlapped=True):
        if (split := _split_at(_Label.from_match(text, match))) is not None:
            return split
    return text, None


@dataclass(frozen=True, slots=True)
class _Label:
    """A possible credit label in a caption, such as "Ảnh:", with the text around it.

    `word` is the label in lower case and `qualifier` what follows it ("minh họa", illustration);
    `printed` is both as printed. `before` is the text in front of the label, `value` the text
    behind it up to a closing bracket, `after` the text behind that bracket.
    """

    word: str
    qualifier: str
    printed: str
    has_colon: bool
    opens_bracket: bool
    before: str
    value: str
    after: str

    @classmethod
    def from_match(cls, text: str, match: regex.Match[str]) -> _Label:
        bracket = match["open"]
        before, value, after = text[: match.start("label")], text[match.end() :], ""
        if bracket:
            before = text[: match.start("open")]
            close = value.find(")" if bracket == "(" else "]")
            if close >= 0:
                value, after = value[:close], value[close + 1 :].strip()
        return cls(
            word=match["label"].lower(),
            qualifier=" ".join((match["qualifier"] or "").split()),
            printed=" ".join(text[match.start("label") : match.end()].strip(" :：([").split()),
            has_colon=match["mark"] in (":", "："),
            opens_bracket=bool(bracket),
            before=before,
            value=_clean_credit(value),
            after="" if after in {".", ",", ";"} else after,
        )

    @property
    def starts_clause(self) -> bool:
        """Whether the label starts the caption, a bracket or a clause."""
        return not self.before or self.opens_bracket or _ends_a_clause(self.before)

    @property
    def is_illustration(self) -> bool:
        return self.qualifier.lower().startswith("minh h")

    @property
    def caption(self) -> str | None:
        """The caption without label and credit."""
        return _caption_around(self.before, self.after)

    @property
    def origin(self) -> str | None:
        """A credit whose first words were matched as the qualifier: "Ảnh tư liệu"."""
        if self.has_colon or not self.qualifier or self.is_illustration:
            return None
        whole = f"{self.qualifier} {self.value}".strip()
        return whole if _ORIGIN.fullmatch(whole) else None


def _split_at(label: _Label) -> tuple[str | None, str | None] | None:
    """Caption and credit if the label introduces a credit; else None."""
    if not label.starts_clause and not (label.has_colon and label.printed[0].isupper()):
        return None
    if (origin := label.origin) is not None:
        return label.caption, origin
    if not _is_credit(label.value, bare=not label.has_colon, label=label.word):
        return None
    if label.is_illustration and not label.before.strip(" (["):
        return label.printed, label.value
    return label.caption, label.value


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
    """Whether the text after a label names a creator or an origin and is not a sentence."""
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
    """Whether a part of a credit without a colon is the name of a person or an outlet."""
    if outlets.is_press(part):
        return True
    return names.parse_name(part, trusted=trusted) is not None and (" " in part or "." in part)


def _is_creator(part: str) -> bool:
    """Whether a part of a credit after a colon can name a person, outlet, office or origin."""
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
    """People named in a credit, in title case, or else outlets; () for an anonymous origin.

    "Hồ Cầu-TTXVN" gives the photographer only: outlets count only if no person is named.
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
    """Split a credit into names: at separators, brackets, and hyphens between names."""
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
    """Whether the text gives the origin of an image without a name ("Internet", "tư liệu")."""
    return _ORIGIN.fullmatch(text) is not None


def ends_with_illustration(text: str) -> bool:
    """Whether a caption ends in "Ảnh minh họa" (illustration) without a credit."""
    _, stop, end = text.rstrip(" .)").rpartition(". ")
    return bool(stop) and is_illustration(end.lstrip("("))


def is_illustration(text: str) -> bool:
    """Whether the whole text is "Ảnh minh họa" (illustration) or a variant."""
    return _ILLUSTRATION.fullmatch(" ".join(text.split())) is not None
