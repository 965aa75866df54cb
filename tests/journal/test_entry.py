"""The bytes of an entry, and names on the wire."""

import json
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from journal.checks import needed_text, number, text
from journal.entry import GENESIS, entry_hash, make_entry, read_header
from journal.shapes import Event, Refusal
from journal.wire import Registry, UnknownKind

SALT = bytes(range(16))


class Said(Event, tag="test.said"):
    """Somebody said something."""

    who: int
    words: str


class Left(Event, tag="test.left"):
    """Somebody left; `reason` came with the second version of the wire."""

    who: int
    reason: str


def test_the_bytes_of_an_entry_never_change() -> None:
    """Any change here breaks every signed record there is."""
    entry = make_entry(meeting="m1", seq=1, at=5, event=Said(3, "Kính thưa"), prev=GENESIS, salt=SALT)
    assert entry.payload == (
        '{"body":{"who":3,"words":"Kính thưa"},"salt":"000102030405060708090a0b0c0d0e0f"}'.encode()
    )
    assert entry.header == (
        b'{"at":5,"kind":"test.said","meeting":"m1","payload_sha256":"'
        + sha256(entry.payload).hexdigest().encode()
        + b'","prev":"'
        + b"0" * 64
        + b'","seq":1,"v":1}'
    )
    assert entry_hash(entry.header) == sha256(entry.header).hexdigest()


def test_the_header_does_not_tell_the_body() -> None:
    entry = make_entry(meeting="m1", seq=1, at=5, event=Said(3, "bí mật"), prev=GENESIS, salt=SALT)
    other = make_entry(meeting="m1", seq=1, at=5, event=Said(3, "bí mật"), prev=GENESIS, salt=bytes(16))
    assert "bí mật".encode() not in entry.header
    assert read_header(entry.header).payload_sha256 != read_header(other.header).payload_sha256


def test_a_salt_has_sixteen_bytes() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        make_entry(meeting="m1", seq=1, at=5, event=Said(3, "a"), prev=GENESIS, salt=b"short")


def test_an_event_comes_back_as_it_went() -> None:
    registry = Registry((Said, Left))
    entry = make_entry(meeting="m1", seq=1, at=5, event=Said(3, "Ậ Ễ Ộ"), prev=GENESIS, salt=SALT)
    header, event = registry.read(entry)
    assert (header.kind, event) == ("test.said", Said(3, "Ậ Ễ Ộ"))


def test_an_old_body_is_brought_up_step_by_step() -> None:
    def with_reason(body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "reason": ""}

    registry = Registry((Said, Left), {("test.left", 1): with_reason}, version=3)
    old = json.dumps({"salt": "", "body": {"who": 7}}).encode()
    new = json.dumps({"salt": "", "body": {"who": 7, "reason": "họp khác"}}).encode()
    assert registry.decode("test.left", 1, old) == Left(7, "")
    assert registry.decode("test.left", 2, new) == Left(7, "họp khác")
    assert registry.decode("test.said", 1, b'{"salt":"","body":{"who":1,"words":"a"}}') == Said(1, "a")


def test_what_is_not_known_is_an_error_and_no_guess() -> None:
    registry = Registry((Said,))
    with pytest.raises(UnknownKind):
        registry.decode("test.left", 1, b"{}")
    with pytest.raises(msgspec.DecodeError):
        registry.decode("test.said", 1, b'{"salt":"","body":{"who":1,"words":"a","more":1}}')
    with pytest.raises(ValueError, match="wire name"):
        Registry((Said, Said))


def test_text_is_cleaned_and_bounded() -> None:
    assert text("title", "  Tài liệu\t1 ") == "Tài liệu\t1"
    assert text("title", "e\u0302\u0301") == "\u1ebf"  # one way to write "ế"
    for value, code in (("x" * 501, "input.too_long"), ("a\x00b", "input.bad_character"), (" \n ", "input.missing")):
        with pytest.raises(Refusal) as no:
            needed_text("title", value)
        assert no.value.code == code
        assert no.value.args_["field"] == "title"


def test_numbers_are_bounded() -> None:
    assert number("minutes", 0, 0, 10) == 0
    with pytest.raises(Refusal) as no:
        number("minutes", 11, 0, 10)
    assert no.value == Refusal("input.out_of_range", field="minutes", low=0, high=10)
