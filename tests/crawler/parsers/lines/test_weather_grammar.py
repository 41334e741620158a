"""Weather parser: the facts stated by forecast sentences and weather boxes, and no others."""

from __future__ import annotations

import csv
import json
from typing import Any

import lxml.html
import pytest

from crawler.parsers.fields.weather import find_weather
from crawler.parsers.lines.weather_grammar import json_record, read_forecast
from crawler.parsers.page_index import PageIndex
from tests.support.paths import SHARED

SHARED_ROWS = SHARED / "data" / "weather.tsv"
CALM = {"beaufort": [0, 3], "text": "gió nhẹ"}

# One fact a row: (sentence, key, value); None where the key must be absent.
FACTS: list[tuple[str, str, Any]] = [
    ("Trời nhiều mây.", "sky", ["cloudy"]),
    ("Mây thay đổi, trưa chiều hửng nắng.", "sky", ["variable", "sunny"]),
    ("Trời quang mây, nắng cả ngày.", "sky", ["clear", "sunny"]),
    ("Trong cơn dông có thể có lốc, chiều trời nắng.", "sky", ["sunny"]),
    ("Ngày nắng nóng.", "sky", ["hot"]),
    ("Ngày nắng nóng gay gắt, đêm không mưa.", "sky", ["very hot"]),
    ("Có nơi nắng nóng đặc biệt gay gắt.", "sky", ["extremely hot"]),
    ("Nắng nóng gay gắt đến đặc biệt gay gắt.", "sky", ["extremely hot", "very hot"]),
    ("Chiều có mưa rào và dông.", "rain", ["shower", "thunderstorm"]),
    ("Chiều có mưa giông.", "rain", ["thunderstorm"]),
    ("Có mưa, có nơi mưa vừa đến mưa to.", "rain", ["heavy", "moderate", "rain"]),
    ("Có mưa to đến rất to.", "rain", ["very heavy", "heavy"]),
    ("Sáng có mưa nhỏ, mưa phùn.", "rain", ["light", "drizzle"]),
    ("Ít mưa.", "rain", ["light"]),
    ("Đêm không mưa.", "rain", ["none"]),
    ("Đề phòng mưa đá khi đi đường.", "rain", None),
    ("Trong cơn dông có khả năng xảy ra lốc, sét.", "rain", None),
    ("Trong mưa dông đề phòng gió giật mạnh.", "rain", None),
    ("Lượng mưa 30-50mm, có nơi trên 100mm.", "rain", None),
    ("Tầm nhìn xa trên 10km, giảm xuống 2-4km trong mưa bão.", "rain", None),
    ("Xác suất mưa 60%.", "rain", None),
    ("Khả năng mưa 20%.", "rain", None),
    ("Chiều có khả năng mưa to.", "rain", ["heavy"]),
    ("Mưa rào và dông vài nơi.", "extent", ["vài nơi"]),
    ("Mưa dông diện rộng, cục bộ mưa to.", "extent", ["cục bộ", "diện rộng"]),
    ("Rải rác có mưa, có nơi mưa to.", "extent", ["rải rác"]),
    ("Nguy cơ ngập úng cục bộ.", "extent", None),
    ("Trong dông dễ có tố, lốc và mưa đá.", "hazard", ["lốc", "tố", "mưa đá"]),
    ("Vùng núi rét đậm, có nơi rét hại.", "hazard", ["rét hại", "rét đậm"]),
    ("Sáng sớm có sương mù, trời rét.", "hazard", ["sương mù", "rét"]),
    ("Nguy cơ ngập lụt, lũ quét, sạt lở đất.", "hazard", ["ngập", "lũ quét", "sạt lở"]),
    ("Núi cao có băng giá và sương muối.", "hazard", ["băng giá"]),
    ("Đây là yếu tố thuận lợi cho vùng đất sét.", "hazard", None),
    ("Gió đông nam cấp 3.", "wind", {"beaufort": [3, 3], "dir": ["đông nam"]}),
    ("Gió Đông đến Đông Nam cấp 2-3.", "wind", {"beaufort": [2, 3], "dir": ["đông", "đông nam"]}),
    ("Gió tây nam 2-3, ven biển cấp 4.", "wind", {"beaufort": [2, 3], "dir": ["tây nam"]}),
    ("Gió đông 15-20km/h.", "wind", {"dir": ["đông"]}),
    ("Gió bắc - đông bắc cấp 4.", "wind", {"beaufort": [4, 4], "dir": ["bắc", "đông bắc"]}),
    ("Gió tây nam cấp 3, cấp 4.", "wind", {"beaufort": [3, 4], "dir": ["tây nam"]}),
    ("Gió cấp 5, có lúc cấp 6, giật cấp 7.", "wind", {"beaufort": [5, 6]}),
    ("Gió cấp 6, ngày có lúc cấp 7, giật cấp 9.", "wind", {"beaufort": [6, 7]}),
    ("Gió cấp 4 – 5, vùng ven biển cấp 6.", "wind", {"beaufort": [4, 5]}),
    ("Hướng gió: Đông Nam, cấp 2.", "wind", {"beaufort": [2, 2], "dir": ["đông nam"]}),
    ("Gió nhẹ.", "wind", CALM),
    ("Trời nắng, lặng gió.", "wind", {"beaufort": [0, 0], "text": "lặng gió"}),
    ("Gió mùa đông bắc tràn về.", "wind", None),
    ("Cấp độ rủi ro thiên tai do gió mạnh: cấp 2.", "wind", None),
    ("Nguy cơ cháy rừng cấp IV, cấp 5.", "wind", None),
    ("Phía Tây Bắc Bộ có mưa; Đông Nam Bộ nắng.", "wind", None),
    ("Ủy ban cấp tỉnh họp.", "wind", None),
    ("Gió đông nam, Nam Bộ ngày nắng.", "wind", {"dir": ["đông nam"]}),
    ("Gió cấp 25.", "wind", None),
    ("Gió cấp 6, giật cấp 8-9.", "gust", [8, 9]),
    ("Gió giật mạnh cấp 6-7.", "gust", [6, 7]),
    ("Gió cấp 6, giật trên cấp 7.", "gust", [7, 7]),
    ("Biển động rất mạnh.", "sea", "biển động rất mạnh"),
    ("Sóng cao 2m, biển êm./.", "sea", "biển êm"),
    ("Bắc Biển Đông có gió.", "sea", None),
    ("Nhiệt độ thấp nhất 21-24 độ C.", "tmin", [21, 24]),
    ("Nhiệt độ thấp nhất khoảng 20 C.", "tmin", [20, 20]),
    ("Nhiệt độ thấp nhất: 12 – 14oC, vùng núi 9-11oC.", "tmin", [12, 14]),
    ("Nhiệt độ thấp nhất từ -1 đến 2 độ.", "tmin", [-1, 2]),
    ("Độ ẩm thấp nhất 64%.", "tmin", None),
    ("Độ ẩm tương đối thấp nhất 45 - 50%.", "tmin", None),
    ("Nhiệt độ thấp nhất/cao nhất: 24/32 độ C.", "tmax", [32, 32]),
    ("Nhiệt độ thấp nhất 22º, cao nhất 30º.", "tmax", [30, 30]),
    ("Nhiệt độ cao nhất 39-4 0 độ.", "tmax", [39, 40]),
    ("Nhiệt độ cao nhất ngày 15/4 từ 35-37 độ.", "tmax", [35, 37]),
    ("Mực nước cao nhất 2,5m.", "tmax", None),
    ("Độ mặn cao nhất 12 phần nghìn.", "tmax", None),
    ("Cao nhất trong ngày tăng lên 31-33 độ.", "tmax", [31, 33]),
    ("Nhiệt độ cao nhất 75 độ.", "tmax", None),
    ("Thành phố Hồ Chí Minh cao nhất 34 độ.", "tmin", None),
    ("Nhiệt độ cao nhất trong ngày ở khu vực Thành phố Hồ Chí Minh là 34 độ.", "tmax", [34, 34]),
    ("Nhiệt độ từ 25 - 28 0 C.", "temp", [25, 28]),
    ("Nhiệt độ từ 25 - 280C.", "temp", [25, 28]),
    ("Nhiệt độ dao động từ 26,5 đến 28 độ С.", "temp", [26.5, 28]),
    ("Nhiệt độ giảm 3-5 độ.", "temp", None),
    ("Nền nhiệt ở mức 27-30 độ.", "temp", [27, 30]),
    ("Nhiệt độ giảm xuống còn 15-17 độ.", "temp", [15, 17]),
    ("Trời nóng, nhiệt độ cao, phổ biến 34-36 độ.", "temp", [34, 36]),
    ("Nhiệt độ cao, gió cấp 2-3.", "temp", None),
    ("Nhiệt độ lúc 7 giờ là 24 độ.", "temp", [24, 24]),
    ("Thấp nhất 20 độ, có nơi dưới18 độ.", "local", {"<": 18}),
    ("Cao nhất 33 độ, có nơi trên 35 độ.", "local", {">": 35}),
    ("Lượng mưa có nơi trên 40mm.", "local", None),
    ("Độ ẩm từ 63-94%.", "humidity", [63, 94]),
    ("Độ ẩm trung bình: 83%.", "humidity", [83, 83]),
    ("Ẩm độ 75-90%.", "humidity", [75, 90]),
    ("Sóng biển cao 1,5-2,5m.", "wave_m", [1.5, 2.5]),
    ("Sóng cao 2 mét.", "wave_m", [2.0, 2.0]),
    ("Sóng cao trên 3m.", "wave_m", [3.0, 3.0]),
    ("Tầm nhìn xa trên 10km.", "visibility_km", [10, 10]),
    ("Tầm nhìn xa giảm xuống 4-10km trong mưa.", "visibility_km", [4, 10]),
    ("Sương mù, tầm nhìn xa dưới 500m.", "visibility_km", [0.5, 0.5]),
]
NO_FORECAST = [
    "",
    "Hội nghị bàn về chuyển đổi số của các cấp.",
    "Chi bộ có 25 đảng viên, tăng 3 so với năm trước.",
    "Công ty cấp nước tăng áp lực đường ống.",
]


def index_of(source: str) -> PageIndex:
    return PageIndex(lxml.html.document_fromstring(source))


@pytest.mark.parametrize(("sentence", "key", "value"), FACTS)
def test_a_sentence_states_its_fact(sentence: str, key: str, value: object) -> None:
    assert read_forecast(sentence).get(key) == value


@pytest.mark.parametrize("sentence", NO_FORECAST)
def test_a_sentence_without_a_forecast_has_no_facts(sentence: str) -> None:
    assert read_forecast(sentence) == {}


def test_a_whole_forecast_gives_all_its_facts_and_no_others() -> None:
    text = (
        "Mây thay đổi, ngày nắng, chiều tối có mưa rào và dông vài nơi. Gió đông nam cấp 2 - 3. "
        "Trong mưa dông có khả năng xảy ra lốc, sét. Nhiệt độ từ 24 – 33 độ C. Độ ẩm 60-90%."
    )
    assert json_record(text) == {
        "sky": ["variable", "sunny"],
        "rain": ["shower", "thunderstorm"],
        "extent": ["vài nơi"],
        "wind": {"beaufort": [2, 3], "dir": ["đông nam"]},
        "hazard": ["lốc", "sét"],
        "temp": [24, 33],
        "humidity": [60, 90],
    }


def test_capitals_and_decomposed_letters_make_no_difference() -> None:
    assert read_forecast("NHIE\u0302\u0300U MA\u0302Y") == {"sky": ["cloudy"]}


@pytest.mark.skipif(not SHARED_ROWS.exists(), reason="../shared is not beside this checkout")
def test_at_most_five_percent_of_the_shared_facts_are_wrong() -> None:
    with SHARED_ROWS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong, facts = [], 0
    for row in rows:
        expected, found = json.loads(row["expected"]), json_record(row["raw"])
        keys = expected.keys() | found.keys()
        facts += len(keys)
        wrong += [(row["raw"], key) for key in keys if expected.get(key) != found.get(key)]
    assert len(wrong) <= facts * 0.05, wrong


# Boxes.


def page(box: str, body: str = "<p>Vụ này bà con được mùa.</p>") -> PageIndex:
    return index_of(
        f"""<html><body><div id="header"><div class="today">Thứ Hai, 09/01/2023</div></div>
        <div class="left"><h1>Được mùa nghêu</h1><div class="newscontent">{body}</div></div>
        <div class="right">{box}</div></body></html>"""
    )


FORECAST = "Ngày nắng, chiều có mưa rào. Gió tây nam cấp 3."
BOXES = [
    (
        f"""<div class="box"><h3>THÔNG TIN CẦN BIẾT</h3>
        <div class="weather"><p>{FORECAST}</p></div></div>""",
        "THÔNG TIN CẦN BIẾT",
        FORECAST,
    ),
    (
        f"""<table><tr><td><b>Thời tiết</b></td></tr><tr><td>{FORECAST}</td></tr></table>""",
        "Thời tiết",
        FORECAST,
    ),
    (
        f"""<div class="zone"><div class="zone__header"><h3>Dự báo thời tiết</h3></div>
        <div><select><option>Bạc Liêu</option></select><p>{FORECAST}</p></div></div>""",
        "Dự báo thời tiết",
        FORECAST,
    ),
    (
        """<div class="zone"><h3>Thời tiết</h3><div class="weather__today">
        <time>Thứ ba, 03/05/2016</time><div class="weather__temp">29°C</div>
        <div class="weather__desc">Mây thay đổi</div></div><ul class="weather__listing">
        <li>04/05/2016 26°C - 33°C</li></ul></div>""",
        "Thời tiết",
        "Thứ ba, 03/05/2016 29°C Mây thay đổi 04/05/2016 26°C - 33°C",
    ),
    (f"""<div id="divThoiTiet"><p>{FORECAST}</p></div>""", None, FORECAST),
    (
        f"""<div class="tien-ich"><h4>Thông tin cần biết</h4><p>{FORECAST}</p>
        <p>Giá vàng SJC: mua vào 36,5 triệu đồng</p></div>""",
        "Thông tin cần biết",
        FORECAST,
    ),
]
EMPTY = [
    """<div class="weather" id="header-weather"></div>""",
    """<div class="box"><h3>Thời tiết</h3><script>loadWeather()</script></div>""",
    """<div class="thoitiet"><select><option>Bạc Liêu</option></select><img src="m.png"></div>""",
]
NO_BOX = [
    "",
    """<ul><li><a href="/thoi-tiet">Thời tiết</a></li>
    <li><a href="/the-thao">Thể thao</a></li></ul>""",
    """<div class="zone"><h3>Thời tiết</h3><a href="/mien-bac-ret-12.html">Miền Bắc rét đậm từ
    đêm mai, có nơi dưới 10 độ C</a></div>""",
    """<style>.weather {color: red}</style>""",
]


@pytest.mark.parametrize(("box", "heading", "text"), BOXES)
def test_a_box_gives_heading_text_and_facts(box: str, heading: str | None, text: str) -> None:
    found = find_weather(page(box))
    assert found is not None
    assert (found.weather.heading, found.weather.text) == (heading, text)
    assert found.weather.facts


@pytest.mark.parametrize(("box", "heading", "text"), BOXES)
def test_the_element_of_a_box_contains_its_heading_and_no_article_text(
    box: str, heading: str | None, text: str
) -> None:
    found = find_weather(page(box))
    assert found is not None
    inside = " ".join(found.element.text_content().split())
    assert (heading or "") in inside
    assert "được mùa" not in inside


@pytest.mark.parametrize("box", EMPTY)
def test_a_box_filled_by_script_is_not_a_weather_box(box: str) -> None:
    assert find_weather(page(box)) is None


@pytest.mark.parametrize("box", NO_BOX)
def test_links_and_stories_about_the_weather_are_not_boxes(box: str) -> None:
    assert find_weather(page(box)) is None


def test_an_article_about_the_weather_is_not_a_box() -> None:
    body = f"<h3>Thời tiết</h3><p>{FORECAST}</p><p>Nhiệt độ thấp nhất 24 độ C.</p>"
    assert find_weather(page("", body)) is None


def test_a_temperature_without_a_label_is_a_fact_of_a_box() -> None:
    found = find_weather(page("<div class='weather'>Bạc Liêu 26°C - 33°C</div>"))
    assert found is not None
    assert found.weather.facts == {"temp": [26, 33]}


def test_a_deeply_nested_page_raises_no_error() -> None:
    deep = "<div>" * 400 + f"<h3>Thời tiết</h3><p>{FORECAST}</p>" + "</div>" * 400
    found = find_weather(index_of(deep))
    assert found is None or found.weather.text == FORECAST
