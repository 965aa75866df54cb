"""A chain of entries gives away every change."""

import msgspec
import pytest

from journal.chain import Broken, Head, verify
from journal.entry import GENESIS, Entry, Header, canonical, digest, entry_hash, make_entry, read_header
from tests.journal.test_entry import Said

MEETING = "m0chain"


def chain(length: int = 6) -> list[Entry]:
    """A chain in which somebody counts."""
    entries: list[Entry] = []
    for seq in range(1, length + 1):
        prev = entry_hash(entries[-1].header) if entries else GENESIS
        event = Said(seq, f"lần {seq}")
        entries.append(
            make_entry(meeting=MEETING, seq=seq, at=1000 + seq, event=event, prev=prev, salt=bytes([seq]) * 16)
        )
    return entries


def check(entries: list[Entry], payloads: dict[int, bytes] | None = None) -> Head:
    """Verifies entries with all their payloads, or with those given."""
    given = {seq: entry.payload for seq, entry in enumerate(entries, start=1)} if payloads is None else payloads
    return verify([entry.header for entry in entries], given, MEETING)


def broken(headers: list[bytes], payloads: dict[int, bytes] | None = None) -> tuple[int, str]:
    """Where and why a chain does not hold."""
    with pytest.raises(Broken) as fault:
        verify(headers, payloads or {}, MEETING)
    return fault.value.seq, fault.value.reason


def changed(header: bytes, **fields: object) -> bytes:
    """Header bytes with other fields."""
    return canonical(msgspec.structs.replace(read_header(header), **fields))


def test_an_untouched_chain_holds() -> None:
    entries = chain()
    head = check(entries)
    assert head == Head(MEETING, 6, entry_hash(entries[-1].header), 1006)
    assert check([]) == Head(MEETING, 0, GENESIS, 0)


def test_withheld_payloads_do_not_break_it() -> None:
    entries = chain()
    assert check(entries, {2: entries[1].payload}).seq == 6
    assert check(entries, {}).seq == 6


def test_any_flipped_bit_shows() -> None:
    """In every byte of every header and payload; in the last header by the head, which is what gets signed."""
    entries = chain(4)
    true_head = check(entries)
    for place, entry in enumerate(entries):
        for name in ("header", "payload"):
            data: bytes = getattr(entry, name)
            for index in range(len(data)):
                bad = bytearray(data)
                bad[index] ^= 1 << (index % 8)
                touched = list(entries)
                touched[place] = msgspec.structs.replace(entry, **{name: bytes(bad)})
                assert not holds(touched, true_head)


def holds(entries: list[Entry], true_head: Head) -> bool:
    """Whether a chain verifies up to a known head."""
    try:
        return check(entries) == true_head
    except Broken:
        return False


def test_left_out_doubled_and_swapped_entries_show() -> None:
    headers = [entry.header for entry in chain()]
    assert broken(headers[1:]) == (1, "seq")
    assert broken([*headers[:2], *headers[3:]]) == (3, "seq")
    assert broken([*headers[:3], headers[2]]) == (4, "seq")
    assert broken([headers[0], headers[2], headers[1]]) == (2, "seq")


def test_every_fault_has_its_name() -> None:
    headers = [entry.header for entry in chain()]
    two = headers[:2]
    assert broken([*two, b"not json"]) == (3, "not_a_header")
    assert broken([*two, b"\xff\xfe"]) == (3, "not_a_header")
    assert broken([*two, headers[2].replace(b",", b", ")]) == (3, "not_canonical")
    assert broken([*two, changed(headers[2], v=2)]) == (3, "version")
    assert broken([*two, changed(headers[2], meeting="m0other")]) == (3, "meeting")
    assert broken([*two, changed(headers[2], prev=GENESIS)]) == (3, "prev")
    assert broken([*two, changed(headers[2], at=1)]) == (3, "time")
    assert broken(headers, {2: b"{}"}) == (2, "payload")
    assert broken(headers, {9: b"{}"}) == (9, "stray_payload")
    assert broken(headers, {0: b"{}"}) == (0, "stray_payload")


def test_a_payload_of_another_shape_shows_even_with_its_hash() -> None:
    payload = b'{"body":{}}'
    header = canonical(Header(1, MEETING, 1, 5, "test.said", GENESIS, digest(payload)))
    assert broken([header], {1: payload}) == (1, "not_a_payload")
