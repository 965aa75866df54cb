"""Draws the detailed plan at 1/500 as SVG, one unit = one millimetre on A1 paper, so that one metre is two units.

A made-up quarter by a made-up river: blocks on a gently bent grid, lots, contours, existing houses, a legend and a
table of land use whose areas are measured from the drawing itself. Always the same picture.
"""

import math
import random
from collections.abc import Iterable
from itertools import pairwise

import msgspec

WIDTH, HEIGHT = 841, 594
XS = (34, 144, 258, 376, 490, 586)
YS = (84, 176, 272, 372, 470, 560)
ROAD = 8.5  # half the width of a street between two blocks, mm on paper

Point = tuple[float, float]


class Use(msgspec.Struct, frozen=True):
    """A kind of land use with its colour and mark."""

    code: str
    name: str
    colour: str


USES: dict[str, Use] = {
    u.code: u
    for u in (
        Use("OM", "Đất ở mới thấp tầng", "#ffe08a"),
        Use("OC", "Đất ở hiện trạng cải tạo", "#f5c98b"),
        Use("CC", "Đất nhà ở chung cư", "#f2a65e"),
        Use("CX", "Đất cây xanh, thể dục thể thao", "#8cc97d"),
        Use("GD", "Đất giáo dục", "#e79aa8"),
        Use("YT", "Đất y tế", "#f7b7c9"),
        Use("VH", "Đất văn hóa, hành chính", "#d97b7b"),
        Use("TM", "Đất thương mại, dịch vụ", "#c58fd0"),
        Use("HT", "Đất bãi đỗ xe, hạ tầng kỹ thuật", "#b9bec6"),
        Use("MN", "Mặt nước", "#9fd0ee"),
    )
}
LAYOUT = (
    ("OC", "OC", "OM", "OM", "CX"),
    ("OC", "VH", "OM", "GD", "MN"),
    ("OM", "CX", "TM", "CC", "MN"),
    ("OM", "OM", "YT", "CC", "CX"),
    ("OC", "OM", "HT", "TM", "CX"),
)
CHANGED = frozenset({(1, 1), (2, 3), (3, 2), (4, 2)})
"""Blocks (row, column) whose use the adjustment changes."""


def draw() -> str:
    """The whole sheet."""
    dice = random.Random(500)  # noqa: S311
    parts = [_frame(), _contours(dice), _streets(), *_blocks(dice), _river(), _grid(), _title(), _legend(), _table()]
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}mm" '
        f'height="{HEIGHT}mm" font-family="Tinos">\n{_hatch()}\n{body}\n</svg>'
    )


def areas() -> dict[str, float]:
    """Square metres of each land use, streets included under `GT`."""
    out: dict[str, float] = {}
    for row, column, code in _cells():
        out[code] = out.get(code, 0.0) + _area(_outline(row, column))
    out["GT"] = _area(_bend_all(_rect(XS[0] - 8, YS[0] - 8, XS[-1] + 8, YS[-1] + 8))) - sum(out.values())
    return out


def _cells() -> Iterable[tuple[int, int, str]]:
    return ((r, c, code) for r, line in enumerate(LAYOUT) for c, code in enumerate(line))


def _bend(p: Point) -> Point:
    x, y = p
    return x + 7 * math.sin(y / 105) - 3 * math.sin(y / 41), y + 8 * math.sin(x / 130) + 2 * math.sin(x / 47)


def _bend_all(points: Iterable[Point]) -> list[Point]:
    return [_bend(p) for p in points]


def _rect(x0: float, y0: float, x1: float, y1: float, step: float = 6) -> list[Point]:
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    out: list[Point] = []
    for (ax, ay), (bx, by) in pairwise(corners):
        n = max(1, int(math.hypot(bx - ax, by - ay) / step))
        out += [(ax + (bx - ax) * i / n, ay + (by - ay) * i / n) for i in range(n)]
    return out


def _outline(row: int, column: int) -> list[Point]:
    return _bend_all(_rect(*_box(row, column)))


def _box(row: int, column: int) -> tuple[float, float, float, float]:
    return XS[column] + ROAD, YS[row] + ROAD, XS[column + 1] - ROAD, YS[row + 1] - ROAD


def _area(points: list[Point]) -> float:
    """Square metres: shoelace in square millimetres, four of which are one square metre at 1/500."""
    ring = [*points, points[0]]
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))) / 2 / 4


def _path(points: Iterable[Point], style: str, close: bool = True) -> str:
    d = "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    return f'<path d="M{d}{"Z" if close else ""}" {style}/>'


def _text(x: float, y: float, words: str, size: float, more: str = "") -> str:
    return f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size}" {more}>{words}</text>'


def _hatch() -> str:
    return (
        '<defs><pattern id="doi" width="3.2" height="3.2" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="0.7" height="3.2" fill="#b3261e"/></pattern></defs>'
    )


def _frame() -> str:
    return (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<rect x="8" y="8" width="{WIDTH - 16}" height="{HEIGHT - 16}" fill="none" stroke="#111" stroke-width="1"/>'
        f'<rect x="11" y="11" width="{WIDTH - 22}" height="{HEIGHT - 22}" fill="none" stroke="#111" stroke-width=".3"/>'
        '<line x1="648" y1="11" x2="648" y2="583" stroke="#111" stroke-width=".4"/>'
    )


def _streets() -> str:
    whole = _bend_all(_rect(XS[0] - 8, YS[0] - 8, XS[-1] + 8, YS[-1] + 8))
    parts = [_path(whole, 'fill="#f4f1ea" stroke="#b3261e" stroke-width="1.1" stroke-dasharray="7 2 1.4 2"')]
    axis = 'fill="none" stroke="#8a8f98" stroke-width=".25" stroke-dasharray="5 1.5 1 1.5"'
    for x in XS[1:-1]:
        parts.append(_path(_bend_all((x, y) for y in range(YS[0] - 8, YS[-1] + 9, 4)), axis, close=False))
    for y in YS[1:-1]:
        parts.append(_path(_bend_all((x, y) for x in range(XS[0] - 8, XS[-1] + 9, 4)), axis, close=False))
    names = ("Đường Đông Lam, lộ giới 17 m", "Đường Bến Thủy, lộ giới 17 m", "Đường số 7, lộ giới 17 m")
    for y, name in zip(YS[1:4], names, strict=True):
        bx, by = _bend((XS[2] + 30, y + 1.4))
        parts.append(_text(bx, by, name, 4, 'fill="#444" font-style="italic"'))
    return "\n".join(parts)


def _blocks(dice: random.Random) -> Iterable[str]:
    for row, column, code in _cells():
        use = USES[code]
        style = f'fill="{use.colour}" stroke="#555" stroke-width=".35"'
        yield _path(_outline(row, column), style)
        if (row, column) in CHANGED:
            yield _path(_outline(row, column), 'fill="url(#doi)" fill-opacity=".55" stroke="#b3261e" stroke-width=".9"')
        if code == "OM":
            yield _lots(row, column)
        elif code == "OC":
            yield _houses(row, column, dice)
        elif code == "CX":
            yield _trees(row, column, dice)
        elif code != "MN":
            yield _footprints(row, column, dice)
        yield _label(row, column, code)


def _label(row: int, column: int, code: str) -> str:
    x0, y0, x1, y1 = _box(row, column)
    cx, cy = _bend(((x0 + x1) / 2, (y0 + y1) / 2))
    area = f"{_area(_outline(row, column)):,.0f}".replace(",", ".")
    name = f"{code}-{row * 5 + column + 1:02d}"
    return (
        f'<rect x="{cx - 15:.2f}" y="{cy - 7:.2f}" width="30" height="13" rx="1.5" fill="#fff" fill-opacity=".86"/>'
        + _text(cx, cy - 1, name, 5.4, 'text-anchor="middle" font-weight="bold" fill="#111"')
        + _text(cx, cy + 4, f"{area} m²", 4, 'text-anchor="middle" fill="#111"')
    )


def _lots(row: int, column: int) -> str:
    x0, y0, x1, y1 = _box(row, column)
    middle = (y0 + y1) / 2
    line = 'fill="none" stroke="#6b5b2a" stroke-width=".2"'
    parts = [_path(_bend_all((x0 + (x1 - x0) * i / 20, middle) for i in range(21)), line, close=False)]
    count = int((x1 - x0) / 10)
    step = (x1 - x0) / count
    for i in range(count):
        x = x0 + i * step
        parts.append(_path(_bend_all((x, y0 + (y1 - y0) * k / 12) for k in range(13)), line, close=False))
        for y, number in ((y0 + 7, i + 1), (y1 - 5, i + 1 + count)):
            bx, by = _bend((x + step / 2, y))
            parts.append(_text(bx, by, str(number), 2.8, 'text-anchor="middle" fill="#6b5b2a"'))
    return "\n".join(parts)


def _houses(row: int, column: int, dice: random.Random) -> str:
    x0, y0, x1, y1 = _box(row, column)
    parts = []
    for gx in range(int(x0) + 5, int(x1) - 9, 11):
        for gy in range(int(y0) + 5, int(y1) - 8, 12):
            if dice.random() < 0.82:
                w, h = dice.uniform(5, 9), dice.uniform(5, 9)
                x, y = gx + dice.uniform(-1, 1), gy + dice.uniform(-1, 1)
                parts.append(
                    _path(_bend_all(_rect(x, y, x + w, y + h, 20)), 'fill="#e3b27a" stroke="#8a5a22" stroke-width=".2"')
                )
    return "\n".join(parts)


def _footprints(row: int, column: int, dice: random.Random) -> str:
    x0, y0, x1, y1 = _box(row, column)
    style = 'fill="#fff" fill-opacity=".55" stroke="#333" stroke-width=".4"'
    out = [
        _path(
            _bend_all(_rect(x0 + 5, y0 + 5, x1 - 5, y1 - 5)),
            'fill="none" stroke="#333" stroke-width=".25" stroke-dasharray="2 1.2"',
        )
    ]
    for i in range(3):
        x = x0 + 9 + i * (x1 - x0 - 18) / 3
        h = dice.uniform(0.3, 0.42) * (y1 - y0)
        out.append(_path(_bend_all(_rect(x, y0 + 9, x + (x1 - x0) / 4, y0 + 9 + h * 0.6)), style))
        out.append(_path(_bend_all(_rect(x, y1 - 9 - h * 0.5, x + (x1 - x0) / 4.6, y1 - 9)), style))
    return "\n".join(out)


def _trees(row: int, column: int, dice: random.Random) -> str:
    x0, y0, x1, y1 = _box(row, column)
    parts = []
    for _ in range(70):
        x, y = _bend((dice.uniform(x0 + 3, x1 - 3), dice.uniform(y0 + 3, y1 - 3)))
        parts.append(
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{dice.uniform(1.1, 2.3):.2f}" fill="#5da650" '
            'fill-opacity=".7" stroke="#2f6b28" stroke-width=".2"/>'
        )
    return "\n".join(parts)


def _contours(dice: random.Random) -> str:
    parts = []
    for level in range(16):
        phase, lift = dice.uniform(0, 6), 70 + level * 33
        points = [(x, lift + 9 * math.sin(x / 70 + phase) + 5 * math.sin(x / 23 + level)) for x in range(14, 646, 4)]
        bold = ".45" if level % 5 == 0 else ".2"
        parts.append(_path(points, f'fill="none" stroke="#b88a5a" stroke-width="{bold}"', close=False))
        parts.append(
            _text(16, points[0][1] - 0.8, f"{2.5 + level * 0.25:.2f}".replace(".", ","), 2.6, 'fill="#9a6a3a"')
        )
    return "\n".join(parts)


def _river() -> str:
    left = [(611 + 6 * math.sin(y / 62) + 3 * math.sin(y / 29), y) for y in range(71, 583, 4)]
    right = [(x + 22 + 3 * math.sin(y / 50), y) for x, y in reversed(left)]
    x, y = left[60]
    return (
        _path([*left, *right], 'fill="#9fd0ee" fill-opacity=".9" stroke="#3b7fb0" stroke-width=".5"')
        + f'<text x="{x + 13:.1f}" y="{y:.1f}" font-size="7" font-style="italic" fill="#1d5d8f" '
        f'transform="rotate(90 {x + 13:.1f} {y:.1f})">Sông Lam Giang</text>'
    )


def _grid() -> str:
    parts = []
    for i, x in enumerate(range(60, 640, 100)):
        parts.append(_text(x, 16, f"{583_100 + i * 50}", 3, 'text-anchor="middle" fill="#333"'))
        for y in range(100, 580, 100):
            parts.append(
                f'<path d="M{x - 2.5} {y}H{x + 2.5}M{x} {y - 2.5}V{y + 2.5}" stroke="#333" stroke-width=".25"/>'
            )
    for j, y in enumerate(range(100, 580, 100)):
        parts.append(_text(12.5, y, f"{2_190_400 - j * 50}", 3, 'fill="#333"'))
    return "\n".join(parts)


def _title() -> str:
    lines = (
        (20, 9, "bold", "BẢN ĐỒ QUY HOẠCH TỔNG MẶT BẰNG SỬ DỤNG ĐẤT"),
        (30, 6, "bold", "ĐIỀU CHỈNH CỤC BỘ QUY HOẠCH CHI TIẾT TỶ LỆ 1/500 KHU PHÍA ĐÔNG, PHƯỜNG LAM SƠN"),
        (38, 5, "normal", "Tỷ lệ 1/500 · Hệ tọa độ VN-2000, kinh tuyến trục 105°00', múi chiếu 3° · Cao độ Hòn Dấu"),
    )
    middle = 'text-anchor="middle" fill="#111"'
    out = [_text(330, y + 6, words, size, f'font-weight="{weight}" {middle}') for y, size, weight, words in lines]
    out.append('<g transform="translate(622 46)"><path d="M0 18L6 0L12 18L6 13Z" fill="#111"/>')
    out.append(_text(6, -2, "B", 6, 'text-anchor="middle" font-weight="bold"') + "</g>")
    out.append('<g transform="translate(30 52)">')
    for i in range(5):
        out.append(
            f'<rect x="{i * 20}" width="20" height="2.4" fill="{"#fff" if i % 2 else "#111"}" '
            'stroke="#111" stroke-width=".3"/>'
        )
        out.append(_text(i * 20, 7, str(i * 10), 3.6, middle))
    out.append(_text(104, 7, "50 m", 3.6, middle) + "</g>")
    return "\n".join(out)


def _legend() -> str:
    x, y = 656, 34
    out = [_text(x, y, "CHÚ GIẢI", 8, 'font-weight="bold"')]
    for i, use in enumerate(USES.values()):
        top = y + 8 + i * 13
        out.append(
            f'<rect x="{x}" y="{top}" width="18" height="9" fill="{use.colour}" stroke="#555" stroke-width=".3"/>'
        )
        out.append(_text(x + 23, top + 6.5, f"{use.code}: {use.name}", 6))
    top = y + 8 + len(USES) * 13
    marks = (
        ('fill="url(#doi)" stroke="#b3261e" stroke-width=".9"', "Khu vực điều chỉnh cục bộ"),
        ('fill="none" stroke="#b3261e" stroke-width="1.1" stroke-dasharray="7 2 1.4 2"', "Ranh giới lập quy hoạch"),
        ('fill="none" stroke="#b88a5a" stroke-width=".45"', "Đường đồng mức"),
    )
    for i, (style, words) in enumerate(marks):
        out.append(f'<rect x="{x}" y="{top + i * 13}" width="18" height="9" {style}/>')
        out.append(_text(x + 23, top + i * 13 + 6.5, words, 6))
    return "\n".join(out)


def _table() -> str:
    x, y, measured = 656, 240, areas()
    total = sum(measured.values())
    rows = [
        (USES[c].name if c in USES else "Đất giao thông", c, a)
        for c, a in sorted(measured.items(), key=lambda p: -p[1])
    ]
    out = [_text(x, y - 4, "BẢNG CƠ CẤU SỬ DỤNG ĐẤT", 7, 'font-weight="bold"')]
    out.append(_row(x, y, ("Loại đất", "Ký hiệu", "m²", "%"), bold=True))
    for i, (name, code, area) in enumerate(rows, 1):
        figures = (f"{area:,.0f}".replace(",", "."), f"{100 * area / total:.1f}".replace(".", ","))
        out.append(_row(x, y + i * 11, (name, code, *figures)))
    end = y + (len(rows) + 1) * 11
    out.append(_row(x, end, ("Tổng cộng", "", f"{total:,.0f}".replace(",", "."), "100,0"), bold=True))
    out.append(_notes(x, end + 24))
    return "\n".join(out)


def _row(x: float, y: float, cells: tuple[str, ...], bold: bool = False) -> str:
    weight = 'font-weight="bold"' if bold else ""
    ends = (0, 104, 146, 166)
    out = [f'<rect x="{x}" y="{y}" width="168" height="11" fill="none" stroke="#333" stroke-width=".3"/>']
    for i, (cell, at) in enumerate(zip(cells, ends, strict=True)):
        anchor = "start" if i < 2 else "end"
        out.append(_text(x + at + (2 if i < 2 else 0), y + 7.6, cell, 5.2, f'text-anchor="{anchor}" {weight}'))
    return "".join(out)


NOTES = (
    "NỘI DUNG ĐIỀU CHỈNH",
    "1. Lô VH-07: bổ sung nhà văn hóa liên phường, giảm đất thương mại.",
    "2. Lô CC-14: giảm tầng cao từ 25 xuống 18, tăng khoảng lùi lên 10 m.",
    "3. Lô YT-18: chuyển từ đất ở mới sang đất trạm y tế.",
    "4. Lô HT-23: bổ sung bãi đỗ xe ngầm, quy mô 320 chỗ.",
    "",
    "Cơ quan trình: Sở Xây dựng tỉnh Lam Giang",
    "Đơn vị tư vấn: Công ty cổ phần Tư vấn Quy hoạch Đông Lam",
    "Chủ nhiệm đồ án: KTS. Đào Trọng Nghĩa",
    "Kèm theo Tờ trình số 341/TTr-SXD ngày 19 tháng 11 năm 2026",
    "Ký hiệu bản vẽ: QH-04 · Hoàn thành tháng 11 năm 2026",
)


def _notes(x: float, y: float) -> str:
    return "".join(
        _text(x, y + i * 9.5, words, 5.4, 'font-weight="bold"' if i == 0 else "") for i, words in enumerate(NOTES)
    )
