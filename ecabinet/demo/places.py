"""The 126 communes and wards of Lam Giang and what the demo papers say about them. Invented, and always the same.

Figures come from a generator with a fixed seed, so the papers made from them are equal on every machine.
"""

import random
from pathlib import Path
from typing import Literal

import msgspec


def _names() -> dict[str, list[str]]:
    """Place names by kind, from places.txt: "xã" -> ["Phú Lâm", ...]."""
    lines = Path(__file__).with_name("places.txt").read_text(encoding="utf-8").splitlines()
    return {kind: names.split(", ") for kind, _, names in (line.partition(": ") for line in lines)}


NAMES = _names()


OLD_FIRST = (
    "An Bình Cẩm Châu Đại Định Đông Đức Gia Hà Hải Hòa Hoằng Hợp Hưng Kim Liên Long Minh Mỹ Nam Nga Ngọc Phú Phúc"
)
OLD_SECOND = (
    "Cường Dân Định Đồng Giang Hà Hải Hậu Hòa Khê Lạc Lâm Lộc Lợi Ninh Phong Phú Quang Sơn Tân Thái Thắng Thịnh Vân"
)

Area = Literal["Khu vực I", "Khu vực II", "Khu vực III", "Đô thị"]


class Commune(msgspec.Struct, frozen=True):
    """A commune or ward after the rearrangement, and the three old communes it was made of."""

    name: str  # with its kind: "xã Phú Lâm"
    area: Area
    members: int
    devices: int
    trial: str
    start: str
    old: tuple[str, str, str]


class Building(msgspec.Struct, frozen=True):
    """A public building left over. Areas in square metres, money in millions of đồng."""

    name: str
    address: str
    year: int
    storeys: int
    land: int
    floor: int
    cost: int
    left: int
    condition: str
    plan: str
    deadline: str


WAVES = (
    ("Tháng 01/2027", "01/3/2027"),
    ("Tháng 5/2027", "01/7/2027"),
    ("Tháng 10/2027", "01/01/2028"),
    ("Tháng 4/2028", "01/7/2028"),
    ("Tháng 10/2028", "01/01/2029"),
)


def communes() -> tuple[Commune, ...]:
    """All 126, wards first, then communes in the order of the alphabet."""
    dice = random.Random(1918)  # noqa: S311  figures of an invented province, nothing secret
    old = _old_names(dice)
    names = [f"phường {n}" for n in NAMES["phường"]] + [f"xã {n}" for n in NAMES["xã"]]
    return tuple(_commune(dice, name, i, old) for i, name in enumerate(names))


def _old_names(dice: random.Random) -> list[str]:
    names = [f"{a} {b}" for a in OLD_FIRST.split() for b in OLD_SECOND.split() if a != b]
    dice.shuffle(names)
    return names


def _commune(dice: random.Random, name: str, index: int, old: list[str]) -> Commune:
    ward = name.startswith("phường")
    area: Area = "Đô thị" if ward else dice.choice(("Khu vực I", "Khu vực I", "Khu vực II", "Khu vực III"))
    wave = dice.choice((0, 0, 1)) if ward else {"Khu vực I": 1, "Khu vực II": 2}.get(area, 3) + dice.choice((0, 0, 1))
    trial, start = WAVES[min(wave, len(WAVES) - 1)]
    members = dice.choice((5, 6, 6, 7))
    triple = (old[3 * index], old[3 * index + 1], old[3 * index + 2])
    if name == PHU_LAM:
        triple = ("Phú Lâm", triple[1], triple[2])
    return Commune(name, area, members, members * 2 + dice.randint(4, 9), trial, start, triple)


KINDS = (
    # (name, chance in percent, land from, land to, share of floor in percent, storeys, price of a m2 in millions)
    ("Trụ sở Đảng ủy, HĐND, UBND xã {old} (cũ)", 100, 1900, 5200, 24, 2, 5.4),
    ("Nhà văn hóa xã {old} (cũ)", 78, 900, 2600, 22, 1, 3.1),
    ("Trụ sở Công an xã {old} (cũ)", 66, 420, 1300, 38, 2, 5.1),
    ("Trụ sở Ban Chỉ huy quân sự xã {old} (cũ)", 41, 300, 900, 33, 1, 4.2),
    ("Trạm y tế xã {old} (cũ)", 37, 800, 1900, 27, 2, 4.8),
    ("Điểm trường mầm non thôn {hamlet}, xã {old} (cũ)", 34, 500, 1700, 30, 1, 3.6),
    ("Điểm trường tiểu học thôn {hamlet}, xã {old} (cũ)", 29, 900, 3200, 26, 1, 3.4),
    ("Nhà công vụ giáo viên xã {old} (cũ)", 14, 240, 700, 45, 1, 2.9),
    ("Trạm khuyến nông, thú y xã {old} (cũ)", 18, 200, 560, 34, 1, 2.7),
    ("Bưu điện - văn hóa xã {old} (cũ)", 12, 120, 320, 52, 1, 3.3),
)
CONDITIONS = ("Tốt", "Sử dụng được", "Sử dụng được", "Xuống cấp nhẹ", "Xuống cấp", "Hư hỏng nặng")
DEADLINES = ("Quý I/2027", "Quý II/2027", "Quý III/2027", "Quý IV/2027", "Quý II/2028")


PHU_LAM = "xã Phú Lâm"
PHU_LAM_OFFICE = Building(
    name="Trụ sở Đảng ủy, HĐND, UBND xã Phú Lâm (cũ)",
    address="Thôn Trung, xã Phú Lâm",
    year=2012,
    storeys=3,
    land=3180,
    floor=1460,
    cost=9640,
    left=4240,
    condition="Sử dụng được",
    plan="Chuyển làm trạm y tế và nhà văn hóa (xin ý kiến)",
    deadline="Quý II/2027",
)
"""The one building the meeting argues about, item 5.2."""


def buildings(commune: Commune) -> tuple[Building, ...]:
    """What the rearrangement left over in one commune; the same for every call."""
    dice = random.Random(commune.name)  # noqa: S311
    out: list[Building] = []
    for old in commune.old:
        hamlets = dice.sample(NAMES["thôn"], 3)
        for kind in KINDS:
            if dice.randint(1, 100) <= kind[1]:
                out.append(_building(dice, commune, old, kind, dice.choice(hamlets)))
    if commune.name == PHU_LAM:
        out[0] = PHU_LAM_OFFICE
    return tuple(out)


def _building(
    dice: random.Random, commune: Commune, old: str, kind: tuple[str, int, int, int, int, int, float], hamlet: str
) -> Building:
    name, _, low, high, share, storeys, price = kind
    land = dice.randrange(low, high, 10)
    floor = land * share // 100 + dice.randint(0, 90)
    year = dice.randint(1994, 2021)
    cost = int(floor * price * (0.6 + (year - 1990) / 60))
    left = cost * max(4, 100 - (2026 - year) * 4) // 100
    condition = "Tốt" if year > 2016 else dice.choice(CONDITIONS[1:])
    plan = _plan(dice, name, condition, commune)
    return Building(
        name=name.format(old=old, hamlet=hamlet),
        address=f"{'Tổ dân phố' if commune.area == 'Đô thị' else 'Thôn'} {hamlet}, {commune.name}",
        year=year,
        storeys=storeys if floor > 300 else 1,
        land=land,
        floor=floor,
        cost=cost,
        left=left,
        condition=condition,
        plan=plan,
        deadline=DEADLINES[-1] if "đấu giá" in plan else dice.choice(DEADLINES[:4]),
    )


def _plan(dice: random.Random, name: str, condition: str, commune: Commune) -> str:
    if condition == "Hư hỏng nặng":
        return dice.choice(("Phá dỡ, thu hồi đất giao xã quản lý", "Phá dỡ, xây dựng sân thể thao thôn"))
    if name.startswith("Trụ sở Đảng ủy"):
        return dice.choice(
            (
                f"Tiếp tục làm cơ sở 2 của UBND {commune.name}",
                "Chuyển làm trạm y tế",
                "Chuyển làm trường mầm non",
                "Chuyển làm điểm phục vụ hành chính công",
                "Chuyển Công an xã sử dụng",
                "Bán đấu giá",
            )
        )
    if name.startswith("Nhà văn hóa"):
        return dice.choice(("Giữ lại làm nhà văn hóa liên thôn", "Chuyển làm thư viện, điểm cầu họp trực tuyến"))
    if name.startswith("Điểm trường"):
        return dice.choice(("Giữ lại làm điểm trường", "Chuyển làm nhà văn hóa thôn", "Bán đấu giá"))
    return dice.choice(
        ("Chuyển làm nhà văn hóa thôn", "Chuyển Ban CHQS xã sử dụng", "Cho thuê có thời hạn", "Bán đấu giá")
    )
