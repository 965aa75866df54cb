"""What the demo meeting is about: its frame, seven items with sub-items, the papers on them, four motions.

Plain data. Item keys are the numbers that the agenda will give them ("5.2"); paper keys name files in `papers/`.
"""

import msgspec

TITLE = "Phiên họp thường kỳ tháng 11 năm 2026"
NUMBER = "Phiên thứ 11"
PLACE = "Phòng họp số 1, Trụ sở UBND tỉnh"
MINUTES = 200
OFFSET = 420
"""Minutes east of UTC: Việt Nam keeps one time all year."""

PARENT_UNIT = ""
LOCALITY = "Lam Giang"
NOTATION = "UBND"
QUORUM = "ubnd-quorum"
RULE = "ubnd-session"


class PaperOf(msgspec.Struct, frozen=True):
    """A paper on an item. `versions` are keys of files, oldest first; the last one lies on the table."""

    title: str
    versions: tuple[str, ...]


class Item(msgspec.Struct, frozen=True):
    """An item. `presenter` is a key of the cast. A parent's minutes are the sum of its sub-items'."""

    key: str
    title: str
    minutes: int
    presenter: str | None = None
    papers: tuple[PaperOf, ...] = ()
    motion: str = ""
    items: tuple["Item", ...] = ()


ITEMS: tuple[Item, ...] = (
    Item(
        "1",
        "Khai mạc, điểm danh và thông qua chương trình phiên họp",
        10,
        papers=(PaperOf("Chương trình phiên họp thường kỳ tháng 11", ("chuong-trinh",)),),
    ),
    Item(
        "2",
        "Báo cáo tình hình phát triển kinh tế - xã hội, quốc phòng - an ninh tháng 11; "
        "nhiệm vụ trọng tâm tháng 12 năm 2026",
        60,
        presenter="tuan.bv",
        papers=(
            PaperOf("Báo cáo số 486/BC-STC về tình hình kinh tế - xã hội tháng 11", ("bao-cao-kinh-te",)),
            PaperOf("Báo cáo tình hình quốc phòng - an ninh tháng 11", ("bao-cao-quoc-phong",)),
            PaperOf("Phụ lục số liệu: các chỉ tiêu chủ yếu 11 tháng", ("phu-luc-chi-tieu",)),
        ),
    ),
    Item(
        "3",
        "Thông qua dự thảo Nghị quyết của HĐND tỉnh quy định về phòng họp không giấy tờ và chữ ký số "
        "trong cơ quan nhà nước trên địa bàn tỉnh, giai đoạn 2027–2030",
        40,
        presenter="khai.vd",
        papers=(
            PaperOf("Tờ trình số 214/TTr-SKHCN về việc ban hành Nghị quyết", ("to-trinh-214",)),
            PaperOf(
                "Dự thảo Nghị quyết và Quy định kèm theo",
                ("du-thao-nghi-quyet-1", "du-thao-nghi-quyet-2", "du-thao-nghi-quyet"),
            ),
            PaperOf("Báo cáo thẩm định của Sở Tư pháp", ("bao-cao-tham-dinh",)),
        ),
        motion="Thông qua dự thảo Nghị quyết của HĐND tỉnh quy định về phòng họp không giấy tờ và chữ ký số "
        "trong cơ quan nhà nước trên địa bàn tỉnh, giai đoạn 2027–2030",
    ),
    Item(
        "4",
        "Dự thảo Quyết định ban hành Quy chế tiếp nhận, xử lý, phát hành và quản lý văn bản điện tử có chữ ký số",
        30,
        presenter="van.mth",
        papers=(
            PaperOf("Tờ trình số 97/TTr-VP về việc ban hành Quy chế", ("to-trinh-97",)),
            PaperOf("Dự thảo Quyết định và Quy chế kèm theo", ("du-thao-quyet-dinh",)),
        ),
        motion="Thông qua dự thảo Quyết định ban hành Quy chế tiếp nhận, xử lý, phát hành và quản lý "
        "văn bản điện tử có chữ ký số",
    ),
    Item(
        "5",
        "Phương án sắp xếp, xử lý trụ sở, tài sản công dôi dư sau sắp xếp đơn vị hành chính cấp xã",
        25,
        presenter="tuan.bv",
        items=(
            Item(
                "5.1",
                "Danh mục và phương án tổng thể sắp xếp, xử lý các cơ sở nhà, đất",
                15,
                presenter="tuan.bv",
                papers=(
                    PaperOf("Tờ trình số 512/TTr-STC về phương án sắp xếp trụ sở", ("to-trinh-512",)),
                    PaperOf("Phụ lục: Danh mục cơ sở nhà, đất dôi dư", ("danh-muc-nha-dat",)),
                ),
            ),
            Item(
                "5.2",
                "Chuyển đổi công năng trụ sở cũ tại xã Phú Lâm thành trạm y tế và nhà văn hóa",
                10,
                presenter="thao.dtp",
                papers=(
                    PaperOf("Công văn số 328/UBND-KT của UBND xã Phú Lâm (bản quét)", ("cong-van-328",)),
                    PaperOf("Ý kiến của Sở Y tế về nhu cầu sử dụng trụ sở", ("y-kien-so-y-te",)),
                ),
                motion="Thống nhất chuyển đổi công năng trụ sở cũ của UBND xã Phú Lâm thành trạm y tế và nhà văn hóa, "
                "không đưa vào danh mục bán đấu giá",
            ),
        ),
    ),
    Item(
        "6",
        "Điều chỉnh cục bộ quy hoạch chi tiết tỷ lệ 1/500 khu phía Đông, phường Lam Sơn",
        25,
        presenter="truong.nx",
        items=(
            Item(
                "6.1",
                "Nội dung điều chỉnh cục bộ quy hoạch chi tiết tỷ lệ 1/500",
                15,
                presenter="truong.nx",
                papers=(
                    PaperOf("Tờ trình số 341/TTr-SXD về điều chỉnh quy hoạch", ("to-trinh-341",)),
                    PaperOf("Bản đồ quy hoạch tổng mặt bằng sử dụng đất 1/500", ("ban-do-quy-hoach",)),
                ),
            ),
            Item(
                "6.2",
                "Kết quả lấy ý kiến cộng đồng dân cư và phương án tiếp thu",
                10,
                presenter="truong.nx",
                papers=(PaperOf("Báo cáo tổng hợp ý kiến cộng đồng dân cư", ("bao-cao-lay-y-kien",)),),
                motion="Thống nhất trình phê duyệt điều chỉnh cục bộ quy hoạch chi tiết tỷ lệ 1/500 khu phía Đông "
                "theo phương án của Sở Xây dựng",
            ),
        ),
    ),
    Item("7", "Kết luận phiên họp", 10),
)


def walk(items: tuple[Item, ...] = ITEMS, parent: str | None = None) -> list[tuple[Item, str | None]]:
    """All items in the order of the agenda, each with the key of its parent."""
    out: list[tuple[Item, str | None]] = []
    for item in items:
        out.append((item, parent))
        out.extend(walk(item.items, item.key))
    return out


def item(key: str) -> Item:
    """The item with this key; KeyError if there is none."""
    for one, _ in walk():
        if one.key == key:
            return one
    raise KeyError(key)
