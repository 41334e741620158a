"""Bylines without labels: "A - B", "A/TTXVN", "Nhóm PV" (reporters), "A (tổng hợp)" (compiled).

Parsed as a list of people, newsrooms and outlets; any other part rules a byline out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from crawler.parsers.lines import honorifics, names, outlets

_ROLES = (
    r"thực hiện(?: và ghi)?|(?:lược )?tổng hợp|t/h|t\.h|t/hợp|th|lược dịch|biên dịch|dịch|lược ghi|"
    r"lược thuật|ghi|ghi chép|sưu tầm|st|s\.t|biên soạn|tổng thuật|tường thuật|thuật|trích|"
    r"giới thiệu|chuyển ngữ|theo dõi|viết|phỏng vấn(?: và ghi)?|phỏng dịch|biên tập|ghi lại"
)
_ROLE = regex.compile(rf"(?:{_ROLES})(?:(?:,| và) (?:{_ROLES}))?", regex.IGNORECASE)
_BARE_ROLE = regex.compile(
    r"(?:(?P<first>tổng hợp|t/h|lược dịch|biên dịch|dịch)\s+)?(?P<writer>.+?)"
    r"(?:\s+(?P<last>thực hiện|tổng hợp|t/h|lược dịch|biên dịch|lược ghi|ghi chép|ghi|dịch|sưu tầm|"
    r"biên soạn|lược thuật|tổng thuật|tường thuật|chuyển ngữ))?",
    regex.IGNORECASE,
)
_SHORT_ROLES = {"t/h": "tổng hợp", "t.h": "tổng hợp", "th": "tổng hợp", "t/hợp": "tổng hợp"}
# Details in brackets after a writer: origin, place or occupation.
_BRACKET_DETAIL = regex.compile(
    r"(?:từ|tại|ở|huyện|xã|phường|tỉnh|thành phố|tp|lớp|trường|quận|thị (?:xã|trấn)|tổ|khóm|ấp|"
    r"thôn|bản|khu (?:phố|vực)|số|đường|(?:giáo|giảng|phóng|cộng tác|sinh|hội|đảng) viên|học sinh|"
    r"cán bộ|nguyên|cựu|chủ tịch|phó|trưởng|bí thư|giám đốc|hiệu trưởng|bác sĩ|kỹ sư|dân tộc)\b",
    regex.IGNORECASE,
)
_COMPILED_FROM = regex.compile(r"(?:theo|từ)(?: \p{Ll}+){1,5}")
_BRACKETS = regex.compile(r"\(([^()]*)\)")
_SEPARATOR = regex.compile(r"\s*[,;/|]\s*|\s+[-–—]\s+|\s*[–—]\s*|\s+(?:và|&)\s+")


@dataclass(slots=True)
class Signatures:
    """Signatures of a byline: people (in title case), newsrooms and outlets as printed.

    `role` is the work done ("tổng hợp" compiled, "dịch" translated), `title` a title before a name
    ("CTV": contributor).
    """

    people: list[str] = field(default_factory=list)
    collectives: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    role: str | None = None
    title: str | None = None


def read_signatures(text: str, *, trusted: bool = False) -> Signatures | None:
    """Parse a byline without labels; None if a part is neither person, newsroom nor outlet."""
    signatures = Signatures()
    for bracket in _BRACKETS.findall(text):
        if not _add_bracket(signatures, bracket.strip()):
            return None
    line = names.restore_final_stop(_BRACKETS.sub(" ", text).strip(" .,;-–—()"), text)
    role = _BARE_ROLE.fullmatch(line)
    if role is not None and (role["first"] or role["last"]):
        line = role["writer"].strip(" ,-–()")
        signatures.role = signatures.role or _role(role["first"] or role["last"])
    elif _ROLE.fullmatch(line) and names.parse_name(line) is None:
        signatures.role, line = _role(line), ""
    doubtful: dict[int, str] = {}  # by index in `people`, where a placeholder is kept
    parts = _split_signatures(honorifics.join_titles(line), trusted=trusted)
    for at, part in enumerate(parts):
        if at and names.is_place(part) and outlets.is_known(parts[at - 1]):
            continue  # location of the agency's office: "A/VOV - Tây Nguyên"
        if not _add_signature(signatures, part, follows=at > 0, trusted=trusted):
            doubtful[len(signatures.people)] = part
            signatures.people.append("")
    return signatures if _add_doubtful(signatures, doubtful) else None


def _add_doubtful(signatures: Signatures, parts: dict[int, str]) -> bool:
    """Add doubtful names, valid only beside a certain name, an agency or a role.

    "Hòa Bình" is a place, but a person in "Hòa Bình - Minh Anh". False if any is not a name.
    """
    has_person = len(signatures.people) > len(parts)
    has_context = bool(signatures.agencies or signatures.role)
    if parts and not (has_person or has_context):
        return False
    for at, part in parts.items():
        name = names.parse_name(part, trusted=True)
        whole = has_context and not names.is_place(part) and (" " in part or "." in part)
        if name is not None and (whole or names.is_likely_name(name)):
            signatures.people[at] = name
        elif not (has_person and (names.is_place(part) or (signatures.agencies and name))):
            return False  # only a place may follow a name and its agency: "A/VOV - Paris"
    signatures.people = [name for name in signatures.people if name]
    return True


def _add_bracket(signatures: Signatures, bracket: str) -> bool:
    """Add a role or agency in brackets; False if the brackets contain something else."""
    if _ROLE.match(bracket) and (_ROLE.fullmatch(bracket) or " từ " in bracket):
        signatures.role = _role(bracket)
    elif outlets.is_outlet(bracket):
        signatures.agencies.append(bracket)
    elif _COMPILED_FROM.fullmatch(bracket):
        signatures.role = bracket
    elif not bracket[:1].isupper():
        return _BRACKET_DETAIL.match(bracket) is not None
    return True


def _role(word: str) -> str:
    word = word.lower()
    return _SHORT_ROLES.get(word, word)


def _split_signatures(line: str, *, trusted: bool) -> list[str]:
    """Split a line at separators, and at hyphens between two signatures."""
    newsroom, hyphen, outlet = line.partition("-")
    if hyphen and honorifics.is_collective(newsroom) and outlets.is_known(outlet):
        return [newsroom, outlet]  # "PV-VOV.VN" has the shape of a domain
    if outlets.is_known(line) or honorifics.is_collective(line):
        return [line]
    parts: list[str] = []
    for part in _SEPARATOR.split(line):
        halves = [half.strip() for half in part.split("-")]
        apart = len(halves) > 1 and all(_is_signature(half, trusted=trusted) for half in halves)
        parts += halves if apart else [part]
    return [part for part in parts if part]


def _is_signature(half: str, *, trusted: bool) -> bool:
    """Whether a part of a hyphenated text is a signature, not a syllable of one name."""
    if outlets.is_known(half) or honorifics.is_collective(half):
        return True
    return (" " in half or "." in half) and names.parse_name(half, trusted=trusted) is not None


def _add_signature(signatures: Signatures, part: str, *, follows: bool, trusted: bool) -> bool:
    """Add a newsroom, agency or person; False if the part is none of them."""
    if honorifics.is_collective(part):
        signatures.collectives.append(part.rstrip("."))
        return True
    bare, title = honorifics.split_titles(part)
    listed = outlets.is_listed(part) or outlets.is_acronym(part)
    if outlets.is_known(part) or (follows and listed):
        signatures.agencies.append(part)
        return True
    if (name := names.parse_name(bare, trusted=title is not None or trusted)) is not None:
        signatures.people.append(name)
        signatures.title = signatures.title or title
        return True
    if outlets.is_outlet(part) or (signatures.people and outlets.is_office(part)):
        signatures.agencies.append(part)
        return True
    return False
