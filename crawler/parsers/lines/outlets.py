"""Recognises outlets that an article can credit: news agencies, newspapers, institutions.

An outlet is known by its title or recognised by its form: a domain, a prefix such as "Báo"
(newspaper), a suffix such as "Online", an acronym. `canonical_title` unifies a few titles that are
printed in many ways; a domain is kept as printed, because it names the copied site.
"""

from __future__ import annotations

import regex

from crawler.parsers.lines.name_words import split_phrases

_CANONICAL = {
    "reuters": "Reuters",
    "vne": "VnExpress",
    "vnexpress": "VnExpress",
    "vn express": "VnExpress",
    "dân trí": "Dân trí",
    "trithuctre": "Trí Thức Trẻ",
    "tri thuc tre": "Trí Thức Trẻ",
    "trí thức trẻ": "Trí Thức Trẻ",
    "ttx": "TTXVN",
    "ttxvn": "TTXVN",
    "thông tấn xã việt nam": "TTXVN",
}
# Unambiguous titles: a source even without further context.
_TITLES = split_phrases(
    """
    ttxvn|vna|vietnam+|vietnamplus|vov|vtv|vtc|vtc news|vtcnews|htv|tuổi trẻ online|tto
    tuổi trẻ thủ đô|tuổi trẻ cười|thanh niên online|tno|tiền phong|tpo|người lao động|nld|nlđ
    nlđo|lđo|lđ|sggp|sài gòn giải phóng|cand|công an đà nẵng|catp|cadn|qđnd|nhân dân điện tử
    hà nội mới|hànộimới|hanoimoi|hnm|ktđt|pháp luật tp.hcm|pháp luật tp hcm|plo|plvn|gdtđ|gd&tđ
    gdvn|zing|zing news|zing.vn|znews|tri thức trực tuyến|vietnamnet|vnn|vietnam net|kênh 14
    kenh14|cafef|cafebiz|infonet|soha|soha news|ngoisao|24h|afamily|gamek|genk|dân việt|danviet
    ntnn|nnvn|đại đoàn kết|đất việt|đvo|nguoiduatin|an ninh thủ đô|antđ|anttđ|antg|bizlive|tn&mt
    ttvh|tt&vh|bóng đá +|bongdaplus|bongda+|thể thao 24h|vneconomy|thời báo kinh tế|tbktsg
    thời báo kinh tế sài gòn|sài gòn tiếp thị|sgtt|doanh nhân sài gòn|dnsg|trí thức trẻ|vgp
    vgp news|chính phủ điện tử|nhà báo & công luận|nhà báo và công luận|pnvn|phụ nữ tp.hcm
    phụ nữ online|phunuonline|gtvt|hqonline|thời báo ngân hàng|thời báo tài chính|mực tím
    hoa học trò|2sao|ione|saostar|yan|yeah1|tiin|dđvn|tạp chí cộng sản|đcsvn|khuyến học & dân trí
    petrotimes|viettimes|vnews|vtvnews|vietbao|vntinnhanh|vnmedia|nghệ an online|hpđt|cto|đno|dto
    apbd|thtv|cổng ttđt chính phủ|lifetv|webtretho|xinhua|thx|tân hoa xã|reuters|afp|ap|upi|cnn
    bbc|cnbc|nbc|cbs|fox news|daily mail|dailymail|the guardian|guardian|new york times
    the new york times|nyt|nytimes|bloomberg|kyodo|yonhap|ria|ria novosti|sputnik|tass|itar-tass
    itar tass|nhk|the sun|independent|telegraph|the telegraph|washington post|the washington post
    wsj|forbes|sina|sohu|thairath|straits times|scmp|marca|espn|sky sports|nikkei|asahi
    deutsche welle|euronews|rfi|al jazeera|aljazeera|businessinsider|business insider|cnet
    the verge|healthline|webmd|timesofindia|times of india|usa today|epa|getty|getty images
    shutterstock|pixabay|unsplash|google maps|google map|google earth|zalo|youtube|wikipedia
    twitter|instagram|tiktok|nasa|noaa|jtwc|windy|nchmf|vitic|fao|unicef|istock|adobe stock
    pinterest|weibo|baidu|chosun|korea herald|korea times|bangkok post|bernama|antara
    global times|people's daily|nhân dân nhật báo|pravda|interfax|le monde|le figaro|el pais
    der spiegel|daily star|daily express|vogue|variety|billboard
    """
)
# Titles that are everyday words: outlets only after a name or "Theo" (according to).
_EVERYDAY_TITLES = split_phrases(
    """
    giáo dục|văn hóa|văn hoá|đời sống|thị trường|xây dựng|tài chính|du lịch|giao thông|hải quân
    hải quan|biên phòng|phòng không|thời nay|pháp luật|bóng đá|đầu tư|đấu thầu|công thương
    công lý|tri thức|ngôi sao|phụ nữ|doanh nghiệp|lao động|thanh niên|nhân dân|tin tức|thời đại
    chính phủ|kinh tế đô thị|kinh tế & đô thị|kinh tế và đô thị|tuổi trẻ|nd|tt|time|people
    express|metro|mirror|goal|facebook|internet|who|rt|bild|elle|fox|công luận|eva|ngoi sao|dw
    abc|bảo vệ pháp luật|đời sống pháp luật|thể thao việt nam|một thế giới|năng lượng mới
    tài nguyên & môi trường|tài nguyên và môi trường|pháp luật & đời sống|pháp luật và đời sống
    đời sống & pháp luật|đời sống và pháp luật|gia đình & xã hội|gia đình và xã hội
    gia đình & pháp luật|sức khỏe & đời sống|sức khỏe và đời sống|sức khoẻ & đời sống
    sức khoẻ và đời sống|giáo dục & thời đại|giáo dục và thời đại|giáo dục việt nam
    khoa học & đời sống|khoa học và đời sống|khoa học & phát triển|thể thao & văn hóa
    thể thao & văn hoá|thể thao và văn hóa|trí thức & phát triển|quân đội nhân dân
    công an nhân dân|pháp luật việt nam|an ninh thế giới|an ninh tiền tệ|đảng cộng sản
    đảng cộng sản việt nam|phụ nữ việt nam|nông nghiệp việt nam|nông thôn ngày nay
    doanh nghiệp & tiếp thị|nhịp sống việt|nhịp sống thị trường|diễn đàn doanh nghiệp
    diễn đàn đầu tư|hoàn cầu|người đưa tin|việt báo|kiến thức|khám phá|sống mới|thể thao|kinh tế
    xã hội|môi trường|khoa học
    """
)
_DOMAIN = regex.compile(
    r"(?:https?://)?(?:[\p{L}\d-]+\.)+(?:vn|com|net|org|info|gov|edu|biz|tv|news|asia|co|uk|cn|jp|kr|ru)"
    r"/?",
    regex.IGNORECASE,
)
_OUTLET_PREFIX = regex.compile(
    r"(?:Báo|BÁO|Đài|ĐÀI|Tạp chí|TẠP CHÍ|Trang(?: tin| TTĐT)|Cổng|Truyền hình|Kênh|Thông tấn xã|"
    r"Hãng|Cục|Bộ|Sở|Tổng cục|Viện|Công an|CA|UBND|HĐND|Ban|Trung tâm|TTDB|Trường|Đại học|ĐH|"
    r"Bệnh viện|BV|Thông tin|Văn phòng|Hội|Liên đoàn|Liên minh|Ủy ban|Uỷ ban|Cảnh sát|Quân khu|"
    r"Ngân hàng|Tập đoàn|Công ty|Chi cục|Phòng|Tỉnh|Thành|Huyện|Quân chủng|Vietnam|Tòa|Viện KSND|"
    r"Hạt|Khu|Đồn|Bộ đội|Bộ Tư lệnh|Lữ đoàn|Tổng công ty|Vườn|Bảo tàng|Thư viện|"
    r"Nhà hát|Nhà xuất bản|NXB|Tuổi trẻ|Facebook|Fanpage|FB|The)\b"
)
# Offices that are not news sources, but follow the name of a writer who belongs to them.
_OFFICE_PREFIX = regex.compile(
    r"(?:Trạm|Trại|Đội|Chi hội|Chi đoàn|Chi bộ|HTX|Hợp tác xã|CLB|Câu lạc bộ|Khoa|Học viện|Kho bạc|"
    r"Quỹ|Thanh tra|Đoàn|Thành đoàn|Tỉnh đoàn|Huyện đoàn|Mặt trận|MTTQ|LĐLĐ|BHXH|VKSND|TAND|BQL|"
    r"Xã|Phường|Ấp|Đảng ủy|Đảng bộ|Hiệp hội|Tổ|Nhóm|Sư đoàn|Trung đoàn|Tiểu đoàn|Vùng)\s\p{L}"
)
_PRESS_PREFIX = regex.compile(
    r"(?:Báo|BÁO|Đài|ĐÀI|Tạp chí|TẠP CHÍ|Trang tin|Cổng|Truyền hình|Thông tấn xã|Hãng tin)\s\p{Lu}"
)
_OUTLET_SUFFIX = regex.compile(
    r"(?:\b(?:Online|online|News|news|NEWS|Times|Daily|Post|Mail|Press|Today|Tribune|Herald|Journal|"
    r"Weekly|Images|TV|Radio|Maps|Media|Plus|Net|Magazine|Review|Gazette|Newspaper|Agency|điện tử|"
    r"Điện tử|Điện Tử)|\b24h|\+)$"
)
# A branch of an agency or broadcaster: "VOV ĐBSCL", "VOV-Moscow", "TTXVN tại Lào".
_BRANCH = regex.compile(
    r"(?:VOV|VTV|VTC|HTV|TTXVN|VOH)\d{0,2}(?:\s?-\s?|\s)(?:(?:tại|ở|khu vực)\s)?\p{Lu}[\p{L}.]*"
    r"(?:\s\p{L}[\p{L}.]*){0,3}"
)
_LIST_SEPARATOR = regex.compile(r"\s*[,;/|]\s*|\s+[-–—]\s+")
_AND = regex.compile(r"\s+(?:và|&)\s+")
_BRACKETS = regex.compile(r"\(([^()]*)\)")
# "Sở Văn hóa, Thể thao và Du lịch" is one office.
_OFFICE = regex.compile(r"(?:Bộ|Sở|Phòng|Ban|Chi cục|Cục|Ủy ban|Uỷ ban)\s[^/;()|]*\svà\s[^/;()|,]*")
_MEDIUM = regex.compile(
    r"^(?:các\s+)?(?:báo|trang(?:\s+tin)?|tờ|hãng(?:\s+tin)?|kênh|đài|tạp chí)\s+"
)
_SENTENCE_WORDS = frozenset(
    "đã đang sẽ là được bị khi vì nên những này đó thì mà nói ngày năm tháng hiện rằng".split()
)
_ACRONYM = regex.compile(r"[\p{Lu}\d&+]{3,}(?:-[\p{Lu}\d]+)?")
# Departments have unpronounceable abbreviations: "P.TCCB-LĐ", "TT VHTT&TT".
_LETTERS = regex.compile(r"(?:[\p{Lu}&+-]+[. ])+[\p{Lu}&+-]*|[\p{Lu}&+-]{5,}")
_UNPRONOUNCEABLE = regex.compile(r"(?<!\p{L})[BCDĐGHKLMNPQRSTVX&]{3,}(?!\p{L})")
_DIGIT_END = regex.compile(r"\p{L}{2,}\d{1,2}")
_CAMEL = regex.compile(r"\p{Lu}\p{Ll}+\p{Lu}[\p{L}]*")
_NOT_OUTLETS = frozenset({"tp", "tp.hcm", "bch", "tw", "mttq", "tnhh", "pv", "ctv", "btv", "hlv"})


def _key(text: str) -> str:
    return " ".join(text.split()).lower().removesuffix("/").strip(" .")


def is_known(text: str) -> bool:
    """Whether the text is certainly an outlet: a listed title, a domain, or a known suffix."""
    key = _key(text)
    if key in _TITLES or key in _CANONICAL or key.removeprefix("báo ") in _TITLES:
        return True
    if _BRANCH.fullmatch(text.strip(" .")):
        return True
    several = _LIST_SEPARATOR.search(text) is not None
    return not several and bool(_DOMAIN.fullmatch(key) or _OUTLET_SUFFIX.search(text.strip(" .")))


def is_listed(text: str) -> bool:
    """Whether the text is an outlet's title, even one that is an everyday word ("Lao động")."""
    return is_known(text) or _key(text).removeprefix("báo ") in _EVERYDAY_TITLES


def is_press(text: str) -> bool:
    """Whether the text is a news outlet, which is a source even without further context."""
    return is_known(text) or _PRESS_PREFIX.match(text) is not None


def is_outlet(text: str) -> bool:
    """Whether the text names an outlet or institution, by title or by form."""
    text = " ".join(text.split()).strip(" .")
    if not text or _key(text) in _NOT_OUTLETS:
        return False
    if is_listed(text) or _OUTLET_PREFIX.match(text):
        return True
    first = text.split("-")[0].strip()
    if first != text and _key(first) in _TITLES:
        return True
    shaped = _DIGIT_END.fullmatch(text) or _CAMEL.fullmatch(text)
    return bool(shaped) or is_acronym(text)


def is_office(text: str) -> bool:
    """Whether the text names an organisation a writer can belong to: outlet, office or club."""
    return is_outlet(text) or _OFFICE_PREFIX.match(text) is not None


def is_acronym(text: str) -> bool:
    """Whether the text is an acronym that cannot be a person's initials."""
    if len(text) < 5:
        return False
    if _ACRONYM.fullmatch(text):
        return True
    return _LETTERS.fullmatch(text) is not None and _UNPRONOUNCEABLE.search(text) is not None


def canonical_title(text: str) -> str:
    """The outlet's title in one spelling ("VNE" -> "VnExpress"); unknown titles as printed."""
    return _CANONICAL.get(_key(text), text)


def strip_medium(text: str) -> str:
    """The title without a lower-case word for the medium ("báo CAND"); "Báo Chính phủ" is kept."""
    return str(_MEDIUM.sub("", text, count=1))


def split_outlets(printed: str) -> list[str]:
    """Outlets of a printed list in canonical spelling; "Gia đình & Xã hội" is one title."""
    text = _BRACKETS.sub(r"/\1", printed)
    if is_listed(text) or _OFFICE.fullmatch(text):
        return [canonical_title(text)]
    found: list[str] = []
    for part in _LIST_SEPARATOR.split(text):
        halves = _AND.split(part)
        divided = len(halves) > 1 and not is_listed(part) and all(map(is_listed, halves))
        found += halves if divided else [part]
    bare = [strip_medium(title.strip()).strip() for title in found]
    return [canonical_title(title) for title in bare if title]


def read_outlet_list(text: str) -> str | None:
    """The credited outlets as printed, if the text is a list of outlets; else None."""
    printed = text.strip(' .,;-–*_"“”').removesuffix("./")
    if printed.count("(") != printed.count(")"):
        printed = printed.strip("() ")
    printed = strip_medium(printed)
    parts = split_outlets(printed)
    return printed if parts and all(map(_is_possible_outlet, parts)) else None


def _is_possible_outlet(title: str) -> bool:
    """Whether one title of a list is short and capitalised enough for an outlet."""
    if is_listed(title):
        return True
    words = title.replace("Tiếng nói", "").split()
    longest = 10 if is_outlet(title) else 6
    starts = title[0].isupper() or title[0].isdigit()
    return starts and len(words) <= longest and _SENTENCE_WORDS.isdisjoint(words)
