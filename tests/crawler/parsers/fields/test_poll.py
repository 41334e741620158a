"""Reader polls: question, options and results, and boxes that only look like a poll."""

from __future__ import annotations

import lxml.html
import pytest

from archive.model import Poll, PollOption
from crawler.parsers.fields.poll import find_poll
from crawler.parsers.page_index import PageIndex


def index_of(source: str) -> PageIndex:
    return PageIndex(lxml.html.document_fromstring(source))


def page(box: str) -> PageIndex:
    return index_of(
        f"""<html><body><div id="header"><form action="/tim-kiem"><input type="text" name="q">
        <input type="submit" value="Tìm kiếm"></form></div>
        <div id="main"><div class="newscontent"><h1>Mở rộng vùng nuôi nghêu ven biển</h1>
        <p>Vụ này bà con được mùa, giá bán lại cao hơn năm trước nên ai cũng phấn khởi.</p></div>
        <div class="right">{box}</div></div></body></html>"""
    )


def options(*labels: str) -> tuple[PollOption, ...]:
    return tuple(PollOption(label) for label in labels)


NUKEVIET = """<div class="panel"><div class="panel-heading">Thăm dò ý kiến</div><div
class="panel-body">
<form action=""><h4>Bạn thích đọc báo in hay báo điện tử?</h4><fieldset>
<div class="radio"><label><input type="radio" name="option" value="7"> Báo in</label></div>
<div class="radio"><label><input type="radio" name="option" value="8"> Báo điện tử</label></div>
<div class="clearfix"><input type="button" value="Bình chọn" onclick="nv_sendvoting(this.form,
'2')">
<input type="button" value="Kết quả" onclick="nv_sendvoting(this.form, '2', 0)"></div>
</fieldset></form></div></div>"""
NUKEVIET_SEVERAL = """<form action=""><h4>Theo bạn, chợ đêm cần thêm gì?</h4><fieldset>
<div class="checkbox"><label><input type="checkbox" name="option[]" value="1"> Chỗ để
xe</label></div>
<div class="checkbox"><label><input type="checkbox" name="option[]" value="2"> Hàng ăn</label></div>
<div class="checkbox"><label><input type="checkbox" name="option[]" value="3"> Sân
khấu</label></div>
<input type="button" value="Bình chọn"><input type="button" value="Kết quả"></fieldset></form>"""
ASP_NET = """<div class="khung"><div class="tieude">Khảo sát</div>
<span id="ctl00_lblCauHoi">Đường hoa xuân năm nay đẹp hơn năm ngoái?</span>
<table id="ctl00_rblTraLoi"><tr><td><input id="ctl00_rblTraLoi_0" type="radio"
name="ctl00$rblTraLoi" value="31"><label for="ctl00_rblTraLoi_0">Đẹp hơn</label></td></tr>
<tr><td><input id="ctl00_rblTraLoi_1" type="radio" name="ctl00$rblTraLoi" value="32">
<label for="ctl00_rblTraLoi_1">Như nhau</label></td></tr></table>
<input type="submit" name="ctl00$btnChon" value="Chọn"></div>"""
ASP_NET_SEVERAL = """<div><b>THĂM DÒ Ý KIẾN</b><div>Bạn thường đọc mục nào trên báo?</div>
<table><tr><td><input id="c_0" type="checkbox" name="ctl00$cbl$0"><label for="c_0">Thời
sự</label></td>
<td><input id="c_1" type="checkbox" name="ctl00$cbl$1"><label for="c_1">Văn nghệ</label></td></tr>
</table></div>"""
EPI = """<section class="article-poll"><div class="poll-topic">
<h3 class="question">Có nên cấm xe tải qua phố giờ cao điểm?</h3><div class="answer">
<label class="radio-inline"><input type="radio" value="1">Nên</label>
<label class="radio-inline"><input type="radio" value="2">Không nên</label></div></div>
<div class="poll-topic"><h3 class="question">Ý kiến khác của bạn</h3>
<div class="answer"><textarea>Viết ở đây</textarea></div></div></section>"""
BARE_INPUTS = """<div class="box"><h3>Bình chọn</h3><form><strong>Bạn đi chợ nổi mấy
lần?</strong><br>
<input type="radio" name="chon" value="a"> Chưa lần nào<br>
<input type="radio" name="chon" value="b"> Một lần<br>
<input type="radio" name="chon" value="c"> Nhiều lần<br>
<input type="submit" value="Biểu quyết"></form></div>"""
WITHOUT_FORM = """<div class="vote-box"><p class="title">Trưng cầu ý kiến</p>
<p>Tên nào hợp với cây cầu mới?</p><ul><li>Cầu Hương Tràm</li><li>Cầu Giồng Nhãn</li></ul>
<a href="#">Lựa chọn</a> <a href="#">Xem kết quả</a></div>"""
WITHOUT_OPTIONS = """<div class="box poll"><h3>thăm dò ý kiến</h3>
<p class="question">Theo bạn, mùa này nên đi đâu?</p></div>"""
RESULTS = """<div class="box"><h3>Kết quả</h3><h4>Thăm dò ý kiến</h4>
<p>Bạn hài lòng với xe buýt của tỉnh không?</p>
<ul><li>Rất hài lòng: 1.234 phiếu (61,7%)</li><li>Hài lòng: 566 phiếu (28.3%)</li>
<li>Chưa hài lòng - 200 phiếu (10%)</li></ul><p>Tổng số: 2.000 phiếu</p></div>"""
BARS = """<div id="tham-do"><h3>Thăm dò ý kiến</h3><p>Bạn có đọc báo buổi sáng không?</p>
<div>Có</div><div class="progress"><div class="progress-bar" aria-valuenow="75"
style="width: 75%"></div></div><div>Không</div><div class="progress">
<div class="progress-bar" aria-valuenow="25" style="width: 25%"></div></div>
<div>Tổng cộng: 40 lượt - Tính từ: 01/02/2016</div></div>"""
FORM_WITH_RESULTS = """<form class="poll"><h3>Bình chọn</h3><p>Bạn chọn món nào cho tiệc tất
niên?</p>
<p><label><input type="radio" name="v" value="1"> Lẩu mắm (45%)</label></p>
<p><label><input type="radio" name="v" value="2"> Bánh xèo (55%)</label></p></form>"""
LABEL_CELLS = """<table><tr><td colspan="2"><b>Bình chọn</b></td></tr>
<tr><td colspan="2">Đội nào sẽ vô địch giải bóng chuyền tỉnh?</td></tr>
<tr><td><input type="radio" name="d" value="1"></td><td>Giá Rai</td></tr>
<tr><td><input type="radio" name="d" value="2"></td><td>Đông Hải</td></tr></table>"""
NAMES_IN_LINKS = """<div class="khao-sat"><span>KHẢO SÁT</span><p>Bạn muốn báo mở thêm chuyên mục
nào?</p>
<label><input type="radio" name="k"><a href="javascript:;">Nhà nông</a></label>
<label><input type="radio" name="k"><a href="javascript:;">Học đường</a></label></div>"""

POLLS = [
    (NUKEVIET, "Bạn thích đọc báo in hay báo điện tử?", options("Báo in", "Báo điện tử")),
    (
        NUKEVIET_SEVERAL,
        "Theo bạn, chợ đêm cần thêm gì?",
        options("Chỗ để xe", "Hàng ăn", "Sân khấu"),
    ),
    (ASP_NET, "Đường hoa xuân năm nay đẹp hơn năm ngoái?", options("Đẹp hơn", "Như nhau")),
    (ASP_NET_SEVERAL, "Bạn thường đọc mục nào trên báo?", options("Thời sự", "Văn nghệ")),
    (EPI, "Có nên cấm xe tải qua phố giờ cao điểm?", options("Nên", "Không nên")),
    (BARE_INPUTS, "Bạn đi chợ nổi mấy lần?", options("Chưa lần nào", "Một lần", "Nhiều lần")),
    (WITHOUT_FORM, "Tên nào hợp với cây cầu mới?", options("Cầu Hương Tràm", "Cầu Giồng Nhãn")),
    (WITHOUT_OPTIONS, "Theo bạn, mùa này nên đi đâu?", ()),
    (
        RESULTS,
        "Bạn hài lòng với xe buýt của tỉnh không?",
        (
            PollOption("Rất hài lòng", 1234, 61.7),
            PollOption("Hài lòng", 566, 28.3),
            PollOption("Chưa hài lòng", 200, 10.0),
        ),
    ),
    (
        BARS,
        "Bạn có đọc báo buổi sáng không?",
        (PollOption("Có", None, 75.0), PollOption("Không", None, 25.0)),
    ),
    (
        FORM_WITH_RESULTS,
        "Bạn chọn món nào cho tiệc tất niên?",
        (PollOption("Lẩu mắm", None, 45.0), PollOption("Bánh xèo", None, 55.0)),
    ),
    (LABEL_CELLS, "Đội nào sẽ vô địch giải bóng chuyền tỉnh?", options("Giá Rai", "Đông Hải")),
    (NAMES_IN_LINKS, "Bạn muốn báo mở thêm chuyên mục nào?", options("Nhà nông", "Học đường")),
]

STAR_RATING = """<div class="vote-star"><p>Bạn đánh giá bài này thế nào?</p><form>
<input type="radio" name="r" value="1"><label>1</label><input type="radio" name="r" value="2">
<label>2</label><input type="radio" name="r" value="3"><label>3</label></form></div>"""
KEYBOARD = """<div>Bộ gõ: <input type="radio" name="kieu" value="0"> Tắt
<input type="radio" name="kieu" value="1"> Telex <input type="radio" name="kieu" value="2">
VNI</div>"""
SEARCH = """<form action="/tim-kiem"><p>Tìm trong:</p><input type="text" name="tukhoa">
<label><input type="radio" name="o" value="1"> Tiêu đề</label>
<label><input type="radio" name="o" value="2"> Nội dung</label></form>"""
COMMENT = """<form><p>Xưng hô của bạn?</p><label><input type="radio" name="x"> Anh</label>
<label><input type="radio" name="x"> Chị</label><textarea name="noidung"></textarea></form>"""
MENU = """<ul class="menu"><li><a href="/khao-sat">Khảo sát</a></li>
<li><a href="/binh-chon">Bình chọn</a></li><li><a href="/rao-vat">Rao vặt</a></li></ul>"""
SECTION_LIST = """<div><h3>Khảo sát</h3><a href="/a-1.html">Vì sao giá lúa giảm mạnh đầu vụ?</a>
<a href="/a-2.html">Nông dân trồng gì sau mùa hạn mặn này?</a></div>"""
LONE_BOX = (
    """<form><p>Nhớ mật khẩu?</p><label><input type="checkbox" name="g"> Ghi nhớ</label></form>"""
)
HEADING_ONLY = """<div class="box poll"><h3>Thăm dò ý kiến</h3><script>load()</script></div>"""

NOT_POLLS = [STAR_RATING, KEYBOARD, SEARCH, COMMENT, MENU, SECTION_LIST, LONE_BOX, HEADING_ONLY, ""]


@pytest.mark.parametrize(("box", "question", "answers"), POLLS)
def test_a_poll_has_its_question_and_options(
    box: str, question: str, answers: tuple[PollOption, ...]
) -> None:
    found = find_poll(page(box))
    assert found is not None
    assert found.poll == Poll(question, answers)


@pytest.mark.parametrize(("box", "question", "answers"), POLLS)
def test_the_element_of_a_poll_contains_all_of_it_and_no_article_text(
    box: str, question: str, answers: tuple[PollOption, ...]
) -> None:
    found = find_poll(page(box))
    assert found is not None
    text = " ".join(found.element.text_content().split())
    assert question in text
    assert all(answer.label in text for answer in answers)
    assert "phấn khởi" not in text


@pytest.mark.parametrize("box", NOT_POLLS)
def test_boxes_that_only_look_like_a_poll_are_not_polls(box: str) -> None:
    assert find_poll(page(box)) is None


def test_the_heading_belongs_to_the_element_of_the_poll() -> None:
    for box in (NUKEVIET, BARE_INPUTS, WITHOUT_OPTIONS, ASP_NET):
        found = find_poll(page(box))
        assert found is not None
        title = found.element.text_content().lower()
        assert any(word in title for word in ("thăm dò", "bình chọn", "khảo sát"))


def test_a_subheading_of_an_article_is_not_a_poll() -> None:
    root = index_of(
        "<div class='newscontent'><h1>Lấy ý kiến dân</h1><p><b>Khảo sát</b></p>"
        "<p>Vì sao người dân còn ngại đi xe buýt?</p></div>"
    )
    assert find_poll(root) is None


def test_a_deeply_nested_page_raises_no_error() -> None:
    deep = "<div>" * 400 + "<h3>Bình chọn</h3><p>Bạn chọn ai?</p>" + "</div>" * 400
    found = find_poll(index_of(deep))
    assert found is None or found.poll.question == "Bạn chọn ai?"
