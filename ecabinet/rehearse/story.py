"""The meeting as a script: who does what, in which order, and what must be refused. Data, nothing else.

Names beginning with "@" stand for ids: "@item:3", "@person:khai.vd", "@paper:to-trinh-214", "@motion:3", "@poll" (the
latest), "@version:..." and "@mark" (the latest). People are keys of the cast.
"""

import math
from itertools import pairwise
from typing import Any

import msgspec

from ecabinet.demo import cast

CHAIR, SECRETARY, DEPUTY = cast.CHAIR.key, cast.SECRETARY.key, cast.DEPUTY.key
ABSENT = {
    "nhung.dth": "Dự hội nghị xúc tiến du lịch theo phân công của Chủ tịch UBND tỉnh",
    "thang.nh": "Họp tại Bộ Công an",
}
LATE = "kien.nt"
LEAVING = "cuong.lv"
RESOLUTION, LIST, PLAN = "du-thao-nghi-quyet", "danh-muc-nha-dat", "ban-do-quy-hoach"


class Scene(msgspec.Struct, frozen=True):
    """A heading in the progress."""

    title: str


class Say(msgspec.Struct, frozen=True):
    """One command. `refused`: the code with which it must be refused."""

    who: str
    cmd: str
    args: dict[str, Any] = {}
    refused: str = ""


class Together(msgspec.Struct, frozen=True):
    """Commands of several people at the same time."""

    acts: tuple[Say, ...]


class Hook(msgspec.Struct, frozen=True):
    """Something that is no command; see `hooks.py`."""

    name: str
    args: dict[str, Any] = {}


Act = Scene | Say | Together | Hook


def check_in(who: str, **more: Any) -> Say:
    site = cast.person(who).site
    return Say(who, "agenda.check_in", {"mode": "online" if site else "room", "site": site, **more})


def floor(to: str, seconds: int = 300, who: str = CHAIR) -> Say:
    return Say(who, "agenda.give_floor", {"participant": f"@person:{to}", "seconds": seconds})


def ask(who: str, topic: str) -> Say:
    return Say(who, "agenda.request_floor", {"topic": topic})


def item(key: str, who: str = CHAIR) -> Say:
    return Say(who, "agenda.open_item", {"item": f"@item:{key}"})


def present(who: str, paper: str, page: int = 1) -> Say:
    return Say(who, "papers.present", {"paper": f"@paper:{paper}", "page": page})


def turn(who: str, page: int) -> Say:
    return Say(who, "papers.turn_page", {"page": page})


def open_poll(motion: str, who: str = CHAIR) -> Say:
    return Say(who, "voting.open", {"motion": f"@motion:{motion}"})


def ballot(who: str, choice: str, text: str = "") -> Say:
    return Say(who, "voting.cast", {"poll": "@poll", "choice": choice, "text": text})


def ballots(gone: tuple[str, ...] = (), **others: tuple[str, ...]) -> Together:
    """Everybody who is here votes yes, but for those named under "no" and "abstain"."""
    by = {who: choice for choice, people in others.items() for who in people}
    voters = [one.key for one in cast.MEMBERS if one.key not in ABSENT and one.key not in gone]
    return Together(tuple(ballot(who, by.get(who, "yes")) for who in voters))


AT_THE_DOOR = [one.key for one in cast.MEMBERS if one.key not in ABSENT and one.key != LATE]
FIRST_COMERS, OTHERS = AT_THE_DOOR[:17], AT_THE_DOOR[17:]

OPENING: tuple[Act, ...] = (
    Scene("Điểm danh"),
    *(
        Say(SECRETARY, "agenda.mark_absent", {"participant": f"@person:{k}", "reason": why})
        for k, why in ABSENT.items()
    ),
    Say("khai.vd", "meeting.start", refused="meeting.not_allowed"),
    Together(tuple(check_in(who) for who in FIRST_COMERS)),
    Say(CHAIR, "meeting.start", refused="meeting.no_quorum"),
    Together(tuple(check_in(who) for who in OTHERS)),
    Together(tuple(check_in(one.key) for one in cast.SUBSTITUTES)),
    Say("chau.lm", "agenda.check_in", {"mode": "room"}, refused="agenda.already_checked_in"),
    Say("nhung.dth", "agenda.check_in", {"mode": "room"}, refused="agenda.partner_checked_in"),
    Say(SECRETARY, "agenda.check_in", {"mode": "room"}),
    Say("sinh.vx", "agenda.check_in", {"participant": "@person:an.lth", "mode": "room"}, refused="agenda.not_yours"),
    Scene("Nội dung 1: khai mạc"),
    Say(CHAIR, "meeting.start"),
    item("1"),
    present(SECRETARY, "chuong-trinh"),
    Hook("pages", {"paper": "chuong-trinh", "page": 1}),
    floor(CHAIR, 0),
    check_in(LATE),
    Say(CHAIR, "agenda.end_floor"),
)

REPORT: tuple[Act, ...] = (
    Scene("Nội dung 2: kinh tế - xã hội"),
    item("2"),
    floor("tuan.bv", 480),
    present("tuan.bv", "bao-cao-kinh-te"),
    turn("tuan.bv", 2),
    turn("tuan.bv", 3),
    Say("dat.cm", "papers.turn_page", {"page": 1}, refused="meeting.not_allowed"),
    ask("an.lth", "Xúc tiến đầu tư nước ngoài"),
    ask("hang.ttt", "Điểm trường sau bão"),
    Say("an.lth", "agenda.request_floor", refused="agenda.already_requested"),
    Say("an.lth", "agenda.withdraw_request"),
    Say("tuan.bv", "agenda.end_floor"),
    present(CHAIR, "bao-cao-quoc-phong"),
    floor("cuong.lv", 300),
    Say(CHAIR, "agenda.extend_floor", {"seconds": 60}),
    floor("hang.ttt", 180),
    Say("hang.ttt", "agenda.end_floor"),
    Say(
        SECRETARY,
        "agenda.correct_attendance",
        {"participant": "@person:an.lth", "mode": "online", "reason": "Dự từ xa"},
    ),
    Say(
        SECRETARY, "agenda.correct_attendance", {"participant": "@person:an.lth", "mode": "room", "reason": "Ghi nhầm"}
    ),
    Say("dung.nt", "agenda.check_in", {"mode": "room"}),
    Say("dung.nt", "agenda.request_floor", refused="agenda.not_invited_now"),
    Hook("guest_reads_nothing", {"who": "dung.nt", "paper": "bao-cao-kinh-te"}),
)
"""Item 2 is presented by the Department of Finance; the guest of item 3 waits outside and must not see any of it."""


def ring(x: int, y: int, wide: int, high: int, steps: int = 40) -> list[int]:
    """A hand-drawn oval as points of a mark: the first absolute, then steps, in 1/1000 of the page's width."""
    turns = [2 * math.pi * n / steps - 0.4 for n in range(steps + 3)]
    along = [(round(x + wide * math.cos(t)), round(y + high * math.sin(t))) for t in turns]
    out = list(along[0])
    for (ax, ay), (bx, by) in pairwise(along):
        out += [bx - ax, by - ay]
    return out


RING = ring(772, 651, 156, 19)
"""Around "hai phần ba tổng số thành viên" on page 12."""

RESOLUTION_PAGES: tuple[Act, ...] = (
    Scene("Nội dung 3: dự thảo Nghị quyết"),
    item("3"),
    floor("khai.vd", 480),
    present("khai.vd", RESOLUTION),
    turn("khai.vd", 5),
    turn("khai.vd", 12),
    Hook("pages", {"paper": RESOLUTION, "page": 12}),
    Hook("following"),
    Hook("find", {"paper": RESOLUTION, "query": "hai phan ba tong so thanh vien", "page": 12}),
    Hook("stroke", {"who": "khai.vd", "paper": RESOLUTION, "page": 12}),
    Say(
        "khai.vd",
        "papers.mark",
        {
            "version": f"@version:{RESOLUTION}",
            "page": 12,
            "tool": "pen",
            "colour": "#B3261E",
            "size": 3,
            "points": RING,
        },
    ),
    Hook("notes", {"who": "thao.dtp", "paper": RESOLUTION, "page": 12}),
    Say("khai.vd", "agenda.end_floor"),
    Together(
        (
            ask("ngoc.htb", "Ý kiến thẩm định"),
            ask("thao.dtp", "Thời hạn gửi tài liệu của phiên họp đột xuất"),
            ask("van.mth", "Thiết bị tại cấp xã"),
            ask("hau.tc", "Đào tạo, lưu trữ hồ sơ"),
        )
    ),
    ask("dung.nt", "Đường truyền dự phòng của cấp xã"),
    floor("ngoc.htb"),
    Hook("drop", {"who": "hau.tc"}),
    floor("thao.dtp"),
    turn("khai.vd", 25),
    floor("van.mth"),
    turn(CHAIR, 12),
    Hook("comeback", {"who": "hau.tc"}),
    floor("hau.tc", 180),
    floor("dung.nt", 120),
    Say("dung.nt", "agenda.end_floor"),
)

RESOLUTION_VOTE: tuple[Act, ...] = (
    Say("khai.vd", "voting.open", {"motion": "@motion:3"}, refused="meeting.not_allowed"),
    Say(CHAIR, "voting.open", {"motion": "@motion:4"}, refused="voting.item_not_open"),
    open_poll("3"),
    Say("chau.lm", "voting.cast", {"poll": "@poll", "choice": "yes"}, refused="voting.not_a_member"),
    Say("dung.nt", "voting.cast", {"poll": "@poll", "choice": "yes"}, refused="voting.not_a_member"),
    Say("thang.nh", "voting.cast", {"poll": "@poll", "choice": "yes"}, refused="voting.not_checked_in"),
    Say("thao.dtp", "voting.cast", {"poll": "@poll", "choice": "other"}, refused="*"),
    ballot("ngoc.htb", "yes"),
    Hook("again", {"who": "ngoc.htb"}),
    Say("ngoc.htb", "voting.cast", {"poll": "@poll", "choice": "no"}, refused="voting.already_cast"),
    Together(tuple(one for one in ballots(no=("sinh.vx",), abstain=("long.pd",)).acts if one.who != "ngoc.htb")),
    Say(CHAIR, "meeting.pause", refused="meeting.poll_open"),
    Say(CHAIR, "voting.close", {"poll": "@poll"}),
    Hook("result", {"motion": "3", "yes": 23, "no": 1, "abstain": 1, "carried": True, "by": "majority"}),
    Hook("prose", {"item": "3"}),
)

BREAK: tuple[Act, ...] = (
    Scene("Giải lao"),
    Say(CHAIR, "agenda.finish_item", {"item": "@item:3"}),
    Say("dung.nt", "agenda.check_out"),
    Say(CHAIR, "meeting.pause"),
    Say(CHAIR, "agenda.open_item", {"item": "@item:4"}, refused="meeting.wrong_phase"),
    Say(CHAIR, "meeting.resume"),
)

REGULATION: tuple[Act, ...] = (
    Scene("Nội dung 4: Quy chế văn bản điện tử"),
    item("4"),
    open_poll("4"),
    Together((ballot("phuc.vh", "yes"), ballot("uyen.pt", "no"), ballot("quynh.bn", "abstain"))),
    Say(CHAIR, "voting.void", {"poll": "@poll", "reason": "Mở nhầm khi chưa trình bày"}),
    floor("van.mth", 480),
    present("van.mth", "du-thao-quyet-dinh"),
    turn("van.mth", 3),
    Say("van.mth", "agenda.end_floor"),
    open_poll("4"),
    ballots(),
    Say(CHAIR, "voting.close", {"poll": "@poll"}),
    Hook("result", {"motion": "4", "yes": 25, "no": 0, "abstain": 0, "carried": True, "by": "majority"}),
    Hook("prose", {"item": "4"}),
)

HANDED: tuple[Act, ...] = (
    Scene("Nội dung 5: chủ tọa mất thiết bị, Phó Chủ tịch điều hành"),
    Say("oanh.ltk", "agenda.check_in", {"mode": "room"}),
    item("5"),
    Hook("drop", {"who": CHAIR}),
    Say(SECRETARY, "meeting.hand_chair", {"to": f"@person:{DEPUTY}"}),
    item("5.1", DEPUTY),
    present("tuan.bv", LIST),
    turn("tuan.bv", 57),
    Hook("pages", {"paper": LIST, "page": 57}),
    turn(DEPUTY, 103),
    Hook("comeback", {"who": CHAIR}),
    Say(CHAIR, "agenda.finish_item", {"item": "@item:5.1"}, refused="meeting.not_allowed"),
    Say(DEPUTY, "meeting.hand_chair", {"to": f"@person:{CHAIR}"}),
)

TIE_NO = (
    "tuan.bv", "dat.cm", "truong.nx", "long.pd", "bao.lq", "nguyen.hs", "uyen.pt", "an.lth", "thuy.ddt", "kien.nt",
    "hau.tc", "cuong.lv",
)  # fmt: skip
OFFICE: tuple[Act, ...] = (
    Scene("Nội dung 5.2: trụ sở cũ xã Phú Lâm, số phiếu ngang nhau"),
    item("5.2"),
    floor("thao.dtp", 300),
    present("thao.dtp", "cong-van-328"),
    Hook("pages", {"paper": "cong-van-328", "page": 2}),
    floor("oanh.ltk", 120),
    open_poll("5.2"),
    ballots(no=TIE_NO, abstain=("hoa.tb",)),
    Say(CHAIR, "voting.close", {"poll": "@poll"}),
    Hook("result", {"motion": "5.2", "yes": 12, "no": 12, "abstain": 1, "carried": True, "by": "chair"}),
    Hook("prose", {"item": "5.2"}),
)

AGAINST = ("tuan.bv", "dat.cm", "nguyen.hs", "long.pd", "thuy.ddt", "bao.lq", "uyen.pt")
PLANNING: tuple[Act, ...] = (
    Scene("Nội dung 6: quy hoạch 1/500"),
    Say(LEAVING, "agenda.check_out"),
    Say("nghia.dt", "agenda.check_in", {"mode": "room"}),
    item("6"),
    item("6.1"),
    floor("truong.nx", 480),
    present("truong.nx", PLAN),
    Hook("pages", {"paper": PLAN, "page": 1}),
    ask("nghia.dt", "Thuyết minh phương án"),
    floor("nghia.dt", 300),
    item("6.2"),
    Hook("guest_reads_nothing", {"who": "nghia.dt", "paper": "bao-cao-lay-y-kien"}),
    open_poll("6.2"),
    Say(LEAVING, "voting.cast", {"poll": "@poll", "choice": "yes"}, refused="voting.not_checked_in"),
    ballot("ngoc.htb", "other", "Đề nghị đối thoại thêm với các hộ tổ dân phố Cầu Ngang trước khi biểu quyết lại"),
    Together(
        tuple(
            one
            for one in ballots((LEAVING,), no=AGAINST, abstain=("sinh.vx", "quynh.bn", "hoa.tb")).acts
            if one.who != "ngoc.htb"
        )
    ),
    Say(CHAIR, "voting.close", {"poll": "@poll"}),
    Hook("result", {"motion": "6.2", "yes": 13, "no": 7, "abstain": 3, "other": 1, "carried": False, "by": "majority"}),
    Hook("prose", {"item": "6.2"}),
)

CLOSING: tuple[Act, ...] = (
    Scene("Nội dung 7: kết luận"),
    item("7"),
    floor(CHAIR, 0),
    Say(CHAIR, "agenda.end_floor"),
    Say("tam.ntm", "meeting.close", refused="meeting.not_allowed"),
    Say(CHAIR, "meeting.close"),
    Hook("still_there", {}),
)

STORY: tuple[Act, ...] = (
    *OPENING, *REPORT, *RESOLUTION_PAGES, *RESOLUTION_VOTE, *BREAK, *REGULATION, *HANDED, *OFFICE, *PLANNING, *CLOSING,
)  # fmt: skip
