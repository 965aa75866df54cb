"""Decoders against bytes that nobody meant: each answers, or says no in the one way it promises; nothing else escapes.

Short in `make test`; `FAULTS=full` tries a hundred times as often. Hypothesis prints what to add with `@example`.
"""

import contextlib
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ecabinet.http.origin import HOST, cookie_in, host_name
from ecabinet.http.patience import acceptable
from ecabinet.live.parser import MOST_BYTES, Broken, Parser
from ecabinet.live.talk import EVENTS, Hostile, event_of
from ecabinet.notes import MOST_OPS, Op, read_ops
from journal.chain import Broken as BrokenChain
from journal.chain import verify
from journal.entry import GENESIS, Header, canonical, digest, make_entry, read_header, read_payload
from journal.shapes import Refusal
from journal.wire import UnknownKind
from meeting.wire import COMMANDS, REGISTRY, decode_command
from meeting.wire import EVENTS as KINDS
from tests.hostile.raw import frame
from tests.hostile.siege import FULL
from tests.hostile.words import DEEP, ENDLESS, PACKETS

often = settings(
    max_examples=20_000 if FULL else 80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not FULL,
)
numbers = st.one_of(st.integers(), st.floats(), st.just(10**400), st.integers(-3, 3))
leaves = st.one_of(
    st.none(), st.booleans(), numbers, st.text(max_size=20), st.text(st.characters(categories=["Cs"]), max_size=3)
)
anything: st.SearchStrategy[Any] = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def outcome(act: Callable[[], Any], kind: type[Exception]) -> tuple[Any, Any]:
    """What came of it: a result, or the one kind of no that is allowed. Anything else fails the test."""
    try:
        return act(), None
    except kind as no:
        return None, no


def fields(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """The names of a command's arguments with anything in them, and some that are none."""
    known = [field.name for field in msgspec.structs.fields(COMMANDS[name])]
    return st.dictionaries(st.sampled_from([*known, "cmd", "extra"]), anything, max_size=len(known) + 1)


@often
@given(st.sampled_from(sorted(COMMANDS)).flatmap(lambda name: st.tuples(st.just(name), fields(name))))
def test_a_command_is_decoded_or_refused(asked: tuple[str, dict[str, Any]]) -> None:
    name, args = asked
    command, no = outcome(lambda: decode_command(name, args), Refusal)
    if no is None:
        assert type(command) is COMMANDS[name]
        msgspec.json.encode(command)
    else:
        assert no.code in ("meeting.bad_command", "meeting.command_too_large")
        msgspec.json.encode(no.args_)


@often
@given(st.text() | st.text(st.characters(categories=["Cs"])))
def test_a_command_of_no_name_is_refused_in_words_that_can_be_sent(name: str) -> None:
    with pytest.raises(Refusal) as no:
        decode_command(f"{name}?", {})
    assert no.value.code == "meeting.unknown_command"
    msgspec.json.encode(no.value.args_)


operations = st.fixed_dictionaries({}, optional={"op": anything, "page": anything, "x": anything, "kind": anything})


@often
@given(anything | st.lists(operations, max_size=5))
@example([{"op": "x", "page": 1}] * (MOST_OPS + 1))
@example([{"op": "\ud800", "page": 1}])
@example([{"op": "x", "page": 1, "z": float("nan")}])
@example([{"op": "x", "page": 1, "z": 10**400}])
def test_notes_are_read_or_refused(given_ops: Any) -> None:
    read, no = outcome(lambda: read_ops(given_ops), Refusal)
    if no is None:
        assert all(isinstance(op, Op) and 0 < len(op.op) <= 64 and msgspec.json.decode(op.body) for op in read)
    else:
        assert no.code == "notes.bad_ops"


salted = {"salt": "0" * 32, "body": {}}
kinds = st.sampled_from(sorted(REGISTRY.events))
near_headers = st.fixed_dictionaries(
    {}, optional={"v": anything, "meeting": anything, "seq": anything, "at": anything, "kind": kinds | anything,
                  "prev": anything | st.just(GENESIS), "payload_sha256": anything},
)  # fmt: skip
near_json = near_headers.map(lambda made: json.dumps(made).encode())


@often
@given(
    st.lists(st.binary(max_size=60) | near_json, max_size=3), st.dictionaries(st.integers(0, 4), st.binary(max_size=40))
)
@example([DEEP.encode()], {})
@example([b'{"v":' + ENDLESS.encode() + b"}"], {})
def test_a_chain_holds_or_is_broken(headers: list[bytes], payloads: dict[int, bytes]) -> None:
    head, broken = outcome(lambda: verify(headers, payloads), BrokenChain)
    assert head is not None or 0 <= broken.seq <= len(headers) + 4


@often
@given(st.binary(max_size=80) | anything.map(lambda value: json.dumps({"salt": "x", "body": value}).encode()))
@example(b'{"salt":"x","body":' + DEEP.encode())
@example(b'{"salt":"x","body":' + DEEP.encode() + b"]" * len(DEEP) + b"}")
@example(b'{"salt":"x","body":' + ENDLESS.encode() + b"}")
def test_stored_bytes_are_decoded_or_are_no_entry(payload: bytes) -> None:
    for read in (read_header, read_payload):
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
            read(payload)
    for kind in ("meeting.closed", "papers.marked", "voting.ballot_cast", "no.such"):
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, UnknownKind):
            REGISTRY.decode(kind, 1, payload)


def test_a_payload_too_deep_to_read_breaks_the_chain_and_not_the_reader() -> None:
    """A crafted record: header and hash are right, the payload is a million brackets."""
    for deep in (
        b'{"salt":"x","body":' + b"[" * 10**6,
        b"[" * 10**6,
        b'{"body":' + b"[" * 10**5 + b"]" * 10**5 + b',"salt":"x"}',
    ):
        header = canonical(Header(1, "m", 1, 1, "meeting.closed", GENESIS, digest(deep)))
        with pytest.raises(BrokenChain) as broken:
            verify([header], {1: deep})
        assert broken.value.reason == "not_a_payload"


def test_every_event_can_be_made_and_read_again() -> None:
    """So that the fuzzing above is near something real."""
    closed = next(kind for kind in KINDS if kind.__struct_config__.tag == "meeting.closed")
    entry = make_entry(meeting="m", seq=1, at=1, event=closed(), prev=GENESIS, salt=b"x" * 16)
    assert verify([entry.header], {1: entry.payload}).seq == 1


packets = st.text(max_size=60) | st.tuples(
    st.sampled_from(["", "0", "7", "12345678901234", "123456789012345678", "-1", "٣", " 1"]),
    st.sampled_from([*EVENTS, "connect", "", "disconnect"]),
    anything,
).map(lambda parts: f"{parts[0]}{json.dumps([parts[1], parts[2]])}")


@often
@given(packets)
@example(DEEP)
@example(f'["join",{{"a":{ENDLESS}}}]')
@example(f'["join",{{"a":{DEEP}')
def test_an_event_is_ours_or_hostile(packet: str) -> None:
    try:
        ident, name, body = event_of(packet)
    except Hostile:
        return
    assert ident is None or 0 <= ident < 10**15
    assert name in EVENTS
    assert type(body) is dict
    msgspec.json.encode(body)


@pytest.mark.parametrize("kind", sorted(PACKETS))
def test_the_words_of_the_attack_are_hostile_to_the_decoder_alone(kind: str) -> None:
    for packet in PACKETS[kind]:
        if packet.startswith("42"):
            try:
                event_of(packet[2:])
            except Hostile:
                continue
            assert '"have"' in packet, packet


pieces = st.binary(max_size=40) | st.builds(
    frame, st.binary(max_size=200), st.integers(0, 15), fin=st.booleans(), rsv=st.sampled_from([0, 0, 0, 4, 1, 7]),
    masked=st.sampled_from([True, True, True, False]), size=st.none() | st.integers(0, 300) | st.just(2**63),
)  # fmt: skip


@often
@given(st.lists(pieces, max_size=8), st.booleans(), st.integers(1, 50))
def test_frames_are_messages_or_broken_however_they_come(parts: list[bytes], deflate: bool, step: int) -> None:
    """The same bytes at once and in small pieces give the same messages, and keep no more than a message may have."""
    stream = b"".join(parts)
    whole, piecewise = Parser(deflate), Parser(deflate)
    at_once, one_by_one = (
        fed(whole, [stream]),
        fed(piecewise, [stream[i : i + step] for i in range(0, len(stream), step)]),
    )
    assert one_by_one[1] == at_once[1] or at_once[1] is None
    assert at_once[0] == one_by_one[0][: len(at_once[0])]
    assert len(whole.rest) <= len(stream)
    assert all(len(body) <= MOST_BYTES for _, body in at_once[0])


def fed(parser: Parser, chunks: list[bytes]) -> tuple[list[Any], int | None]:
    """The messages, and the close code if it ended so."""
    found: list[Any] = []
    for chunk in chunks:
        messages, broken = outcome(lambda chunk=chunk: list(parser.feed(chunk)), Broken)  # type: ignore[misc]
        if broken is not None:
            assert broken.code in (1002, 1003, 1007, 1009)
            return found, broken.code
        found += messages
        if found and found[-1][0] == "close":
            break
    return found, None


@often
@given(st.text(max_size=60), st.booleans())
@example("a/b=1; ecabinet=x", False)
@example('x="; ecabinet=y; ;=;', True)
def test_a_cookie_header_of_any_kind_is_read(header: str, https: bool) -> None:
    found = cookie_in(header, https)
    assert found is None or found in header


@often
@given(st.text(max_size=40) | st.from_regex(HOST))
def test_a_host_is_a_name_or_nothing(host: str) -> None:
    name = host_name(host)
    assert name == name.lower()
    assert not set(name) & set("@/\\?#[] \t\n")


@often
@given(
    st.binary(max_size=40), st.lists(st.tuples(st.sampled_from([b"host", b"upgrade", b"x"]), st.binary(max_size=10)))
)
def test_a_head_is_acceptable_or_not(url: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    names = [name for name, _ in headers if name != b"x"]
    assert not acceptable(url, headers) or len(names) == len(set(names))
