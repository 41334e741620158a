"""News agencies, newspapers and institutions: who an article can credit besides people.

An outlet is known by name, or by its shape: a domain, a word such as "Báo" before it or "Online"
behind it, an acronym. `canonical` mends spellings of a few titles that are printed in many ways; a
domain stays as printed, for it says which site was copied.
"""
    from __future__ import annotations||import regex|_CANONICAL = {|"vne": "VnExpress",
    "vnexpress": "VnExpress",|"vn express": "VnExpress",|"dân trí": "Dân trí",
    "trithuctre": "Trí Thức Trẻ",|"tri thuc tre": "Trí Thức Trẻ",|"trí thức trẻ": "Trí Thức Trẻ",
    "ttx": "TTXVN",|"ttxvn": "TTXVN",|"thông tấn xã việt nam": "TTXVN",|}|_KNOWN = frozenset(
    title.strip()|for title in """|ttxvn|vna|vietnam+|vietnamplus|vov|vtv|vtc|vtc news|vtcnews
    htv|tuổi trẻ|tuổi trẻ online|tto|tt|tuổi trẻ thủ đô|tuổi trẻ cười|thanh niên
    thanh niên online|tno|tiền phong|tpo|người lao động|nld|nlđ|nlđo|lao động|lđo|lđ|sggp
    sài gòn giải phóng|cand|công an nhân dân|công an đà nẵng|catp|cadn|qđnd|quân đội nhân dân
    nhân dân|nhân dân điện tử|nd|hà nội mới|hànộimới|hanoimoi|hnm|kinh tế & đô thị
    kinh tế và đô thị|kinh tế đô thị|ktđt|pháp luật tp.hcm|pháp luật tp hcm|plo|plvn
    pháp luật việt nam|pháp luật|pháp luật & đời sống|pháp luật và đời sống|đời sống & pháp luật
    đời sống và pháp luật|đời sống pháp luật|gia đình & xã hội|gia đình và xã hội
    gia đình & pháp luật|sức khỏe & đời sống|sức khỏe và đời sống|sức khoẻ & đời sống
    sức khoẻ và đời sống|giáo dục & thời đại|giáo dục và thời đại|giáo dục việt nam|giáo dục|gdtđ
    gd&tđ|gdvn|zing|zing news|zing.vn|znews|tri thức|tri thức trực tuyến|vietnamnet|vnn
    vietnam net|kênh 14|kenh14|cafef|cafebiz|infonet|soha|soha news|ngôi sao|ngoisao|ngoi sao|24h
    eva|afamily|gamek|genk|dân việt|danviet|nông thôn ngày nay|ntnn|nông nghiệp việt nam|nnvn
    đại đoàn kết|đất việt|đvo|người đưa tin|nguoiduatin|một thế giới|an ninh thủ đô|antđ|anttđ
    an ninh thế giới|antg|an ninh tiền tệ|bizlive|bảo vệ pháp luật|công lý|công thương|đầu tư
    đấu thầu|tài nguyên & môi trường|tin tức|tài nguyên và môi trường|tn&mt|khoa học & đời sống
    khoa học và đời sống|khoa học & phát triển|văn hóa|văn hoá|thể thao & văn hóa
    thể thao & văn hoá|thể thao và văn hóa|ttvh|tt&vh|bóng đá|bóng đá +|bongdaplus|bongda+
    thể thao 24h|thể thao việt nam|vneconomy|thời báo kinh tế|tbktsg|thời báo kinh tế sài gòn
    sài gòn tiếp thị|sgtt|doanh nhân sài gòn|dnsg|diễn đàn doanh nghiệp|diễn đàn đầu tư
    trí thức trẻ|trí thức & phát triển|thời đại|thời nay|chính phủ|vgp|vgp news|chính phủ điện tử
    công luận|nhà báo & công luận|nhà báo và công luận|phụ nữ|phụ nữ việt nam|pnvn|phụ nữ tp.hcm
    phụ nữ online|phunuonline|hải quan|giao thông|gtvt|xây dựng|tài chính|hqonline
    thời báo ngân hàng|thời báo tài chính|mực tím|hoa học trò|2sao|ione|saostar|yan|yeah1|tiin
    dđvn|tạp chí cộng sản|đảng cộng sản|đcsvn|đảng cộng sản việt nam|biên phòng|hải quân
    phòng không|du lịch|khuyến học & dân trí|petrotimes|năng lượng mới|viettimes|vnews|vtvnews
    vietbao|việt báo|vntinnhanh|vnmedia|nghệ an online|hpđt|cto|đno|dto|apbd|btv|thtv
    cổng ttđt chính phủ|lifetv|webtretho|thị trường|doanh nghiệp|doanh nghiệp & tiếp thị
    nhịp sống việt|nhịp sống thị trường|đời sống|xinhua|thx|tân hoa xã|reuters|afp|ap|upi|cnn|bbc
    cnbc|nbc|cbs|abc|fox|fox news|daily mail|dailymail|the guardian|guardian|new york times
    the new york times|nyt|nytimes|bloomberg|kyodo|yonhap|ria|ria novosti|sputnik|tass|itar-tass
    itar tass|rt|nhk|the sun|mirror|independent|telegraph|the telegraph|washington post
    the washington post|wsj|time|forbes|sina|sohu|thairath|straits times|scmp|marca|goal|espn
    sky sports|nikkei|asahi|dw|deutsche welle|euronews|rfi|al jazeera|aljazeera|businessinsider
    business insider|cnet|the verge|healthline|webmd|timesofindia|times of india|usa today|epa
    getty|getty images|shutterstock|pixabay|unsplash|google maps|google map|google earth|facebook
    zalo|youtube|wikipedia|internet|twitter|instagram|tiktok|nasa|noaa|jtwc|windy|nchmf|vitic|who
    fao|unicef|istock|adobe stock|pinterest|weibo|baidu|chosun|korea herald|korea times
    bangkok post|bernama|antara|global times|people's daily|hoàn cầu|nhân dân nhật báo|pravda
    interfax|le monde|le figaro|el pais|der spiegel|bild|daily star|daily express|express|metro
    people|vogue|elle|variety|billboard
    """.strip().replace("\n", "|").split("|")
)  # fmt: skip
_DOMAIN = regex.compile(
    r"(?:https?://)?(?:[\p{L}\d-]+\.)+(?:vn|com|net|org|info|gov|edu|biz|tv|news|asia|co|uk|cn|jp|kr|ru)"
    r"/?",
    regex.IGNORECASE,
)
_HEAD = regex.compile(
    r"(?:Báo|BÁO|Đài|ĐÀI|Tạp chí|TẠP CHÍ|Trang(?: tin| TTĐT)|Cổng|Truyền hình|Kênh|Thông tấn xã|Hãng|"
    r"Cục|Bộ|Sở|Tổng cục|Tổng cục|Viện|Công an|CA|UBND|HĐND|Ban|Trung tâm|TTDB|Trường|Đại học|ĐH|"
    r"Bệnh viện|BV|Thông tin|Văn phòng|Hội|Liên đoàn|Liên minh|Ủy ban|Uỷ ban|Cảnh sát|Quân khu|"
    r"Ngân hàng|Tập đoàn|Công ty|Chi cục|Phòng|Tỉnh|Thành|Huyện|Quân chủng|Vietnam|Tòa|Viện KSND|"
    r"Hạt|Khu|Đồn|Bộ đội|Bộ Tư lệnh|Lữ đoàn|Tổng công ty|Vườn|Bảo tàng|Thư viện|"
    r"Nhà hát|Nhà xuất bản|NXB|Tuổi trẻ|Facebook|Fanpage|FB|The)\b"
)
_PRESS_HEAD = regex.compile(
    r"(?:Báo|BÁO|Đài|ĐÀI|Tạp chí|TẠP CHÍ|Trang tin|Cổng|Truyền hình|Thông tấn xã|Hãng tin)\s\p{Lu}"
)
_TAIL = regex.compile(
    r"(?:\b(?:Online|online|News|news|NEWS|Times|Daily|Post|Mail|Press|Today|Tribune|Herald|Journal|"
    r"Weekly|Images|TV|Radio|Maps|Media|Plus|Net|Magazine|Review|Gazette|Newspaper|Agency|điện tử|"
    r"Điện tử|Điện Tử)|\b24h|\+)$"
)
_LIST_SEPARATOR = regex.compile(r"\s*[,;/|]\s*|\s+[-–—]\s+")
_AND = regex.compile(r"\s+(?:và|&)\s+")
_BRACKETS = regex.compile(r"\(([^()]*)\)")
_MEDIUM = regex.compile(
    r"(?:các\s+)?(?:báo|trang(?:\s+tin)?|tờ|hãng(?:\s+tin)?|kênh|đài|tạp chí)\s+"
)
_IN_SENTENCES = frozenset(
    "đã đang sẽ là được bị khi vì nên những này đó thì mà nói ngày năm tháng hiện rằng".split()
)
_ACRONYM = regex.compile(r"[\p{Lu}\d&+]{3,}(?:-[\p{Lu}\d]+)?")
_DIGIT_END = regex.compile(r"\p{L}{2,}\d{1,2}")
_CAMEL = regex.compile(r"\p{Lu}\p{Ll}+\p{Lu}[\p{L}]*")
_NOT_OUTLETS = frozenset({"tp", "tp.hcm", "bch", "tw", "mttq", "tnhh", "pv", "ctv", "btv", "hlv"})


def _key(text: str) -> str:
    return " ".join(text.split()).lower().removesuffix("/").strip(" .")


def is_known(text: str) -> bool:
    """Whether the text surely is an outlet: by list, as a domain, or by its last word."""
    key = _key(text)
    if key in _KNOWN or key in _CANONICAL or key.removeprefix("báo ") in _KNOWN:
        return True
    several = _LIST_SEPARATOR.search(text) is not None
    return not several and bool(_DOMAIN.fullmatch(key) or _TAIL.search(text.strip(" .")))


def is_press(text: str) -> bool:
    """Whether the text is an outlet that publishes news, so that it stands alone as a source."""
    return is_known(text) or _PRESS_HEAD.match(text) is not None


def is_outlet(text: str) -> bool:
    """Whether the text names an outlet, by list or by shape."""
    text = " ".join(text.split()).strip(" .")
    if not text or _key(text) in _NOT_OUTLETS:
        return False
    if is_known(text) or _HEAD.match(text):
        return True
    first = text.split("-")[0].strip()
    if first != text and _key(first) in _KNOWN:
        return True
    shaped = _DIGIT_END.fullmatch(text) or _CAMEL.fullmatch(text)
    return bool(shaped) or is_acronym(text)


def is_acronym(text: str) -> bool:
    """Whether the text is an acronym too long, or too unlike a signature, for a person."""
    return _ACRONYM.fullmatch(text) is not None and len(text) >= 5


def canonical(text: str) -> str:
    """The outlet's title in one spelling ("VNE" -> "VnExpress"); unknown ones as printed."""
    return _CANONICAL.get(_key(text), text)


def without_medium(text: str) -> str:
    """The title without a lower-case word for its kind ("báo CAND"); "Báo Chính phủ" is whole."""
    return str(_MEDIUM.sub("", text, count=1))


def titles(printed: str) -> list[str]:
    """The outlets of a printed list, each in canonical spelling; "Gia đình & Xã hội" is one."""
    text = _BRACKETS.sub(r"/\1", printed)
    if is_known(text):
        return [canonical(text)]
    found: list[str] = []
    for part in _LIST_SEPARATOR.split(text):
        halves = _AND.split(part)
        divided = len(halves) > 1 and not is_known(part) and all(map(is_known, halves))
        found += halves if divided else [part]
    bare = [without_medium(title.strip()).strip() for title in found]
    return [canonical(title) for title in bare if title]


def read_list(text: str) -> str | None:
    """The credited outlets as printed, if the text is a list of such and no sentence."""
    printed = text.strip(" .,;-–*_\"“”").removesuffix("./")
    if printed.count("(") != printed.count(")"):
        printed = printed.strip("() ")
    printed = without_medium(printed)
    parts = titles(printed)
    return printed if parts and all(map(_may_be_title, parts)) else None


def _may_be_title(title: str) -> bool:
    if is_known(title):
        return True
    words = title.split()
    longest = 10 if is_outlet(title) else 6
    starts = title[0].isupper() or title[0].isdigit()
    return starts and len(words) <= longest and _IN_SENTENCES.isdisjoint(words)
