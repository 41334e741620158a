"""Vietnamese prose, and a page of it."""

from __future__ import annotations

PROSE = (
    "Sáng nay, bà con xã Vĩnh Hậu ra đồng từ rất sớm để kịp thu hoạch lúa trước cơn bão. "
    "Nước lũ ở thượng nguồn đổ về nhanh hơn mọi năm, nhiều tuyến đê bao phải gia cố khẩn cấp. "
    "Ông Nguyễn Văn Tám cho biết giá lúa tươi giữ mức bảy nghìn đồng mỗi ký, thương lái đặt cọc "
    "trước nửa tháng. Ủy ban nhân dân huyện đã cử cán bộ kỹ thuật xuống từng ấp, hỗ trợ người dân "
    "vận chuyển và sấy khô. Học sinh vùng trũng được nghỉ học đến hết tuần; các trường sẽ dạy bù. "
)


def page(body: str = PROSE, head: str = "") -> str:
    return f"<html><head>{head}<title>Tin</title></head><body><p>{body}</p></body></html>"
