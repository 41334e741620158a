"""Shapes of people's names, and of the collectives that sign in their place.

Capitals alone decide little: headings and places carry them too. In mixed case two capitalised
syllables are taken for a name unless they are a place; in all capitals, where headings live, every
syllable must be one that Vietnamese names are made of, or an unmistakable surname must stand first.
`trusted` means that a label or the page's markup already says that here stands a person.
"""

from __future__ import annotations

import regex


def phrases(block: str) -> frozenset[str]:
    """The phrases of a block of text that divides them by bars and line ends."""
    return frozenset(filter(None, map(str.strip, block.replace("\n", "|").split("|"))))


# Surnames that are hardly ever the first word of a heading.
SURNAMES = frozenset(
    """
        nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ ngô dương lý trịnh đinh
        trương lâm phùng tạ chu châu quách khổng nghiêm doãn vương tống tôn đàm hứa khuất
        nhữ uông viên thạch danh sầm giàng vàng sùng thào hạng cứ tráng lầu lò quàng cà tòng
        lường vi lự bế nông hầu ma nịnh chảo tẩn phàn phượng rmah rơ siu ksor nay kpă rcom
        hồ
        """.split()
)
# Surnames that are everyday words as well: what follows must look like a name.
WORDY_SURNAMES = frozenset(
    """
        mai cao hà tô lưu lương tăng từ thái văn đào đoàn đồng kim kiều la lã lại mạc mã
        ninh thân quản tiêu bạch triệu hàn giáp âu ông đới điền cung cù diệp diêm đăng đậu
        đồ đổng khúc lục lữ lỗ mạnh mẫn ngụy nhan nhâm ninh phí phó quan quế sử thẩm thi
        thiều tiết trang trà triều trưng vạn xa yên ứng an ấu bành cấn chử giang hình khiếu
        khuông liêu tào tòng
        """.split()
)
# Syllables of given and middle names, in both ways of setting the tone.
GIVEN = frozenset(
    """
    ái an anh ánh ân âu bá bách bạch bản bảo bằng bắc băng bé bích biên bình bội bửu ca cảnh cao
    cát cẩm cần cẩn chánh châu chi chí chiến chinh chính chung chuyên chức chương công cúc cung
    cư cương cường dạ danh dân dần diễm diện diễn diệp diệu dinh doanh doãn du duẩn dung dũng duy
    duyên dư dương dưỡng đài đại đan đạo đào đạt đăng đặng đề đệ điền điển điệp đình định đoàn
    đoan đô đôn đông đồng đường đức được gấm gia giang giáp giao hà hạ hải hàn hãn hạnh hào hảo
    hân hậu hằng hiên hiền hiển hiến hiếu hiệp hiệu hiểu hinh hoa hoà hòa hoài hoan hoàn hoàng
    hoành hoạt hồ hồng hợi hợp hùng huân huấn huệ huy huyên huyền huyến huỳnh hưng hương hướng
    hường hữu hỷ hỉ kha khá khải khang khanh khánh khiêm khiết khoa khoá khóa khoan khôi khuê
    khương kiên kiếm kiệt kiều kim kính kỳ kỷ kỉ la lai lam lan lành lăng lân lâm lập lê lệ lễ
    liêm liên liễu linh lĩnh loan long lộ lộc lợi luân luận luật lực lương lưu lượng ly lý mạc
    mai mạnh mão mân mẫn mậu mây mến miên miền minh mơ mộc mộng mùi mười mừng mỵ mỹ mỳ na nam năm
    năng nga ngà ngân nghi nghĩa nghị nghiêm nghiệp ngọ ngoan ngọc ngôn nguyên nguyễn nguyện
    nguyệt ngư ngữ ngự nhã nhạn nhàn nhân nhẫn nhật nhi nhiên nhu nhung như nhựt ninh nữ nương
    oanh phát phấn phi phong phối phú phúc phùng phụng phương phước phượng quán quang quảng quân
    quế quí quý quốc quyên quyền quyến quyết quỳ quỳnh sa sang sáng sáu san sâm sen sinh sĩ sỹ
    song sơn sửu sương tài tám tạo tâm tân tấn tần tây tế thạc thạch thái thảo thám thanh thành
    thạnh thao thảnh thắm thắng thăng thân thế thể thê thi thì thị thiên thiện thiệp thiết thiều
    thịnh thìn tho thoa thoan thoại thông thống thọ thơ thơi thu thuần thuận thuật thục thùy thuỳ
    thúy thuý thuỷ thủy thuyên thuyền thuyết thư thứ thức thực thương thường thưởng thy tiến tiên
    tiền tiếp tiệp tín tình tinh tịnh tĩnh toà tòa toan toàn toản toán tố tôn tông tơ trà trạc
    trang tràng trác trâm trân trầm trần tri trí trị triết triều triển triệu trinh trình trọng
    trúc trung truyền trực trường trưởng tú tuân tuấn tuất tuệ tùng tuyên tuyến tuyền tuyết tường
    tưởng tự tý tỵ tỷ uy uyên uyển út úc văn vân vạn vang vàng vẹn vi vị viên viễn việt vinh vĩ
    vĩnh vịnh vọng vũ vui vượng vương vy vỹ xuân xuyên xuyến xoan ý yên yến yêu phồn phiến phái
    khê trảng chanh đa nhược nhuận nhượng khuynh luyến niệm tảo xương lãm lịch liệu khởi dậu nhài
    nhạc nhị nhiệm bốn ba bảy bẩy chín đàn lụa lựu mận nhất ngát ngoạn nhơn phẩm phiên phin rạng
    sử thủ thụ thụy thuỵ thúc tuynh vệ vụ hạc hòe hoè khuyên khuyến kế ban bổn trụ trứ khả khắc
    khoát lạc lạng đính đỉnh đỗ đối đợi trưng
    """.split()
)
# Everyday pairs whose every syllable is in a name as well.
COMMON_PAIRS = phrases(
    """
    an ninh|an toàn|an giang|bình an|bình minh|bình yên|bảo hiểm|bảo vệ|công an|công đoàn|công lý
    công nhân|công trình|công bằng|công nghiệp|công tác|du lịch|đại biểu|đào tạo|đông đảo
    đồng tình|đồng thuận|đoàn viên|giao thông|gia đình|hải quan|kiên định
    kiên quyết|kinh tế|kính trọng|lao động|lương y|minh họa|năng lượng|nhân dân|nhân văn
    phát triển|phong trào|quân đội|quân sự|quốc tế|quốc hội|quyết định|quyết liệt|quyết tâm
    sáng tạo|sinh viên|tăng cường|tâm linh|thanh niên|thành công|thành tích|thành phố|thành viên
    thể thao|thế giới|thi đua|thiên tai|thông tin|thuận lợi|thu hoạch|thương mại|tiên phong|tiến độ
    tình hình|tình người|tinh thần|toàn cảnh|toàn quốc|trung thu|trung tâm|trung ương|trường học
    tự tin|tự hào|văn hóa|văn hoá|văn nghệ|văn minh|việt nam|xuân về|ý nghĩa|ý kiến|hải sản
    thủy sản|chính trị|chính sách|chính phủ|pháp luật|hành trình|khởi nghiệp|môi trường|lễ hội
    đại hội|hội nghị|kiểm tra|an dân|hạnh phúc|tin tức|thời sự|bạn đọc|bút danh|tổng hợp|biên tập
    tòa soạn|toà soạn|phóng viên|nguồn tin|xã hội|giáo dục|sức khỏe|nông nghiệp|nông thôn
    công nghệ|khoa học|giải trí|quốc phòng|kết luận|hướng dẫn|thông báo|chuyên đề|phóng sự
    tường thuật|bài viết|tác giả|nguồn ảnh|liên hệ|trân trọng|xem thêm|đọc thêm|tin liên quan
    cùng chuyên mục|trang chủ|hà nội mới|hiện thực|thực trạng|giải pháp|mục tiêu
    """
)
PLACES = phrases(
    """
    an giang|bà rịa - vũng tàu|bà rịa|vũng tàu|bắc giang|bắc kạn|bắc cạn|bạc liêu|bắc ninh
    bến tre|bình định|bình dương|bình phước|bình thuận|cà mau|cần thơ|cao bằng|đà nẵng|đắk lắk
    đắc lắc|đăk lăk|đắk nông|đăk nông|điện biên|đồng nai|đồng tháp|gia lai|hà giang|hà nam|hà nội
    hà tĩnh|hải dương|hải phòng|hậu giang|hòa bình|hoà bình|hưng yên|khánh hòa|khánh hoà
    kiên giang|kon tum|lai châu|lâm đồng|lạng sơn|lào cai|long an|nam định|nghệ an|ninh bình
    ninh thuận|phú thọ|phú yên|quảng bình|quảng nam|quảng ngãi|quảng ninh|quảng trị|sóc trăng
    sơn la|tây ninh|thái bình|thái nguyên|thanh hóa|thanh hoá|thừa thiên huế|thừa thiên - huế
    tiền giang|trà vinh|tuyên quang|vĩnh long|vĩnh phúc|yên bái|hồ chí minh|sài gòn|thủ đô hà nội
    gia định|đà lạt|nha trang|quy nhơn|vinh|huế|biên hòa|biên hoà|thủ đức|thủ dầu một|tuy hòa
    buôn ma thuột|hạ long|việt trì|phan thiết|phan rang|rạch giá|long xuyên|mỹ tho|cao lãnh
    sa đéc|châu đốc|hà tiên|phú quốc|côn đảo|trường sa|hoàng sa|biển đông|vân đồn|sa pa
    điện biên phủ|tam kỳ|hội an|đồng hới|đông hà|phủ lý|việt nam|hoa kỳ|trung quốc|hàn quốc
    triều tiên|nhật bản|thái lan|ấn độ|đài loan|hồng kông|bắc kinh|tây ban nha|bồ đào nha
    đông nam á|châu á|châu âu|châu phi|châu mỹ|bắc bộ|trung bộ|nam bộ|tây bắc|đông bắc|tây nguyên
    tây nam bộ|đông nam bộ|miền tây|miền đông|miền bắc|miền trung|miền nam|trung ương|hà đông
    tây đô|thăng long|cửu long|mê kông|tây hồ|hoàn kiếm|ba đình|cầu giấy|thanh xuân|long biên
    giá rai|đông hải|phước long|hồng dân|vĩnh lợi|ninh kiều
    """
)
_ORGANISATIONS = frozenset(
    """
        báo đài đảng tỉnh thành uỷ ủy ban bộ sở cục vụ viện phòng hội trường công ty tập
        đoàn ngân hàng trung tâm bệnh nhà hãng kênh tạp cổng trang toà tòa liên huyện xã
        quận phường ubnd hđnd tp
        """.split()
)
_TITLES = regex.compile(
    r"(?:(?:PGS|GS|TS|ThS|Ths|THS|ThS|Ts|BSCKI{1,2}|BSCK[12]|BS|Bs|DS|KS|KTS|LS|CN|CTV|BTV|PV|P\.V|"
    r"NSND|NSƯT|NNB|TTND|TTƯT|CK[12I]{1,2})(?=[.\s/,-])[.\s,/-]*|"
    r"(?i:luật sư|luật gia|bác sĩ|bác sỹ|tiến sĩ|tiến sỹ|thạc sĩ|thạc sỹ|phó giáo sư|giáo sư|kỹ sư|"
    r"dược sĩ|nghệ sĩ|nghệ sỹ|nhà nghiên cứu|nhà giáo|thầy giáo|cô giáo|"
    r"kiến trúc sư|lương y|nhà báo|nhà văn|nhà thơ|nhạc sĩ|nhạc sỹ|họa sĩ|hoạ sĩ|dịch giả|"
    r"cộng tác viên|phóng viên|biên tập viên|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thượng úy|"
    r"trung úy|thiếu tướng|trung tướng|linh mục|thượng tọa|đại đức)[\s.:,-]+(?=\p{Lu}))+"
)
_NEWSROOM = r"p\.?\s?v\.?s?|b\.?t\.?v|c\.?t\.?v|phóng viên|cộng tác viên|biên tập viên"
_COLLECTIVE = regex.compile(
    rf"(?i:(?:(?:nhóm|tổ|các|ban|đội|ê kíp)\s+)?(?:{_NEWSROOM})|nhóm tác giả)"
    rf"(?:\s*(?:,|&|\+|/|-|(?i:và))\s*(?i:{_NEWSROOM}))*"
    r"(?:\s+(?i:thời sự|kinh tế|xã hội|văn hóa|thể thao|chính trị|nội chính|thường trú))?"
    r"(?:\s+(?i:báo|đài|tttđ|ban|phòng|tại)(?:\s*\p{Lu}[\p{L}.]*){1,5}|\s+\p{Lu}{3,}[\d+]?)?"
    r"|(?i:(?:ban|phòng|tổ)\s+(?:bạn đọc|biên tập|thời sự|thư ký|điện tử|chuyên đề))"
    r"(?:\s+(?i:báo|đài)?(?:\s*\p{Lu}[\p{L}.]*){1,5})?"
    r"|(?i:bbt|b\.b\.t|(?:tòa|toà) soạn)"
)
_INITIALS = regex.compile(r"\p{Lu}\p{Ll}{0,2}(?:[.·]\s?\p{Lu}\p{Ll}{0,2}){1,3}\.?")
_INITIALS_AND_NAME = regex.compile(
    r"(?:\p{Lu}\p{Ll}{0,2}[.·]\s?){1,3}(?:\p{Lu}\p{Ll}+|\p{Lu}{2,})(?:\s(?:\p{Lu}\p{Ll}+|\p{Lu}{2,})){0,2}"
)
_SIGNATURE = regex.compile(r"\p{Lu}{2,4}")
_TOKEN = regex.compile(
    r"\p{Lu}[\p{Ll}\p{M}]*|\p{Lu}+|\p{Lu}\p{Ll}{0,2}\.|\p{Lu}['’]?\p{Lu}\p{Ll}+|(?:Mc|Mac|De)\p{Lu}\p{Ll}+"
    r"|\p{Lu}\p{Ll}*(?:[-·'’]\p{Lu}?\p{Ll}+)+|\p{Lu}['’]\p{Lu}+"
)
_PARTICLES = frozenset(
    {"de", "da", "di", "del", "van", "von", "der", "den", "bin", "al", "el", "le"}
)
_SYLLABLE = regex.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"[aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ]{1,3}"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_LETTER_RUN = regex.compile(r"\p{L}+")
_HIGHLAND_NAMES = frozenset({"a", "y"})  # marks of men's names in the Central Highlands
MOST_SYLLABLES = 5


def is_syllable(word: str) -> bool:
    """Whether the word can be a Vietnamese syllable (any tone, any case)."""
    return _SYLLABLE.fullmatch(word.lower()) is not None


def is_place(text: str) -> bool:
    """Whether the words are, as a whole, a province, town, country or region."""
    return text.lower() in PLACES


def is_collective(text: str) -> bool:
    """Whether a newsroom signs instead of a person: "PV", "Nhóm phóng viên", "Ban Bạn đọc"."""
    return _COLLECTIVE.fullmatch(text.strip(" .")) is not None


def title_case(name: str) -> str:
    """Set a name in capitals in title case ("Q.VIỆT" -> "Q.Việt"); initials, acronyms stay."""
    if name.upper() != name:
        return name
    return str(_LETTER_RUN.sub(lambda run: _capitalised(run[0]), name))


def _capitalised(run: str) -> str:
    pronounceable = len(run) > 1 and regex.search(r"[AEIOUYÀ-ỸĂƠƯ]", run) is not None
    return run[0] + run[1:].lower() if pronounceable else run


def is_all_given(name: str) -> bool:
    """Whether every syllable is one that Vietnamese names are made of."""
    words = name.lower().split()
    known = GIVEN | SURNAMES | WORDY_SURNAMES
    return all(word in known for word in words)


def cut_titles(text: str) -> tuple[str, str | None]:
    """Split "BS NGUYỄN A" into the name and the title before it (None without one)."""
    match = _TITLES.match(text)
    if match is None or match.end() == len(text):
        return text, None
    return text[match.end() :], match[0].strip(" .,/-:")


def person(text: str, *, trusted: bool = False) -> str | None:
    """The name in normal case if the text is one person's name or signature, else None."""
    name = " ".join(text.split()).strip(" ,;")
    if not name or (is_place(name) and not trusted) or is_collective(name):
        return None
    if _INITIALS.fullmatch(name) or _INITIALS_AND_NAME.fullmatch(name):
        return title_case(name)
    words = name.rstrip(".").split(" ")
    if len(words) == 1:
        return _one_word(words[0], trusted)
    if len(words) > MOST_SYLLABLES + 1 or not all(map(_is_name_word, words)):
        return None
    if not _is_name_word(words[0], first=True) or name.lower() in COMMON_PAIRS:
        return None
    shaped = _is_name_in_capitals if name.upper() == name else _is_name_in_title_case
    return title_case(name.rstrip(".")) if shaped([w.lower() for w in words], trusted) else None


def _one_word(word: str, trusted: bool) -> str | None:
    if _SIGNATURE.fullmatch(word) and (trusted or not is_syllable(word)):
        return title_case(word) if is_syllable(word) else word
    halves = word.split("-")
    if len(halves) > 1 and all(half[:1].isupper() and half.lower() in GIVEN for half in halves):
        return title_case(word)
    return title_case(word) if trusted and _TOKEN.fullmatch(word) else None


def _is_name_word(word: str, *, first: bool = False) -> bool:
    return _TOKEN.fullmatch(word) is not None or (not first and word in _PARTICLES)


def _is_name_in_capitals(words: list[str], trusted: bool) -> bool:
    if trusted:
        return words[0] not in _ORGANISATIONS
    rest_is_given = all(word in GIVEN or len(word) == 1 for word in words[1:])
    if words[0] in SURNAMES:
        return rest_is_given or (len(words) > 2 and words[-1] in GIVEN) or len(words) == 3
    if words[0] in WORDY_SURNAMES:
        return rest_is_given
    return len(words) == 2 and rest_is_given and words[0] in GIVEN


def _is_name_in_title_case(words: list[str], trusted: bool) -> bool:
    if trusted:
        return True
    if words[0] in _ORGANISATIONS and words[0] not in GIVEN:
        return False
    vietnamese = all(map(is_syllable, words))
    if not vietnamese or words[0] in SURNAMES or words[0] in _HIGHLAND_NAMES:
        return len(words) <= MOST_SYLLABLES
    if len(words) == 2:
        return any(word in GIVEN or word in WORDY_SURNAMES for word in words)
    return words[0] in WORDY_SURNAMES or all(word in GIVEN for word in words)
