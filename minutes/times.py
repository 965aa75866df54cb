"""Moments in the meeting's own offset, as Vietnamese administrative documents write them.

No time-zone table: the offset comes from the journal. Numbers below ten are written with a leading nought.
"""

from datetime import UTC, datetime, timedelta


def local(at: int, offset: int) -> datetime:
    """A UTC moment in milliseconds as wall time, `offset` minutes ahead of UTC."""
    return datetime.fromtimestamp(at / 1000, UTC) + timedelta(minutes=offset)


def hour(at: int, offset: int) -> str:
    """ "08 giờ 55 phút"."""
    t = local(at, offset)
    return f"{t.hour:02d} giờ {t.minute:02d} phút"


def day(at: int, offset: int) -> str:
    """ "ngày 27 tháng 11 năm 2026": months 1 and 2 take a leading nought, the others need none."""
    t = local(at, offset)
    return day_words(t.year, t.month, t.day)


def day_words(year: int, month: int, date: int) -> str:
    """The same from a calendar date."""
    return f"ngày {date:02d} tháng {month:02d} năm {year}" if month < 3 else f"ngày {date:02d} tháng {month} năm {year}"


def clock(at: int, offset: int) -> str:
    """ "08:55", for the editor's column and tables."""
    return local(at, offset).strftime("%H:%M")


def count(n: int) -> str:
    """ "04", "23", "0": a count as these documents write it."""
    return str(n) if n == 0 or n > 9 else f"0{n}"
