"""Parser for Vietnamese weather forecasts: text -> facts.

Forecasts are formulaic but full of ambiguities: "cấp độ rủi ro thiên tai cấp 1" (disaster risk
level 1) is not a wind force, "phía Tây Bắc Bộ" (west of the North) not a wind direction, and "trong
mưa dông có khả năng…" (thunderstorms may bring…) describes hazards, not rain. If a text covers
several regions, the facts are those of the first. Impossible values (60 °C, Beaufort 20) are
dropped.

Keys, each only if stated: sky, rain, extent, hazard: lists of words in a fixed order; wind
{"dir": points, "beaufort": [lo, hi], "text"}; gust [lo, hi] in Beaufort; sea as printed; tmin,
tmax, temp [lo, hi] in °C; local {"<": N, ">": N} in °C; humidity [lo, hi] in %; wave_m,
visibility_km [lo, hi].
"""

from __future__ import annotations

from typing import Any

import regex

from archive.vietnamese import clean

_Number = int | float

# Word of the result: pattern. The order of a table is the order of the list in the result.
_SKY = {
    "cloudy": r"nhiều mây|đầy mây|mây dày|âm u",
    "variable": r"mây thay đổi",
    "partly cloudy": r"(?<!sương )(?:có|ít) mây(?! mù)|mây rải rác",
    "clear": r"quang mây|trời quang|trời trong",
    "sunny": r"nắng(?! nóng)",
    "extremely hot": r"nắng nóng (?:gay gắt(?: đến| và|,) )?đặc biệt gay gắt",
    "very hot": r"nắng nóng gay gắt",
    "hot": r"nắng nóng(?!(?: đặc biệt)? gay gắt)",
}
_RAIN = {
    "none": r"không (?:có )?mưa|(?:ngừng|tạnh|hết|dứt) mưa|tạnh ráo|khô ráo",
    "very heavy": r"mưa (?:\w+(?: đến|,) (?:mưa )?)?rất (?:to|lớn)|mưa đặc biệt (?:to|lớn)",
    "heavy": r"mưa(?: rào)? (?:(?:vừa|rào)(?: đến|,| và) (?:mưa )?)?(?:to|lớn)\b",
    "moderate": r"mưa(?: rào)? (?:nhỏ đến )?vừa",
    "light": r"ít mưa|mưa(?: rào)? (?:nhỏ|nhẹ)",
    "drizzle": r"mưa(?: nhỏ,?)? (?:phùn|bụi)",
    "shower": r"mưa rào",
    "thunderstorm": r"dông",
    "rain": r"(?<!không |không có |ít |ngừng |tạnh |hết |dứt |mùa |lượng |vũ )mưa"
    r"(?! (?:nhỏ|nhẹ|phùn|bụi|rào|vừa|to|lớn|rất|đặc biệt|đá|dông))",
}
_EXTENT = {
    "vài nơi": r"vài nơi",
    "rải rác": r"(?<!mây )rải rác",
    "cục bộ": r"(?<!(?:ngập|lụt|úng|ngập úng|ngập lụt|lở|đất) )cục bộ",
    "có nơi": r"(?:mưa(?: rào)?|dông) (?:ở )?(?:một số|có) nơi(?! (?:có |mưa|dông|trên|dưới))",
    "nhiều nơi": r"nhiều nơi",
    "diện rộng": r"diện rộng",
}
_HAZARD = {
    "lốc": r"lốc",
    "tố": r"(?<!yếu |nhân )tố(?= ?[,.;]| lốc| và| hoặc|$)",
    "sét": r"(?<!đất )sét",
    "mưa đá": r"mưa đá",
    "gió giật mạnh": r"(?:gió )?giật(?: rất)? mạnh",
    "ngập": r"ngập|úng lụt",
    "lũ quét": r"lũ quét",
    "sạt lở": r"sạt lở|trượt lở|lở đất",
    "sương mù": r"sương mù",
    "băng giá": r"băng giá",
    "rét hại": r"rét hại",
    "rét đậm": r"rét đậm",
    "rét": r"(?<!chống )rét(?! đậm| hại)",
}


def _compile_table(words: dict[str, str]) -> dict[str, regex.Pattern[str]]:
    return {word: regex.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for word, pattern in words.items()}


_SKY_WORDS, _RAIN_WORDS = _compile_table(_SKY), _compile_table(_RAIN)
_EXTENT_WORDS, _HAZARD_WORDS = _compile_table(_EXTENT), _compile_table(_HAZARD)

# Clauses that mention rain or wind without forecasting them.
_DANGERS_CLAUSE = regex.compile(
    r"trong (?:(?:khi|lúc|có|các|những|cơn|mưa|rào và) )*dông\b"
    r"(?:(?!, ?(?:sáng|trưa|chiều|tối|đêm|ngày|riêng|phía|trời|nhiệt)\b)[^.;])*|đề phòng[^.;]*"
    r"|(?<=\dk?m |\d k?m )trong mưa(?: (?:bão|dông|rào|to|lớn))?"
    r"|(?:xác suất|(?<!có )khả năng)(?: có)? mưa(?: khoảng| từ)? \d+[^.;,]*|ít khả năng[^.;,]*"
)
_RISK_CLAUSE = regex.compile(
    r"(?:cảnh báo )?cấp (?:độ )?(?:rủi ro|báo động|cảnh báo)[^.;]*"
    r"|rủi ro thiên tai[^.;]*|cháy rừng[^.;]*"
)
_DATE = regex.compile(
    r"(?:ngày|đêm|sáng|chiều|tối|từ|hôm nay|đến)? ?\(?\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\)?"
    r"|\b(?:ngày|đêm|sáng|trưa|chiều|tối) \(?\d{1,2}(?:[/-]\d{1,2})?\b\)?(?! ?(?:°|-))"
    r"|\b\d{1,2} ?(?:h|giờ)(?:\d{2})?\b(?: phút)?|tháng \d{1,2}\b"
)


def read_forecast(text: str) -> dict[str, Any]:
    """Facts stated by a forecast; empty if there are none."""
    line = _normalize(text)
    without_dangers = _DANGERS_CLAUSE.sub(" ", line)
    facts: dict[str, Any] = {
        "sky": _matching_words(_SKY_WORDS, without_dangers),
        "rain": _matching_words(_RAIN_WORDS, without_dangers),
        "extent": _matching_words(_EXTENT_WORDS, line),
        "wind": _wind(_RISK_CLAUSE.sub(" ", line)),
        "gust": _gust(_RISK_CLAUSE.sub(" ", line)),
        "hazard": _matching_words(_HAZARD_WORDS, line),
        "sea": _sea(line),
        **_temperatures(" ".join(_DATE.sub(" ", line).split())),
        "humidity": _humidity(line),
        "wave_m": _wave(line),
        "visibility_km": _visibility(line),
    }
    return {key: value for key, value in facts.items() if value}


def json_record(text: str) -> dict[str, Any]:
    """Output of `baotinh field weather` for one line."""
    return read_forecast(text)


def _matching_words(table: dict[str, regex.Pattern[str]], line: str) -> list[str]:
    return [word for word, pattern in table.items() if pattern.search(line)]


# Spelling.

_DASHES = str.maketrans("–—−÷~", "-----")
_SPLIT_NUMBER = regex.compile(r"(?<!\d)(?<=[-\d] ?|\b)(\d) 0(?= ?độ)")
_DEGREES = regex.compile(
    r"(?<=\d) 0 ?(?:[cс]|độ ?[cс]?)\b|(?<=\d\d)0 ?[cс]\b"
    r"|(?<=\d) ?(?:[°º˚⁰o] ?[cс]?\b|[°º˚⁰]|độ ?[cс]?\b(?! ẩm)|[cс]\b)"
)


def _normalize(text: str) -> str:
    """Lower case, single spaces, one kind of dash, "°" for every notation of degrees."""
    line = " ".join(clean(text).lower().translate(_DASHES).split())
    line = line.replace("giông", "dông").replace("℃", "°")
    line = _SPLIT_NUMBER.sub(r"\g<1>0", line)
    return str(_DEGREES.sub("°", line))


def _number(text: str) -> _Number:
    text = text.replace("âm", "-").replace(" ", "").replace(",", ".")
    value = float(text)
    return int(value) if value.is_integer() else value


_N = r"(?:(?<![\d°] ?)-|âm )?\d{1,2}(?:[.,]\d{1,2})?"
_RANGE = rf"(?P<lo>{_N})°?(?: ?(?:-|đến|tới|và) ?(?:khoảng )?(?P<hi>{_N})(?![\d.,]*\d))?+"


def _span(match: regex.Match[str], lowest: float, highest: float) -> list[_Number] | None:
    lo = _number(match["lo"])
    hi = _number(match["hi"]) if match["hi"] else lo
    return [lo, hi] if lowest <= lo <= hi <= highest else None


# Wind.

_POINT = (
    r"(?:đông|tây|nam|bắc)(?:[ -](?:đông|tây|nam|bắc)){0,2}+(?! (?:bộ|nguyên|trung bộ|biển|hải)\b)"
)
_DIRECTION = regex.compile(
    rf"(?:gió|hướng gió)(?: (?!giật)[^\W\d]+){{0,3}}?:? (?P<first>{_POINT})\b"
    rf"(?:,? ?(?:đến|tới|hoặc|-|sang|và|chuyển|,) ?(?:hướng )?(?P<second>{_POINT})\b)?"
)
_FORCE = regex.compile(
    r"gió(?! giật)(?:(?!gió|giật)[^.;])*?"
    r"(?:(?<!độ )cấp|(?<=(?:đông|tây|nam|bắc),?)"  # "gió đông nam 2-3" as well
    r"(?= \d{1,2} ?(?:-|đến) ?\d{1,2}(?! ?(?:km|m|h|°|giờ))\b)) (?P<lo>\d{1,2})"
    r"(?: ?(?:-|đến|tới|,) ?(?:cấp )?(?P<hi>\d{1,2})\b(?! ?(?:km|m|h|giờ))|)"
    r"(?:[, ]+(?:(?:ngày|đêm) )?(?:có lúc|có khi|có thời điểm|lúc)(?: mạnh| tăng| lên)* ?"
    r"cấp (?:\d{1,2} ?- ?)?(?P<at_times>\d{1,2}))?"
)
_GUST = regex.compile(
    r"giật(?: mạnh| rất mạnh)*(?: trên| đến| tới| lên| khoảng)* cấp (?P<lo>\d{1,2})"
    r"(?: ?(?:-|đến|tới|,) ?(?:cấp )?(?P<hi>\d{1,2})\b)?"
)
_LIGHT_WIND, _NO_WIND = regex.compile(r"\bgió nhẹ\b"), regex.compile(r"\b(?:lặng|đứng) gió\b")
_STRONGEST = 17


def _wind(line: str) -> dict[str, Any]:
    """Wind force (Beaufort) and directions."""
    wind: dict[str, Any] = {}
    if (force := _FORCE.search(line)) is not None:
        lo = int(force["lo"])
        hi = max(int(force["hi"] or lo), int(force["at_times"] or lo))
        if lo <= hi <= _STRONGEST:
            wind["beaufort"] = [lo, hi]
    for pattern, beaufort in ((_NO_WIND, [0, 0]), (_LIGHT_WIND, [0, 3])):
        if (calm := pattern.search(line)) is not None and "beaufort" not in wind:
            wind |= {"beaufort": beaufort, "text": calm[0]}
    for direction in _DIRECTION.finditer(line):
        if not direction[0].startswith("gió mùa") or "beaufort" in wind:
            points = [direction["first"], direction["second"]]
            wind["dir"] = [point.replace("-", " ") for point in points if point]
            break
    return wind


def _gust(line: str) -> list[_Number] | None:
    match = _GUST.search(line)
    return _span(match, 0, _STRONGEST) if match else None


# Temperature.

_ELSEWHERE = r"thấp nhất|cao nhất|giảm(?! xuống)|tăng(?! lên)|độ ẩm|gió|cấp"
_BETWEEN = rf"(?:(?!{_ELSEWHERE})[^.;,\d°%]){{0,70}}?[:,]? ?(?<![\d.,])"
_NOT_DEGREES = r"(?! ?(?:%|mm|km|cm|m\b|cấp|/|ngày|giờ|tháng|năm))"
_LOW = r"(?:thấp nhất|tối thấp|nhỏ nhất|\bmin\b)"
_HIGH = r"(?:cao nhất|tối cao|lớn nhất|\bmax\b)"
_OTHERS = (
    r"(?<!độ ẩm(?: không khí| tương đối)? )"
    r"(?<!(?:độ mặn|mực nước|đỉnh|sóng|lượng mưa|triều|gió|sức|uv|chỉ số) )"
)
_BOTH = regex.compile(
    rf"{_OTHERS}{_LOW} ?(?:-|/|,|và|đến) ?(?:nhiệt độ )?{_HIGH}{_BETWEEN}"
    rf"(?P<lo>{_N})°? ?(?:-|/|đến|và) ?(?P<hi>{_N})" + _NOT_DEGREES
)
_TMIN = regex.compile(rf"{_OTHERS}{_LOW}{_BETWEEN}{_RANGE}(?![\d.,]*\d){_NOT_DEGREES}")
_TMAX = regex.compile(rf"{_OTHERS}{_HIGH}{_BETWEEN}{_RANGE}(?![\d.,]*\d){_NOT_DEGREES}")
_TEMP = regex.compile(
    rf"(?:nhiệt độ|(?:nền|mức) nhiệt)(?:,? (?!{_ELSEWHERE}|tối|mưa|sóng)[^\W\d]+){{0,9}}? ?[:,]? ?"
    rf"{_RANGE}(?![\d.,]*\d){_NOT_DEGREES}"
)
_LOCAL = regex.compile(
    r"nơi(?: (?:nhiệt độ|xuống|lên|giảm xuống|thấp|cao|rét|có|nóng))*,? "
    r"(?P<side>dưới|trên|thấp hơn|cao hơn)"
    rf"(?: mức)? ?(?P<lo>{_N})(?![\d.,]*\d){_NOT_DEGREES}(?P<hi>)"
)
_COLDEST, _HOTTEST = -5, 45


def _temperatures(line: str) -> dict[str, Any]:
    """Minimum, maximum and general temperatures, and local extremes, in °C."""
    found: dict[str, Any] = {}
    if (both := _BOTH.search(line)) is not None:
        lo, hi = _number(both["lo"]), _number(both["hi"])
        if _COLDEST <= lo <= hi <= _HOTTEST:
            found |= {"tmin": [lo, lo], "tmax": [hi, hi]}
    for key, pattern in (("tmin", _TMIN), ("tmax", _TMAX), ("temp", _TEMP)):
        if key not in found:
            spans = (_span(match, _COLDEST, _HOTTEST) for match in pattern.finditer(line))
            found[key] = next(filter(None, spans), None)
    local: dict[str, _Number] = {}
    for match in _LOCAL.finditer(line):
        if _span(match, _COLDEST, _HOTTEST):
            side = "<" if match["side"] in {"dưới", "thấp hơn"} else ">"
            local.setdefault(side, _number(match["lo"]))
    return {**found, "local": local}


# Sea and air.

_SEA = regex.compile(r"\bbiển (?:êm|lặng|bình thường|động(?: (?:nhẹ|rất mạnh|mạnh|dữ dội))?)(?!\w)")
_WAVE = regex.compile(
    r"sóng(?: (?:biển|có|độ|cao|nhất|từ|khoảng|phổ biến|trung bình|đạt|ở mức|biến đổi|trên|dưới|"
    r"tới))*:? "
    rf"{_RANGE} ?(?:m|mét)\b"
)
_HUMIDITY = regex.compile(
    r"(?:độ ẩm|ẩm độ)(?:[^.;\d%]{0,45}?)(?P<lo>\d{1,3}(?:[.,]\d)?) ?%?"
    r"(?:(?: ?(?:-|đến|tới) ?|,? cao nhất(?: từ| khoảng| là|:)* )(?P<hi>\d{1,3}(?:[.,]\d)?))? ?%"
)
_VISIBILITY = regex.compile(
    r"tầm nhìn(?: xa)?[^.;\d]{0,45}?(?P<lo>\d{1,3}(?:\.\d{3}|,\d)?)"
    r"(?: ?(?:-|đến) ?(?P<hi>\d{1,3}(?:\.\d{3}|,\d)?))? ?(?P<unit>km|m)\b"
)


def _sea(line: str) -> str | None:
    match = _SEA.search(line)
    return match[0] if match else None


def _wave(line: str) -> list[float] | None:
    match = _WAVE.search(line)
    span = _span(match, 0, 30) if match else None
    return [float(height) for height in span] if span else None


def _humidity(line: str) -> list[_Number] | None:
    match = _HUMIDITY.search(line)
    return _span(match, 1, 100) if match else None


def _visibility(line: str) -> list[_Number] | None:
    match = _VISIBILITY.search(line)
    if match is None:
        return None
    ends = [match["lo"], match["hi"] or match["lo"]]
    if match["unit"] == "km":
        return [_number(end) for end in ends]
    return [_number(str(float(end.replace(".", "")) / 1000)) for end in ends]
