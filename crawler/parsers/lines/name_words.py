"""Word lists for recognising people's names: surnames, given names, places, everyday words.

They cover Kinh names and those of the peoples of the highlands and the south. Everyday word pairs
are listed if both syllables also occur in names ("bình luận": comment).
"""

from __future__ import annotations


def split_phrases(block: str) -> frozenset[str]:
    """Split a block of text at vertical bars and line breaks."""
    return frozenset(filter(None, map(str.strip, block.replace("\n", "|").split("|"))))


# Surnames that rarely start a heading.
SURNAMES = frozenset(
    """
        nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ ngô dương lý trịnh đinh
        trương lâm phùng tạ chu châu quách khổng nghiêm doãn vương tống tôn đàm hứa khuất
        nhữ uông viên thạch danh sầm giàng vàng sùng thào hạng cứ tráng lầu lò quàng cà tòng
        lường vi lự bế nông hầu ma nịnh chảo tẩn phàn phượng rmah rơ siu ksor nay kpă rcom
        hồ lư lều ung vưu trầm voòng tằng lỷ moong xeo vừ hờ pờ khoàng chẻo điêu mào lèo giản sái
        đái trượng đàng néang chau rah rơ kpuih kapă ka krajan cil liêng lơ ndong alăng bhling
        bhnướch zơrâm arất coor pơloong tơngôl lỳ lù thò chang cháng hảng sồng xồng chá thích rahlan
        puih
        """.split()
)
# Surnames that are everyday words too: the following words must look like a name.
AMBIGUOUS_SURNAMES = frozenset(
    """
        mai cao hà tô lưu lương tăng từ thái văn đào đoàn đồng kim kiều la lã lại mạc mã
        ninh thân quản tiêu bạch triệu hàn giáp âu ông đới điền cung cù diệp diêm đăng đậu
        đồ đổng khúc lục lữ lỗ mạnh mẫn ngụy nhan nhâm ninh phí phó quan quế sử thẩm thi
        thiều tiết trang trà triều trưng vạn xa yên ứng an ấu bành cấn chử giang hình khiếu
        khuông liêu tào tòng cư lô lang bá ôn chế cổ sơn kiên cam lạc thông
        """.split()
)
# Syllables of given and middle names, with both conventions of tone placement (hoà, hòa).
GIVEN_NAMES = frozenset(
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
    khoát lạc lạng đính đỉnh đỗ đối đợi trưng phục thỏa thoả toại viết xinh ẩn báu bền chấn chước
    chuẩn chuyển cử đảm đằng đắc đóa đoá gái giỏi hoằng hoạch hớn lài mật miêu muội nết ngãi ngạn
    ngần niên ơn pháp phổ quới sắc soạn tặng tầm thẩm tích tịch tiêm trạch tráng trạng trọn tuy
    ước ưng vượt xoàn lynh mừng cầm thương phỉ khiển ngộ ngoãn duật ny
    chiêu chiểu chưởng di duyệt duệ hán hạo huynh liệt siêu thiệu tất tiểu tuyển vu võ cam dao diên
    dã giáng họa hoạ khúc kiết mi my nhan thêu túy tuý tùy tuỳ ty ấu đơn
    """.split()
)
# Everyday word pairs whose syllables also occur in names.
COMMON_PAIRS = split_phrases(
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
    cùng chuyên mục|trang chủ|hà nội mới|hiện thực|thực trạng|giải pháp|mục tiêu|kỳ cuối
    an cư|an tâm|ánh sáng|ân cần|bản lĩnh|bản quyền|bản sắc|bản tin|bảo đảm|bảo dưỡng|bảo tồn
    bình đẳng|bình luận|bình quân|bình thường|bối cảnh|ca nhạc|cảnh báo|cao điểm|cần thiết
    chân dung|chân trời|chí hướng|chiến công|chiến dịch|chiến lược|chiến sĩ|chính nghĩa
    chính quyền|chính thức|chung sức|chung tay|chuyên cần|chuyên gia|chuyên môn|chuyên mục
    chuyên nghiệp|chuyên trang|chuyên viên|chương trình|chức năng|chức vụ|công bố|công chức
    công cụ|công dân|công khai|công lao|công luận|công sở|công thương|công trường|công văn
    công viên|công việc|công vụ|danh hiệu|danh nhân|danh sách|dân ca|dân chủ|dân cư|dân quân
    dân sinh|dân số|dân tộc|dân trí|dân vận|dân ý|di sản|di tích|diễn biến|diễn đàn|diễn đạt
    diễn văn|diễn viên|diện mạo|dinh dưỡng|dịch vụ|doanh nghiệp|doanh nhân|doanh thu|duyên hải
    dũng cảm|dư luận|đa dạng|đại diện|đạo đức|đạo diễn|đạo lý|đăng ký|đặc sản|đề án|đề cương
    đề nghị|đề tài|điểm sáng|điển hình|điều kiện|định hướng|định cư|đoàn kết|đoàn thể|đô thị
    đối diện|đối thoại|đối tượng|đồng bào|đồng bằng|đồng chí|đồng hành|đồng lòng|đồng ý|đột phá
    động lực|đời sống|gia cảnh|gia tăng|gia truyền|giao dịch|giao lưu|giá trị|giải thưởng|hạn chế
    hải quân|hào khí|hành động|hạnh kiểm|hậu cần|hậu phương|hiến chương|hiến kế|hiến pháp
    hiện trạng|hiệp định|hiệu lực|hiệu quả|hiệu trưởng|hiếu học|hình ảnh|hình thức|hòa giải
    hoà giải|hòa nhập|hoà nhập|hoàn cảnh|hoàn thành|hoàn thiện|hội nhập|hội thảo|hội thi
    hợp đồng|hợp lực|hợp tác|huy chương|huy động|huy hiệu|huyền thoại|hưởng ứng|hướng đi
    hướng nghiệp|kế hoạch|kế thừa|kế toán|khai mạc|khai thác|khả năng|khánh thành|khen thưởng
    khiếu nại|khó khăn|khởi công|khởi nghĩa|khởi sắc|khởi tố|khuyến học|khuyến mãi|khuyến nghị
    khuyến nông|kiên nhẫn|kiên trì|kiến nghị|kiến thức|kinh doanh|kinh nghiệm|kinh phí|kính gửi
    kỉ luật|kỉ niệm|kỷ cương|kỷ luật|kỷ niệm|lạc hậu|lạc nghiệp|lạc quan|lan tỏa|lan toả|lãnh đạo
    lâm nghiệp|lập nghiệp|lễ nghi|lịch sử|liên doanh|liên đoàn|liên hiệp|liên kết|liêm chính
    linh hoạt|lòng dân|lợi ích|lợi nhuận|lợi thế|luân chuyển|luật lệ|lực lượng|lương tâm
    lưu niệm|lưu ý|minh bạch|minh chứng|mỹ phẩm|mỹ thuật|năng động|năng lực|năng suất|nghệ nhân
    nghệ sĩ|nghệ thuật|nghĩa tình|nghĩa vụ|nghị lực|nghị quyết|nghiêm minh|nghiêm túc|nghiên cứu
    nguồn lực|nguồn vốn|nguyên nhân|nguyên tắc|nguyên liệu|nguyện vọng|ngư dân|ngư nghiệp
    ngư trường|nhân ái|nhân chứng|nhân đạo|nhân lực|nhân rộng|nhân sự|nhân tài|nhân tố|nhân vật
    nhận diện|nhận định|nhận thức|nhật ký|nhiệm kỳ|nhiệm vụ|nhịp sống|niềm tin|phát biểu
    phát hiện|phát huy|phát thanh|phân công|phân tích|phẩm chất|phong cách|phong tục|phòng ngừa
    phối hợp|phúc lợi|phương án|phương châm|phương hướng|phương tiện|quan điểm|quan hệ
    quan trọng|quảng bá|quảng cáo|quân chủng|quân dân|quân khu|quân nhân|quần chúng|quốc dân
    quốc gia|quốc lộ|quy định|quy hoạch|quy trình|quyền lợi|quyền lực|sinh hoạt|sinh kế
    sinh thái|sự kiện|sự thật|sức dân|sức sống|tài chính|tài liệu|tài năng|tài nguyên|tài sản
    tập quán|tập trung|tâm huyết|tâm lý|tâm sự|tâm tình|tâm tư|tân binh|tấm gương|tấn công
    tận tâm|thách thức|thái độ|thành lập|thành quả|thành tựu|thành thị|thanh toán|thanh tra
    thảo luận|thắng lợi|thân nhân|thân thiện|thẩm quyền|thế hệ|thế mạnh|thể chế|thể lệ|thể lực
    thi công|thi hành|thị trường|thị trấn|thiên nhiên|thiết kế|thiết lập|thiết thực|thiện nguyện
    thông điệp|thông minh|thông tấn|thông thường|thống kê|thống nhất|thời cơ|thu chi|thu hút
    thu nhập|thuận tiện|thủ công|thủ đô|thủ tục|thủ trưởng|thuyết minh|thuyết trình|thư ngỏ
    thư viện|thư tín|thực phẩm|thực tế|thực thi|thương binh|thương hiệu|thương nghiệp|thương yêu
    thương lượng|thường trực|thường vụ|thường xuyên|tiêu chí|tiêu dùng|tiêu thụ|tiểu sử|tiềm năng
    tiên tiến|tiến bộ|tiến công|tiến trình|tiền đề|tiền tệ|tiếp cận|tiếp nối|tiếp sức|tiếp thị
    tiếp thu|tín dụng|tín nhiệm|tinh giản|tinh gọn|tinh hoa|tình cảm|tình nghĩa|tình nguyện
    tình thương|tình yêu|toàn dân|toàn diện|tổ chức|tổng kết|tôn giáo|tôn trọng|tôn vinh
    trách nhiệm|trang trọng|tri ân|tri thức|trí thức|trí tuệ|triển khai|triển lãm|triển vọng
    trọng dụng|trọng tài|trọng tâm|trung bình|trưng bày|truyền hình|truyền nghề|truyền thanh
    truyền thống|truyền thuyết|trưởng thành|trường hợp|trường lớp|tự chủ|tự giác|tự lực|tự nguyện
    tự nhiên|tự phát|tự quản|tưởng niệm|tuyên dương|tuyên huấn|tuyên ngôn|tuyên truyền|tuyển sinh
    từ thiện|tương lai|uy tín|ưu điểm|ưu tiên|ứng phó|ứng viên|văn bản|văn chương|văn học|văn kiện
    văn phòng|văn thư|vận động|vận hành|vệ sinh|viên chức|viễn thông|việc làm|việt kiều|vinh danh
    vinh dự|vị thế|vị trí|vui khỏe|vũ trang|xuất bản|xuất khẩu|yêu cầu|yêu thương|ý chí|ý định
    ý thức|ý tưởng|biên bản|biên cương|đầu tư|phúc đáp|gương sáng|đính chính|trả lời|bế mạc
    tuyến đường|di cư|di dân|siêu thị|tiểu thuyết|tiểu thương|tuyển quân|tất niên|thứ trưởng
    vụ trưởng|trưởng ban|trưởng đoàn|tin vui|tin buồn|cảm tạ|chia buồn
    """
)
PLACES = split_phrases(
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
    giá rai|đông hải|phước long|hồng dân|vĩnh lợi|ninh kiều|thừa thiên|thừa thiên – huế|vị thanh
    ngã bảy|tân an|dĩ an|đồng xoài|chơn thành|gia nghĩa|an khê|bảo lộc|cam ranh|sầm sơn|bỉm sơn
    nghi sơn|móng cái|cẩm phả|uông bí|sông công|phổ yên|mường lay|phúc yên|việt bắc|liên xô
    bắc mỹ|nam mỹ|trung đông|bắc phi|nam phi|đông âu|tây âu|thái bình dương|ấn độ dương|ba lan
    thụy sĩ|thụy điển|đan mạch|phần lan|hy lạp|thổ nhĩ kỳ|ả rập saudi|liên hợp quốc|đông nam bộ
    vịnh bắc bộ|nam trung bộ|bắc trung bộ|đồng bằng sông cửu long|tp.hcm|tp. hồ chí minh
    tp hồ chí minh|thành phố hồ chí minh|tp. cần thơ|tp. bạc liêu
    """
)
# First words that exclude a name: offices, kinds of places and works, labels of images and news.
OFFICE_WORDS = frozenset(
    """
        báo đài đảng tỉnh thành uỷ ủy ban bộ sở cục vụ viện phòng hội trường công ty tập
        đoàn ngân hàng trung tâm bệnh nhà hãng kênh tạp cổng trang toà tòa liên huyện xã
        quận phường ubnd hđnd tp tx tt
    """.split()
)
NON_NAME_FIRST_WORDS = frozenset(
    """
        ấp khóm thôn buôn làng chùa đền miếu chợ đường phố ngõ cảng đảo núi khu ảnh video clip tin
        bài theo nguồn hình photo xem đọc phần mục ngày tháng chiều tối đêm những các một này và với
        của cho khi để trên dưới trong ngoài tại đến người đời sống ngành nghề giải cuộc vùng miền
        nước quê chuyện sách phim lời không có đã vẫn hãy đừng càng nhiều mọi mỗi nếu cầu kênh rạch
        biển bãi
    """.split()
)
# Forms of address: before a surname they start a caption ("Ông Nguyễn Văn A"), not a signature.
FORMS_OF_ADDRESS = frozenset("ông bà bác chị cụ chú dì thầy mợ thím".split())
AMBIGUOUS_FORMS_OF_ADDRESS = frozenset("anh em cô cậu".split())  # also occur in names: "Anh Vũ"
