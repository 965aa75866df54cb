"""Lengths and roots: what tablet, rules and house must agree on about secret ballots."""

import json
from hashlib import sha256
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from voting.method import QUESTION, Method, Option
from voting.rule import CHOICES
from voting.urn import ballot_size, merkle_root, sealed_length

RECEIPTS = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), max_size=40, unique=True)


def method(kind: str, options: int, top: int = 0) -> Method:
    return Method(kind, tuple(Option(n, f"Phương án {n}") for n in range(1, options + 1)), top=top)  # type: ignore[arg-type]


def longest(marks: list[int]) -> int:
    return len(json.dumps({"marks": marks}))


def test_every_choice_fits_and_none_shows_by_its_length() -> None:
    assert all(len(json.dumps({"choice": choice})) <= ballot_size(QUESTION) for choice in CHOICES)
    for number in (1, 2, 9, 10, 40, 120):
        assert longest(list(range(1, number + 1))) <= ballot_size(method("ranked", number))
        assert longest([-1] * number) <= ballot_size(method("each", number))
        assert longest([100] * number) <= ballot_size(method("score", number, top=100))
    assert ballot_size(method("approval", 9)) == ballot_size(method("options", 9))
    assert sealed_length(32) == 80


def test_the_root_is_that_of_the_standard() -> None:
    """Of none, one, two and three leaves, written out by hand after RFC 6962, section 2.1."""
    a, b, c = (sha256(word).hexdigest() for word in (b"1", b"2", b"3"))
    first, second, third = (sha256(b"\x00" + bytes.fromhex(one)).digest() for one in sorted((a, b, c)))
    assert merkle_root([]) == sha256(b"").hexdigest()
    assert merkle_root([a]) == sha256(b"\x00" + bytes.fromhex(a)).hexdigest()
    left = sha256(b"\x01" + first + second).digest()
    assert {merkle_root(order) for order in permutations((a, b, c))} == {sha256(b"\x01" + left + third).hexdigest()}


@given(RECEIPTS)
def test_the_root_is_of_exactly_these_receipts(receipts: list[str]) -> None:
    root = merkle_root(receipts)
    assert root == merkle_root(reversed(receipts))
    for place in range(len(receipts)):
        assert merkle_root(receipts[:place] + receipts[place + 1 :]) != root
    assert merkle_root([*receipts, "00" * 32]) != root
