"""Who is in the demo meeting: 27 members, two substitutes, three guests, a secretary, a records officer, a screen.

Plain data. Keys are sign-in names and never change: the rehearsal, the guides and the browser tests use them.
The order is the protocol order of the committee, which is also the order of the seats table.
"""

from typing import Literal

import msgspec

Capacity = Literal["member", "substitute", "guest", "staff"]
Duty = Literal["chair", "secretary", "presenter", "deputy"]


class Unit(msgspec.Struct, frozen=True):
    """An agency: `key` for reference, full name, and the catalogue's own short form."""

    key: str
    name: str
    short: str


class Person(msgspec.Struct, frozen=True):
    """One account. `items`: agenda keys a guest is invited to. `replaces`: the member a substitute stands for."""

    key: str
    name: str
    position: str
    unit: str
    capacity: Capacity | None = "member"
    duties: tuple[Duty, ...] = ()
    replaces: str | None = None
    items: tuple[str, ...] = ()
    site: str = ""  # remote site; empty = in the room


HOST = Unit("ubnd", "Ủy ban nhân dân tỉnh Lam Giang", "UBND tỉnh")

UNITS: tuple[Unit, ...] = (
    HOST,
    Unit("vp", "Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng"),
    Unit("stc", "Sở Tài chính", "Sở Tài chính"),
    Unit("snv", "Sở Nội vụ", "Sở Nội vụ"),
    Unit("stp", "Sở Tư pháp", "Sở Tư pháp"),
    Unit("skhcn", "Sở Khoa học và Công nghệ", "Sở KH&CN"),
    Unit("sxd", "Sở Xây dựng", "Sở Xây dựng"),
    Unit("snnmt", "Sở Nông nghiệp và Môi trường", "Sở NN&MT"),
    Unit("sct", "Sở Công Thương", "Sở Công Thương"),
    Unit("sgddt", "Sở Giáo dục và Đào tạo", "Sở GD&ĐT"),
    Unit("syt", "Sở Y tế", "Sở Y tế"),
    Unit("svhtt", "Sở Văn hóa và Thể thao", "Sở VH&TT"),
    Unit("sdl", "Sở Du lịch", "Sở Du lịch"),
    Unit("sdttg", "Sở Dân tộc và Tôn giáo", "Sở DT&TG"),
    Unit("sngv", "Sở Ngoại vụ", "Sở Ngoại vụ"),
    Unit("ttr", "Thanh tra tỉnh", "Thanh tra tỉnh"),
    Unit("ca", "Công an tỉnh", "Công an tỉnh"),
    Unit("qs", "Bộ Chỉ huy quân sự tỉnh", "Bộ CHQS tỉnh"),
    Unit("bp", "Ban Chỉ huy Bộ đội Biên phòng tỉnh", "BĐBP tỉnh"),
    Unit("kkt", "Ban Quản lý Khu kinh tế Đông Lam", "BQL KKT"),
    Unit("hcc", "Trung tâm Phục vụ hành chính công tỉnh", "TT PVHCC"),
    Unit("vnpt", "Viễn thông Lam Giang", "VNPT Lam Giang"),
    Unit("hhdn", "Hiệp hội Doanh nghiệp tỉnh", "Hiệp hội DN"),
    Unit("tvqh", "Công ty cổ phần Tư vấn Quy hoạch Đông Lam", "Tư vấn Đông Lam"),
)

CHAIR = Person("vinh.lq", "Lê Quang Vinh", "Chủ tịch UBND tỉnh", "ubnd", duties=("chair",))
DEPUTY = Person("tam.ntm", "Nguyễn Thị Minh Tâm", "Phó Chủ tịch Thường trực UBND tỉnh", "ubnd", duties=("deputy",))

MEMBERS: tuple[Person, ...] = (
    CHAIR,
    DEPUTY,
    Person("nguyen.hs", "Hồ Sỹ Nguyên", "Phó Chủ tịch UBND tỉnh", "ubnd"),
    Person("yen.th", "Tạ Hoàng Yến", "Phó Chủ tịch UBND tỉnh", "ubnd"),
    Person("khoi.dm", "Đinh Mạnh Khôi", "Phó Chủ tịch UBND tỉnh", "ubnd", site="Điểm cầu Hà Nội"),
    Person("uyen.pt", "Phan Tố Uyên", "Phó Chủ tịch UBND tỉnh", "ubnd"),
    Person("phuc.vh", "Võ Hồng Phúc", "Phó Chủ tịch UBND tỉnh", "ubnd"),
    Person("van.mth", "Mai Thị Hồng Vân", "Chánh Văn phòng UBND tỉnh", "vp", duties=("presenter",)),
    Person("tuan.bv", "Bùi Văn Tuấn", "Giám đốc Sở Tài chính", "stc", duties=("presenter",)),
    Person("hau.tc", "Trịnh Công Hậu", "Giám đốc Sở Nội vụ", "snv", site="Điểm cầu Phú Lâm"),
    Person("ngoc.htb", "Hoàng Thị Bích Ngọc", "Giám đốc Sở Tư pháp", "stp"),
    Person("khai.vd", "Vũ Đình Khải", "Giám đốc Sở Khoa học và Công nghệ", "skhcn", duties=("presenter",)),
    Person("truong.nx", "Ngô Xuân Trường", "Giám đốc Sở Xây dựng", "sxd", duties=("presenter",)),
    Person("long.pd", "Phạm Đức Long", "Giám đốc Sở Nông nghiệp và Môi trường", "snnmt"),
    Person("dat.cm", "Cao Minh Đạt", "Giám đốc Sở Công Thương", "sct"),
    Person("hang.ttt", "Trần Thị Thu Hằng", "Giám đốc Sở Giáo dục và Đào tạo", "sgddt"),
    Person("thao.dtp", "Đặng Thị Phương Thảo", "Giám đốc Sở Y tế", "syt"),
    Person("kien.nt", "Nguyễn Trung Kiên", "Giám đốc Sở Văn hóa và Thể thao", "svhtt"),
    Person("nhung.dth", "Dương Thị Hồng Nhung", "Giám đốc Sở Du lịch", "sdl"),
    Person("sinh.vx", "Vàng Xuân Sinh", "Giám đốc Sở Dân tộc và Tôn giáo", "sdttg"),
    Person("an.lth", "Lương Thị Hoài An", "Giám đốc Sở Ngoại vụ", "sngv"),
    Person("thuy.ddt", "Đoàn Diệu Thúy", "Chánh Thanh tra tỉnh", "ttr"),
    Person("thang.nh", "Nguyễn Hữu Thắng", "Giám đốc Công an tỉnh", "ca"),
    Person("cuong.lv", "Lã Việt Cường", "Chỉ huy trưởng Bộ Chỉ huy quân sự tỉnh", "qs", duties=("presenter",)),
    Person(
        "hoa.tb", "Thái Bá Hòa", "Chỉ huy trưởng Ban Chỉ huy Bộ đội Biên phòng tỉnh", "bp", site="Điểm cầu Biên phòng"
    ),
    Person("bao.lq", "Lý Quốc Bảo", "Trưởng Ban Quản lý Khu kinh tế Đông Lam", "kkt", site="Điểm cầu Đông Lam"),
    Person("quynh.bn", "Bạch Như Quỳnh", "Giám đốc Trung tâm Phục vụ hành chính công tỉnh", "hcc"),
)

SUBSTITUTES: tuple[Person, ...] = (
    Person("chau.lm", "Lê Minh Châu", "Phó Giám đốc Sở Du lịch", "sdl", "substitute", replaces="nhung.dth"),
    Person("hung.tq", "Trần Quốc Hưng", "Phó Giám đốc Công an tỉnh", "ca", "substitute", replaces="thang.nh"),
)

GUESTS: tuple[Person, ...] = (
    Person("dung.nt", "Nguyễn Tiến Dũng", "Giám đốc Viễn thông Lam Giang", "vnpt", "guest", items=("3",)),
    Person("oanh.ltk", "Lương Thị Kim Oanh", "Chủ tịch Hiệp hội Doanh nghiệp tỉnh", "hhdn", "guest", items=("5",)),
    Person(
        "nghia.dt",
        "Đào Trọng Nghĩa",
        "Tổng Giám đốc Công ty cổ phần Tư vấn Quy hoạch Đông Lam",
        "tvqh",
        "guest",
        items=("6.1",),
    ),
)

SECRETARY = Person(
    "anh.dtn", "Đỗ Thị Ngọc Ánh", "Trưởng phòng Tổng hợp, Văn phòng UBND tỉnh", "ubnd", "staff", duties=("secretary",)
)
RECORDS_OFFICER = Person("lan.nth", "Nguyễn Thị Hương Lan", "Văn thư, Văn phòng UBND tỉnh", "ubnd", capacity=None)

PARTICIPANTS: tuple[Person, ...] = (*MEMBERS, *SUBSTITUTES, *GUESTS, SECRETARY)
PEOPLE: tuple[Person, ...] = (*PARTICIPANTS, RECORDS_OFFICER)

SCREEN = "Màn hình chính, Phòng họp số 1"
"""Name of the projector's seat. A screen is no person."""


def person(key: str) -> Person:
    """The person with this key; KeyError if there is none."""
    for one in PEOPLE:
        if one.key == key:
            return one
    raise KeyError(key)


def unit(key: str) -> Unit:
    """The unit with this key; KeyError if there is none."""
    for one in UNITS:
        if one.key == key:
            return one
    raise KeyError(key)
