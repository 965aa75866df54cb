"""What hostile clients say: frames that are none, packets that are none, events that are not ours, bodies of nonsense.

`FRAMES`, `PACKETS` and `EARLY` must end the connection. `BODIES` may end it or be refused in a code; never more.
"""

import json
import zlib
from collections.abc import Iterator
from typing import Any

from tests.hostile.raw import BINARY, CLOSE, PING, frame, text

RESERVED = (
    "connect", "disconnect", "connect_error", "message", "error", "newListener", "removeListener", "connecting",
    "reconnect", "disconnecting", "ping", "pong", "open", "close", "*", "", "push", "mine", "notes", "rejoin",
    "__proto__", "constructor", "toString", "Join", "join ", "jo\\u0000in", "do\\u0000", "trigger_event", "emit",
)  # fmt: skip


def events() -> Iterator[str]:
    """Names that are not among the four, as an event and as one that wants an answer."""
    for name in RESERVED:
        yield f'42["{name}",{{"meeting":"x"}}]'
        yield f'420["{name}","x",{{"HTTP_X_REMOTE_USER":"chair"}}]'
    for name in ("5", "null", "true", "{}", "[]", '["join"]', "NaN"):
        yield f"420[{name},{{}}]"


DEEP = "[" * 30_000
ENDLESS = "9" * 100_000

PACKETS: dict[str, tuple[str, ...]] = {
    "names that are not ours": tuple(events()),
    "events without exactly one object": (
        "42", "420", "42[]", "420[]", "42{}", "42null", '42"join"', '42["join"]', '420["join"]', '420["join",null]',
        '420["join","text"]', '420["join",[]]', '420["join",5]', '420["join",{},{}]', '420["do",{},null]', '420[{}]',
    ),
    "half packets": (
        '420["join",{', '420["join",{}', '420["join",{}]]', '420["join",{}]x', '420["join",{"a":}]', '420["join" {}]',
        '420["jo', "42[[", '420["join",{\'meeting\':"x"}]', '420["join",{"a":1,}]', '420[,"join",{}]',
        '4 20["join",{}]',
    ),
    "deep and endless": (
        f"420{DEEP}", f'420["join",{DEEP}', f'420["join",{{"have":{DEEP}{"]" * len(DEEP)}}}]',
        f'42["join",{{"a":{"[" * 3000}{"]" * 3000}}}]', f'420["join",{"{" * 20_000}', f"42{ENDLESS}",
        "420" + " " * 100_000,
    ),
    "packet types": (
        "4", "44", '44{"message":"x"}', "45", "450-", "451-", '451-["do",{"_placeholder":true,"num":0}]',
        '451000000000-["do",{"_placeholder":true,"num":0}]', "461-[]", '46["x"]', "47", "48", "49", "4x",
        "4-1", "4\x00", f'45{ENDLESS}-["do",{{}}]', f"43{ENDLESS}[]",
    ),
    "answers nobody asked for": ("430[]", "43[]", "43", '43999999999999999999["x"]', "430{}"),
    "other namespaces": ("40/admin,", '40/admin,{"token":"x"}', '42/admin,["join",{}]', "41/admin,", "40/", "40/,",
                         '42/,0["nothing",{}]', f"40/{'a' * 60_000},", "40/admin?x=1,"),
    "engine packets": ("", "0", '0{"sid":"x"}', "1", "5", "7", "8", "9", "x", "bAAAA", "b", "b!!!!", "\u0664", "２"),
    "half characters and strange numbers": (
        '420["join",{"meeting":"\\ud800"}]', '420["\\ud800",{}]', '420["join",{"\\udfff":1}]',
        '420["join",{"have":NaN}]', '420["join",{"have":Infinity}]', '420["join",{"have":-Infinity}]',
        f'420["join",{{"have":{ENDLESS}}}]', f'420["join",{{"have":-{ENDLESS}}}]', '420["join",{"have":1e999}]',
        '420["join",{"have":0x10}]', '420["join",{"have":01}]', '420["join",{"have":+1}]',
    ),
}  # fmt: skip

# Read as something harmless by some parsers: an answer in a code is as good as an end.
MAY_GO_ON = frozenset(
    {"5", "40/,", "40/", *(f'420["join",{{"have":{number}}}]' for number in ("NaN", "Infinity", "-Infinity", "1e999"))}
)

EARLY: tuple[str, ...] = (
    '420["join",{"meeting":"x"}]', '42["do",{}]', '420["connect",{},{}]', "430[]", "44", '451-["do",{}]',
    "40/admin,", "4", "40" + "[" * 5000, '420["keep",{}]', "bAAAA", "x",
)  # fmt: skip


def frames() -> Iterator[tuple[str, bytes]]:
    """Frames that break RFC 6455, and those larger than anything we take."""
    join = b'420["join",{"meeting":"x"}]'
    yield "unmasked", frame(join, masked=False)
    yield "unmasked ping", frame(b"", PING, masked=False)
    for rsv in (1, 2, 4, 7):
        yield f"reserved bits {rsv}", frame(join, rsv=rsv)
    for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
        yield f"opcode {opcode}", frame(join, opcode)
    yield "binary", frame(b"\x00\x01\x02", BINARY)
    yield "binary text", frame(join, BINARY)
    yield "a long ping", frame(b"x" * 126, PING)
    yield "a ping in parts", frame(b"x", PING, fin=False)
    yield "a ping with reserved bits", frame(b"x", PING, rsv=4)
    yield "continuation of nothing", frame(join, 0)
    yield "a second beginning", frame(b"42", fin=False) + frame(join)
    yield "binary within text", frame(b"42", fin=False) + frame(join, BINARY)
    for wrong in (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"42\xe2\x82", b"\x80"):
        yield f"no UTF-8 {wrong!r}", frame(wrong)
    yield "no UTF-8 across parts", frame(b"42\xe2", fin=False) + frame(b"\x28\xa1", 0)
    for size in (2**63, 2**64 - 1, 2**63 - 1, 2**40, 2**32, 10_000_000):
        yield f"claims {size} bytes", frame(b"x" * 100, size=size)
    yield "three hundred thousand bytes", frame(b"2" * 300_000)
    yield "a large event", text('420["join",{"meeting":"' + "x" * 200_000 + '"}]')
    yield "large in parts", frame(b"420", fin=False) + frame(b"x" * 30_000, 0, fin=False) * 20
    yield "a close of one byte", frame(b"\x03", CLOSE)
    for code in (0, 999, 1004, 1005, 1006, 1015, 2999, 5000):
        yield f"close {code}", frame(code.to_bytes(2, "big"), CLOSE)
    yield "close in no UTF-8", frame(b"\x03\xe8\xff\xfe", CLOSE)
    yield "a long close", frame(b"\x03\xe8" + b"x" * 200, CLOSE)
    yield "a bomb", frame(bomb(), rsv=4)
    yield "http again", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 20


def bomb(size: int = 30_000_000) -> bytes:
    """So many spaces in a thousandth of the bytes, as permessage-deflate would carry them."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (squeeze.compress(b'42["do",' + b" " * size + b"{}]") + squeeze.flush(zlib.Z_SYNC_FLUSH))[:-4]


FRAMES = dict(frames())

WRONG: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, float("nan"), float("-inf"), 2**53, 2**63,
    -(2**64), 10**40, "", "x", "x" * 70_000, "\x00", "\u202ea", "../..", "%00",
    [], [None], [[]] * 50, {}, {"a": 1}, {"$ne": None}, json.loads("[" * 400 + "]" * 400), ["x"], "1 OR 1=1",
)  # fmt: skip

FIELDS = {
    "join": ("meeting", "have", "epoch", "audience"),
    "do": ("meeting", "id", "cmd", "args"),
    "keep": ("meeting", "version", "ops", "id"),
    "signal": ("meeting", "kind", "version", "page", "points", "on", "by"),
}


def bodies(meeting: str, version: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every field of every event, wrong in every way: event, field, body."""
    right: dict[str, dict[str, Any]] = {
        "join": {"meeting": meeting, "have": 0, "epoch": "x/staff"},
        "do": {"meeting": meeting, "id": "hostile", "cmd": "no.such", "args": {}},
        "keep": {"meeting": meeting, "version": version, "ops": [], "id": "k"},
        "signal": {"meeting": meeting, "kind": "stroke", "version": version, "page": 1, "points": [1, 2]},
    }
    for event, fields in FIELDS.items():
        for field in fields:
            for wrong in WRONG:
                yield event, field, {**right[event], field: wrong}
    for wrong in WRONG:
        yield "keep", "op", {**right["keep"], "version": "nothing", "ops": [{"op": wrong, "page": 1}]}
        yield "keep", "page", {**right["keep"], "ops": [{"op": "x" * 65, "page": wrong}]}
        yield "signal", "kind of follow", {**right["signal"], "kind": "follow", "on": wrong}
        yield "signal", "kind of pointer", {**right["signal"], "kind": "pointer", "version": wrong}
