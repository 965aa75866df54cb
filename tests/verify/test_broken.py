"""One bit anywhere, one byte more, one page repainted: the verifier says no and names why."""

import io
import random

import pikepdf
import pytest

from ecabinet.verify.check import verify
from ecabinet.verify.container import containers
from ecabinet.verify.words import FAULTS, say
from tests.record import shelf

SEED = 20261127


def places() -> list[int]:
    """200 places: 100 anywhere, 40 in each signature's hex, 10 in each padding."""
    pdf = shelf.record().pdf
    chance = random.Random(SEED)
    found = [chance.randrange(len(pdf)) for _ in range(100)]
    for one in containers(pdf):
        content = one.start + 1 + 2 * len(one.der)
        found += [chance.randrange(one.start + 1, content) for _ in range(40)]
        found += [chance.randrange(content, one.end - 1) for _ in range(10)]
    return found


def reason(pdf: bytes) -> str:
    """Why the verifier says no; fails if it does not."""
    report = verify(pdf, shelf.record().roots)
    assert report.exit_code == 1
    broken = [check for check in report.checks if check.status == "broken"]
    assert len(broken) == 1
    assert broken[0] == report.checks[-1]
    for language in ("vi", "en"):
        assert "." not in say(broken[0], language).split(" ")[0], "a code without words"
    return f"{broken[0].name}.{broken[0].reason}"


def test_a_flipped_bit_in_200_places_is_always_found_and_named() -> None:
    chance = random.Random(SEED)
    reasons: dict[str, int] = {}
    for place in places():
        damaged = bytearray(shelf.record().pdf)
        damaged[place] ^= 1 << chance.randrange(8)
        why = reason(bytes(damaged))
        reasons[why] = reasons.get(why, 0) + 1
    assert sum(reasons.values()) == 200
    assert len(reasons) > 3


@pytest.mark.parametrize("more", [b"\n", b"\0", b"%%EOF\n", b"1 0 obj\n<<>>\nendobj\n%%EOF\n"])
def test_bytes_after_the_end_are_found(more: bytes) -> None:
    assert reason(shelf.record().pdf + more) == "file.not_covered"


def test_an_appended_update_is_found() -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(shelf.record().pdf))
    writer.root["/Lang"] = generic.TextStringObject("en")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert reason(out.getvalue()) == "file.not_covered"


def test_a_file_saved_anew_is_no_record_any_more() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(shelf.record().pdf)) as pdf:
        pdf.save(out)
    assert reason(out.getvalue()) == "file.signatures"


@pytest.mark.parametrize("cut", [1, 100, 5_000, 60_000])
def test_a_file_cut_short_is_found(cut: int) -> None:
    assert reason(shelf.record().pdf[:-cut]).startswith("file.")


def test_every_fault_has_words_in_both_languages() -> None:
    assert FAULTS["vi"].keys() == FAULTS["en"].keys()
