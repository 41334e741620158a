"""Titles before a name ("Đại tá, ThS Trần A": Colonel, MSc), and newsrooms signing as a group.

Titles may be combined in any order, separated by spaces, full stops, hyphens or commas. They count
as titles only before a capital letter.
"""

from __future__ import annotations

import regex

_ABBREVIATED_TITLES = (
    r"PGS|GS|TSKH|TS|ThS|Ths|THS|Th\.S|Ts|BSCK(?:I{1,2}|[12])|BSCC|BSNT|BS|Bs|DSCK(?:I{1,2}|[12])|DS|"
    r"KS|KTS|LS|CN|CTV|BTV|PV|P\.V|NNC|NCS|NSND|NSƯT|NSNA|NGND|NGƯT|NNƯT|NNB|TTND|TTƯT|CK[12I]{1,2}|"
    r"QNCN|CCB|AHLLVT|LLVT|BLV|Dr|Mr|Mrs|Ms"
)
_FULL_TITLES = (
    r"luật (?:sư|gia)|(?:bác|tiến|thạc|dược|nghệ|nhạc|họa|hoạ|ca) s[ĩỹ]|(?:phó )?giáo sư|kỹ sư|"
    r"kiến trúc sư|cử nhân|y s[ĩỹ]|điều dưỡng|lương y|(?:nghệ nhân|nhà (?:báo|văn|thơ|giáo|"
    r"nghiên cứu|sử học|khoa học|phê bình|biên kịch|sưu tầm|ngoại giao))(?: (?:ưu tú|nhân dân))?|"
    r"thầy (?:giáo|thuốc)(?: ưu tú)?|cô giáo|(?:giảng|giáo) viên|(?:dịch|soạn|tác|học|diễn) giả|"
    r"đạo diễn|biên kịch|biên đạo|nhiếp ảnh gia|chuyên (?:gia|viên)|bạn đọc|độc giả|cựu chiến binh|"
    r"(?:cộng tác|phóng|biên tập|bình luận|phát thanh|sinh|hội|huấn luyện) viên|anh hùng(?= LLVT)|"
    r"(?:đại|thượng|trung|thiếu) (?:tướng|tá|[úu][ýy])|(?:chuẩn|phó) đô đốc|chuẩn [úu][ýy]|"
    r"thượng s[ĩỹ]|linh mục|mục sư|(?:thượng|hòa|hoà) (?:tọa|toạ|thượng)|đại đức|ni sư|sư cô|"
    r"giám mục"
)
_TITLE = rf"(?:(?:{_ABBREVIATED_TITLES})(?=[\s.,/–-])|(?i:{_FULL_TITLES})(?=[\s.:,/–-]))"
_TITLES = regex.compile(rf"(?:{_TITLE}[\s.:,/–-]+)+(?=\p{{Lu}})")
_NEXT_TITLE = regex.compile(rf"(?<!\p{{L}})({_TITLE})\s*[,–-]\s*(?={_TITLE})")
_BEFORE_TITLE = regex.compile(rf"[,–-]\s*{_TITLE}")

_NEWSROOM = r"p\.?\s?v\.?s?|b\.?t\.?v|c\.?t\.?v|phóng viên|cộng tác viên|biên tập viên"
_DESKS = r"thời sự|kinh tế|xã hội|văn hóa|thể thao|chính trị|nội chính|thường trú|bạn đọc|quốc tế"
_NEWSROOM_NAME = r"(?:\s*\p{Lu}[\p{L}.+]*){1,5}"
_COLLECTIVE = regex.compile(
    rf"(?i:(?:(?:nhóm|tổ|các|ban|đội|ê kíp)\s+)?(?:{_NEWSROOM})|nhóm tác giả)"
    rf"(?:\s*(?:,|&|\+|/|-|(?i:và))\s*(?i:{_NEWSROOM}))*"
    rf"(?:\s+(?i:{_DESKS}))?"
    rf"(?:\s+(?i:báo|đài|tttđ|ban|phòng|tại){_NEWSROOM_NAME}|\s+\p{{Lu}}{{3,}}[\d+]?)?"
    rf"(?:\s+(?i:tại|thường trú tại){_NEWSROOM_NAME})?"
    r"|(?i:(?:ban|phòng|tổ)\s+(?:bạn đọc|biên tập|thời sự|thư ký|điện tử|chuyên đề|phóng viên))"
    rf"(?:\s+(?i:báo|đài)?{_NEWSROOM_NAME})?"
    rf"|(?i:bbt|b\.b\.t|(?:tòa|toà) soạn)(?:\s+(?i:báo|đài|tạp chí){_NEWSROOM_NAME})?"
)


def is_collective(text: str) -> bool:
    """Whether the text is a newsroom: "PV" (reporter), "Nhóm phóng viên", "Ban Bạn đọc"."""
    return _COLLECTIVE.fullmatch(text.strip(" .")) is not None


def split_titles(text: str) -> tuple[str, str | None]:
    """Split "BS NGUYỄN A" (doctor) into the name and the title before it, or None."""
    match = _TITLES.match(text)
    if match is None or match.end() == len(text):
        return text, None
    return text[match.end() :], match[0].strip(" .,/-–:")


def join_titles(line: str) -> str:
    """Replace the commas and dashes between titles by spaces, before a list is split at them."""
    return str(_NEXT_TITLE.sub(r"\1 ", line)) if _BEFORE_TITLE.search(line) else line
