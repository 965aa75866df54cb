"""Our frame parser against the `websockets` library: the same messages and refusals, wherever bytes are cut."""

import itertools
import random
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN, Protocol, Side

from ecabinet.live.parser import MOST_BYTES, Broken, Parser

MASKS = (b"\x00\x00\x00\x00", b"\x01\x02\x03\x04", b"\xff\xfe\xfd\xfc")

words = st.text(max_size=200) | st.text("aâấ đ", min_size=100, max_size=1500)
payloads = words.map(str.encode) | st.binary(max_size=140)


@st.composite
def frames(draw: st.DrawFn) -> bytes:
    """Mostly what a client may send; now and then anything."""
    opcode = draw(st.sampled_from([1, 1, 1, 1, 0, 0, 8, 9, 10, 2, 3, 11]))
    fin = draw(st.sampled_from([True, True, True, False]))
    reserved = draw(st.sampled_from([0, 0, 0, 0, 0, 0x40, 0x20, 0x10]))
    masked = draw(st.sampled_from([True] * 12 + [False]))
    payload = draw(closes if opcode == 8 else payloads)
    if opcode >= 8 and draw(st.booleans()):
        payload = payload[:125]
    return packed(opcode, payload, fin=fin, reserved=reserved, masked=masked, mask=draw(st.sampled_from(MASKS)))


closes = st.builds(
    lambda code, why: code.to_bytes(2, "big") + why.encode()[:123],
    st.sampled_from([1000, 1001, 1002, 1005, 1006, 1015, 999, 3000, 4999, 5000]),
    st.text(max_size=40),
) | st.sampled_from([b"", b"\x03", b"\x03\xe8\xff"])


def packed(
    opcode: int, payload: bytes, *, fin: bool = True, reserved: int = 0, masked: bool = True, mask: bytes = MASKS[1]
) -> bytes:
    size = len(payload)
    if size < 126:
        length = bytes([size])
    else:
        length = b"\x7e" + size.to_bytes(2, "big") if size < 65_536 else b"\x7f" + size.to_bytes(8, "big")
    head = bytes([fin << 7 | reserved | opcode, length[0] | masked << 7]) + length[1:]
    if not masked:
        return head + payload
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


def ours(stream: bytes, cuts: list[int], deflate: bool = False) -> tuple[list[tuple[str, object]], int | None]:
    """What our parser makes of it: messages until the first close or fault, and the code of the fault."""
    parser, found = Parser(deflate), []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        try:
            for kind, body in parser.feed(stream[start:end]):
                if kind != "pong":  # the library keeps those to itself
                    found.append((kind, body))
                if kind == "close":
                    return found, None
        except Broken as broken:
            return found, broken.code
    return found, None


def theirs(stream: bytes, deflate: bool = False) -> tuple[list[tuple[str, object]], int | None]:
    """The same from the library, its frames put together as uvicorn does it."""
    oracle = Protocol(Side.SERVER, state=OPEN, max_size=MOST_BYTES)
    if deflate:
        oracle.extensions = [PerMessageDeflate(True, True, 15, 15)]
    oracle.receive_data(stream)
    found: list[tuple[str, object]] = []
    pieces: list[bytes] = []
    for event in oracle.events_received():
        assert isinstance(event, Frame)
        match event.opcode:
            case Opcode.TEXT | Opcode.CONT:
                pieces.append(bytes(event.data))
                if event.fin:
                    try:
                        found.append(("text", b"".join(pieces).decode()))
                    except UnicodeDecodeError:
                        return found, 1007
                    pieces = []
            case Opcode.BINARY:
                return found, 1003
            case Opcode.PING:
                found.append(("ping", bytes(event.data)))
            case Opcode.CLOSE:
                found.append(("close", bytes(event.data)))
                return found, None
            case _:
                pass
    code = None if oracle.parser_exc is None else oracle.close_sent.code if oracle.close_sent else 1002
    return found, code


@settings(max_examples=1500, deadline=None)
@given(st.lists(frames(), max_size=6), st.randoms(use_true_random=False))
def test_the_same_messages_and_the_same_end(given_frames: list[bytes], at: random.Random) -> None:
    stream = b"".join(given_frames)
    cuts = sorted(at.randrange(len(stream) + 1) for _ in range(at.randrange(4))) if stream else []
    whole, pieces = ours(stream, []), ours(stream, cuts)
    found, code = theirs(stream)
    assert (pieces[1] is None) == (whole[1] is None) == (code is None), "a frame with two faults may be told either"
    assert pieces[0][: len(whole[0])] == whole[0] or whole[1] is not None
    if code is None:
        assert whole[0] == pieces[0] == found
    else:
        assert all(message in found for message in whole[0]), "nothing is made up"


@settings(max_examples=300, deadline=None)
@given(st.lists(words, min_size=1, max_size=5))
def test_compressed_messages_stand_alone(said: list[str]) -> None:
    stream = b"".join(packed(1, squeezed(one.encode()), reserved=0x40) for one in said)
    assert ours(stream, [], deflate=True) == ([("text", one) for one in said], None) == theirs(stream, deflate=True)
    assert ours(stream, [])[1] == 1002, "only where it was agreed"


def squeezed(payload: bytes) -> bytes:
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (machine.compress(payload) + machine.flush(zlib.Z_SYNC_FLUSH))[:-4]


@settings(max_examples=1500, deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_end_in_messages_or_in_a_code(stream: bytes, deflate: bool) -> None:
    found, code = ours(stream, [], deflate)
    assert code in (None, 1002, 1003, 1007, 1009)
    assert all(kind in ("text", "ping", "close") for kind, _ in found)


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (packed(1, b"x" * (MOST_BYTES + 1)), 1009),
        (b"\x81\xff" + (2**63).to_bytes(8, "big") + bytes(4), 1009),
        (packed(1, b"x" * MOST_BYTES, fin=False) + packed(0, b"x"), 1009),
        (packed(1, b"", fin=False) + packed(0, b"", fin=False) * 70, 1009),
        (packed(1, squeezed(b"x" * (MOST_BYTES + 1)), reserved=0x40), 1009),
        (packed(1, squeezed(b"x" * 50_000_000), reserved=0x40), 1009),
        (packed(1, b"\x00\x01\x02", reserved=0x40), 1007),
        (packed(9, b"x" * 126), 1002),
        (packed(1, b"\xff"), 1007),
    ],
)
def test_what_is_too_much_ends_with_its_code(stream: bytes, code: int) -> None:
    assert ours(stream, [], deflate=True)[1] == code


def test_the_largest_message_passes() -> None:
    assert ours(packed(1, b"x" * MOST_BYTES), [10, 5000]) == ([("text", "x" * MOST_BYTES)], None)


def test_what_nobody_pays_for_is_not_decompressed() -> None:
    """A read full of tiny frames that each become 128 KB: when the reader stops after ten, the rest stays small."""
    bombs = packed(1, squeezed(b" " * MOST_BYTES), reserved=0x40) * 1600
    messages = Parser(deflate=True).feed(bombs)
    tracemalloc.start()
    taken = [len(body) for _, body in itertools.islice(messages, 10)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken == [MOST_BYTES] * 10
    assert peak < 2 * len(bombs) + 4 * MOST_BYTES
