"""The private keys of secret polls, while ballots are being cast: one file each, outside the database.

`urns/<meeting>-<first 16 hex digits of the public key>.key` in the data folder: a line that says what it is, a nonce,
and the private key encrypted under the installation's secret, so that a stray copy of the file alone opens nothing.

Rules
- The file is on the disk, synced, before the poll opens; folder and file are for their owner only.
- It is in no backup, no export and no log. Where it is lost, so are the ballots: that is what it is for.
- Destroying overwrites, syncs and removes it. On flash memory or in a snapshot older bytes may remain all the same.
"""

import contextlib
import os
import re
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ecabinet.files import sync_folder

FOLDER = "urns"
HEAD = b"ecabinet urn key 1\n"
NONCE = 12
SHOWN = 16  # hex digits of the public key in the name
NAME = re.compile(r"([a-z0-9]{1,64})-([0-9a-f]{16})\.key")


class NoKey(Exception):
    """The file is gone, is damaged, or holds another key."""


def make(data: Path, secret: bytes, meeting: str) -> str:
    """A new key, kept; its public half, hex. Raises OSError when it cannot be kept. Blocking."""
    key = X25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw().hex()
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name_of(meeting, public)
    nonce = secrets.token_bytes(NONCE)
    wrapped = ChaCha20Poly1305(wrapping(secret)).encrypt(nonce, key.private_bytes_raw(), path.name.encode())
    try:
        write(path, HEAD + nonce + wrapped)
    except OSError:
        destroy(path)
        raise
    sync_folder(folder)
    sync_folder(data)
    return public


def write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def read(data: Path, secret: bytes, meeting: str, public: str) -> X25519PrivateKey:
    """The private half. Raises NoKey."""
    path = path_of(data, meeting, public)
    try:
        content = path.read_bytes()
        if not content.startswith(HEAD):
            raise NoKey
        nonce, wrapped = content[len(HEAD) : len(HEAD) + NONCE], content[len(HEAD) + NONCE :]
        raw = ChaCha20Poly1305(wrapping(secret)).decrypt(nonce, wrapped, path.name.encode())
        key = X25519PrivateKey.from_private_bytes(raw)
    except (OSError, InvalidTag, ValueError):
        raise NoKey from None
    if key.public_key().public_bytes_raw().hex() != public:
        raise NoKey
    return key


def wrapping(secret: bytes) -> bytes:
    """What key files are encrypted under; of no use for anything else the secret is for."""
    return HKDF(SHA256(), 32, salt=None, info=b"ecabinet urn keys 1").derive(secret)


def destroy(path: Path) -> None:
    """Overwrite, sync, remove. Harmless when it is gone. Blocking."""
    with contextlib.suppress(FileNotFoundError):
        size = path.stat().st_size
        with path.open("r+b", buffering=0) as stream:
            stream.write(secrets.token_bytes(size))
            os.fsync(stream.fileno())
        path.unlink()
        sync_folder(path.parent)


def name_of(meeting: str, public: str) -> str:
    return f"{meeting}-{public[:SHOWN]}.key"


def path_of(data: Path, meeting: str, public: str) -> Path:
    """Where the key of this poll lies, or lay."""
    return data / FOLDER / name_of(meeting, public)


def there(data: Path) -> list[tuple[str, Path]]:
    """Meeting and path of every key; an empty meeting for a file that is none of ours."""
    found = sorted(path for path in (data / FOLDER).glob("*") if path.is_file())
    return [(match[1] if (match := NAME.fullmatch(path.name)) else "", path) for path in found]
