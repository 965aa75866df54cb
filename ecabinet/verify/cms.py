"""One signature as CMS: the digest, the RSA signature, the certificates, and that the value holds nothing else.

The value is taken apart and put together again from the parts that are proved (signed attributes, signature,
certificates of the path); the result must be the stored bytes.
"""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec
from asn1crypto import cms, tsp  # noqa: F401 - tsp makes the attribute signing_certificate_v2 known
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from ecabinet.verify.container import Container
from ecabinet.verify.report import Broken, Name


class Signer(msgspec.Struct, frozen=True):
    """The certificates of a signature: signer first, then each issuer, as far as they are inside."""

    path: tuple[x509.Certificate, ...]


def check(name: Name, container: Container) -> Signer:
    """The signer of one signature; Broken if the signature does not hold."""
    try:
        return _checked(name, container)
    except Broken:
        raise
    except Exception:  # two parsers, each with errors of its own, on bytes from anywhere
        raise Broken(name, "not_cms") from None


def _checked(name: Name, container: Container) -> Signer:
    content = cms.ContentInfo.load(container.der, strict=True)
    signed = content["content"]
    info = signed["signer_infos"][0]
    certificates = [x509.load_der_x509_certificate(c.chosen.dump()) for c in signed["certificates"]]
    attributes = {a["type"].native: a["values"][0] for a in info["signed_attrs"]}
    if attributes["message_digest"].native != container.digest:
        raise Broken(name, "digest")
    path = _path(name, certificates, attributes)
    _check_rsa(name, path[0], info)
    if _rebuilt(content, info, path) != container.der:
        raise Broken(name, "container")
    return Signer(path)


def _path(name: Name, certificates: list[x509.Certificate], attributes: dict[str, Any]) -> tuple[x509.Certificate, ...]:
    """From the certificate that the signed attributes name, issuer by issuer; none may be left over."""
    wanted = attributes["signing_certificate_v2"].native["certs"][0]["cert_hash"]
    path = [c for c in certificates if sha256(c.public_bytes(Encoding.DER)).digest() == wanted][:1]
    while path and len(path) < len(certificates):
        issuers = [c for c in certificates if c not in path and issued(path[-1], c)]
        if not issuers:
            break
        path.append(issuers[0])
    if not path or len(path) != len(certificates):
        raise Broken(name, "certificate")
    if path[-1].subject == path[-1].issuer and not issued(path[-1], path[-1]):
        raise Broken(name, "certificate")
    return tuple(path)


def check_same(paths: list[tuple[x509.Certificate, ...]]) -> None:
    """An authority that stands in both signatures is the same certificate in both, to the byte."""
    authorities = [certificate for path in paths for certificate in path[1:]]
    for one in authorities:
        for other in authorities:
            if one.public_key() == other.public_key() and one != other:
                raise Broken("signature_chair", "certificate")


def issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    """Whether one certificate carries the other's signature."""
    try:
        certificate.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _check_rsa(name: Name, certificate: x509.Certificate, info: Any) -> None:
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise Broken(name, "algorithm")
    try:
        signed = info["signed_attrs"].untag().dump()
        key.verify(info["signature"].native, signed, padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError):
        raise Broken(name, "rsa") from None


def _rebuilt(content: Any, info: Any, path: tuple[x509.Certificate, ...]) -> bytes:
    """The same value made from nothing but what has been proved."""
    signer = path[0]
    issuer_and_serial = {"issuer": _asn1(signer).issuer, "serial_number": signer.serial_number}
    sha = {"algorithm": "sha256"}
    made = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": issuer_and_serial}),
            "digest_algorithm": sha,
            "signed_attrs": info["signed_attrs"],
            "signature_algorithm": {"algorithm": info["signature_algorithm"]["algorithm"].native},
            "signature": info["signature"].native,
        }
    )
    if info["signature_algorithm"]["algorithm"].native not in ("sha256_rsa", "rsassa_pkcs1v15"):
        return b""
    known = {c.public_bytes(Encoding.DER) for c in path}
    order = [c.chosen.dump() for c in content["content"]["certificates"]]
    signed = {
        "version": "v1",
        "digest_algorithms": [sha],
        "encap_content_info": {"content_type": "data"},
        "certificates": [cms.CertificateChoices({"certificate": _load(der)}) for der in order if der in known],
        "signer_infos": [made],
    }
    whole = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})
    return bytes(whole.dump(force=True))


def _asn1(certificate: x509.Certificate) -> Any:
    return _load(certificate.public_bytes(Encoding.DER))


def _load(der: bytes) -> Any:

    return asn1_x509.Certificate.load(der, strict=True)


def text_of(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    """The first value of a subject attribute, or nothing."""
    found = certificate.subject.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def moment(at: datetime) -> int:
    """UTC milliseconds."""
    return int(at.replace(tzinfo=at.tzinfo or UTC).timestamp() * 1000)
