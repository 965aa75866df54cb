"""Keys and signatures: PINs, throttling, the demo authority, and that signing only ever appends."""

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from ecabinet.signing import authority
from ecabinet.signing.keys import TRIES, WAIT, Guesses, WrongPin, open_key
from ecabinet.signing.marks import words
from ecabinet.signing.sign import prepare, sign
from journal.shapes import Refusal
from tests.minutes.story import EIGHT
from tests.record import shelf


def test_a_key_opens_with_its_pin_only() -> None:
    assert open_key(shelf.key("anh.dtn").p12, shelf.PIN)
    for wrong in ("", "246811", shelf.PIN + " "):
        with pytest.raises(WrongPin):
            open_key(shelf.key("anh.dtn").p12, wrong)


def test_the_key_is_not_readable_in_its_file() -> None:
    issued = shelf.key("anh.dtn")
    assert b"PRIVATE" not in issued.p12
    assert shelf.PIN.encode() not in issued.p12


def test_five_wrong_pins_make_a_person_wait() -> None:
    guesses = Guesses()
    assert [guesses.wrong("ánh", EIGHT + n) for n in range(TRIES)] == [4, 3, 2, 1, 0]
    with pytest.raises(Refusal, match=r"record\.pin_locked") as no:
        guesses.check("ánh", EIGHT + TRIES)
    assert no.value.args_ == {"minutes": 15}
    guesses.check("vinh", EIGHT)
    guesses.check("ánh", EIGHT + WAIT + 1)


def test_the_right_pin_forgets_the_wrong_ones() -> None:
    guesses = Guesses()
    for _ in range(TRIES - 1):
        guesses.wrong("ánh", EIGHT)
    guesses.right("ánh")
    assert guesses.wrong("ánh", EIGHT) == TRIES - 1


def test_certificates_say_who_and_for_what() -> None:
    certificate = x509.load_der_x509_certificate(shelf.key("anh.dtn").certificate)
    assert certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "Đỗ Thị Ngọc Ánh"
    assert certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)[0].value == "anh.dtn"
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.content_commitment
    assert not usage.key_cert_sign


def test_the_demo_authority_is_made_once_and_keeps_its_key_to_itself(tmp_path: Path) -> None:
    authority.create(tmp_path / "ca", EIGHT)
    first = authority.roots(tmp_path / "ca")
    authority.create(tmp_path / "ca", EIGHT + 1)
    assert authority.roots(tmp_path / "ca") == first
    assert (tmp_path / "ca" / "issuer.key").stat().st_mode & 0o077 == 0
    assert not list((tmp_path / "ca").glob("root*.key")), "the root's key is not kept at all"


def test_each_signature_only_appends_and_stays_pdf_1_7() -> None:
    made = shelf.record().typeset
    fields = prepare(made.pdf, made.boxes)
    assert fields.startswith(made.pdf)
    first = sign(shelf.task(made.pdf, made, "secretary", "anh.dtn")).pdf
    assert first.startswith(made.pdf)
    second = sign(shelf.task(first, made, "chair", "vinh.lq")).pdf
    assert second.startswith(first)
    assert b"/Version" not in second[len(made.pdf) :]


def test_the_mark_tells_the_time_with_its_distance_from_utc() -> None:
    assert words(EIGHT, 420) == ["Đã ký số", "27/11/2026 08:00:00 +07:00"]
    assert words(EIGHT, -210)[1].endswith("-03:30")
