"""A certificate authority for demonstrations: a root, an issuing authority under it, certificates for persons.

It is not a trust service, and outside demo mode it is never made: real keys come from real authorities. All keys are
RSA (an elliptic-curve key would make pyHanko raise the PDF version and leave PDF/A-3).
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

COUNTRY = "VN"
ROOT_NAME = "e-Cabinet Demo Root (thử nghiệm)"
ISSUER_NAME = "e-Cabinet Demo CA (thử nghiệm)"
Pair = tuple[rsa.RSAPrivateKey, x509.Certificate]


class Holder(msgspec.Struct, frozen=True):
    """Whom a certificate is for. `id` goes into the subject's serial number."""

    id: str
    name: str
    position: str
    unit: str


class Issued(msgspec.Struct, frozen=True):
    """A key under its PIN, with its certificate."""

    p12: bytes
    certificate: bytes  # DER
    not_after: int  # UTC milliseconds

    @property
    def sha256(self) -> str:
        """Of the certificate."""
        return sha256(self.certificate).hexdigest()


def create(folder: Path, now: int) -> None:
    """Make root and issuing authority in `folder` (root.pem, issuer.pem, issuer.key); existing ones stay."""
    if (folder / "root.pem").exists():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    root = _self_signed(ROOT_NAME, _moment(now))
    issuer = _issuer(root, _moment(now))
    _write(folder / "issuer.key", _key_pem(issuer[0]))
    _write(folder / "issuer.pem", _pem(issuer[1]))
    _write(folder / "root.pem", _pem(root[1]))  # last: its presence says that all is there


def roots(folder: Path) -> bytes:
    """The root certificate as PEM."""
    return (folder / "root.pem").read_bytes()


def issue(folder: Path, holder: Holder, pin: str, now: int) -> Issued:
    """A new key and certificate for a person, valid for five years, encrypted under `pin`."""
    issuer_key = serialization.load_pem_private_key((folder / "issuer.key").read_bytes(), None)
    issuer = x509.load_pem_x509_certificate((folder / "issuer.pem").read_bytes())
    root = x509.load_pem_x509_certificate(roots(folder))
    if not isinstance(issuer_key, rsa.RSAPrivateKey):
        raise TypeError("the issuing authority has no RSA key")
    key = _new_key()
    made = _person(holder, key, (issuer_key, issuer), _moment(now))
    bundle = pkcs12.serialize_key_and_certificates(
        holder.id.encode(), key, made, [issuer, root], serialization.BestAvailableEncryption(pin.encode())
    )
    return Issued(bundle, made.public_bytes(serialization.Encoding.DER), _ms(made.not_valid_after_utc))


def _moment(now: int) -> datetime:
    return datetime.fromtimestamp(now // 1000, UTC)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common: str, **more: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, COUNTRY)]
    parts += [x509.NameAttribute(getattr(NameOID, oid), value) for oid, value in more.items() if value]
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, now: datetime, years: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=366 * years))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, sign: bool) -> x509.KeyUsage:
    """A person signs documents; an authority signs certificates."""
    return x509.KeyUsage(
        digital_signature=sign,
        content_commitment=sign,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not sign,
        crl_sign=not sign,
        encipher_only=False,
        decipher_only=False,
    )


def _self_signed(common: str, now: datetime) -> Pair:
    key = _new_key()
    name = _name(common)
    made = _builder(name, name, key, now, 30)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
    made = made.add_extension(_usage(sign=False), critical=True)
    return key, made.sign(key, hashes.SHA256())


def _issuer(root: Pair, now: datetime) -> Pair:
    key = _new_key()
    made = _builder(_name(ISSUER_NAME), root[1].subject, key, now, 20)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    made = made.add_extension(_usage(sign=False), critical=True)
    return key, _under(made, root).sign(root[0], hashes.SHA256())


def _person(holder: Holder, key: rsa.RSAPrivateKey, issuer: Pair, now: datetime) -> x509.Certificate:
    subject = _name(holder.name, ORGANIZATION_NAME=holder.unit, TITLE=holder.position, SERIAL_NUMBER=holder.id)
    made = _builder(subject, issuer[1].subject, key, now, 5)
    made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    made = made.add_extension(_usage(sign=True), critical=True)
    return _under(made, issuer).sign(issuer[0], hashes.SHA256())


def _under(made: x509.CertificateBuilder, issuer: Pair) -> x509.CertificateBuilder:
    point = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer[0].public_key())
    return made.add_extension(point, critical=False)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, data: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(data)
