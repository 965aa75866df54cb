"""The signatures as bytes: where they are, that they cover the whole file, and that nothing hides around them.

Rules, each without which a flipped bit can go unseen: the hex of a signature is upper-case; it holds one DER value and
then only noughts; both ranges of a signature start at 0, leave out exactly its own hex, and the last one ends with the
file; the first signature's range lies wholly before the second signature.
"""

import re
from datetime import datetime
from hashlib import sha256

import msgspec

from ecabinet.verify.report import Broken

SIGNATURE = re.compile(rb"/Contents <([^<>]*)>\n/ByteRange \[(\d{1,12}) (\d{1,12}) (\d{1,12}) (\d{1,12})\] *\n")
UPPER_HEX = re.compile(rb"[0-9A-F]+")
TIME = re.compile(rb"/M \(([^()]{16,60})\)")
OCTAL = re.compile(rb"\\([0-7]{3})")
END = b"%%EOF\n"


class Container(msgspec.Struct, frozen=True):
    """One signature as it lies in the file. `start`, `end`: the hex with its brackets."""

    start: int
    end: int
    covered: int  # the range ends here
    der: bytes
    digest: bytes  # SHA-256 of what it covers


def typeset_part(data: bytes) -> bytes:
    """The first revision: everything up to the first end mark."""
    end = data.find(END)
    if not data.startswith(b"%PDF-1.7") or end < 0:
        raise Broken("file", "not_a_record")
    return data[: end + len(END)]


def containers(data: bytes) -> tuple[Container, Container]:
    """Both signatures, in the order they were made; Broken("file", ...) if they do not cover the file."""
    updates = len(typeset_part(data))
    found = list(SIGNATURE.finditer(data, updates))
    if len(found) != 2 or data.count(b"/ByteRange", updates) != 2:
        raise Broken("file", "signatures", found=len(found))
    first, second = (_container(data, match) for match in found)
    if second.covered != len(data):
        raise Broken("file", "not_covered", covered=second.covered, size=len(data))
    if first.covered > second.start or not data[: first.covered].endswith(END):
        raise Broken("file", "ranges")
    return first, second


def stated_time(data: bytes, container: Container) -> int:
    """When the signature says it was made (UTC milliseconds); 0 if it does not say."""
    found = TIME.search(data, container.end, container.covered)
    if found is None:
        return 0
    plain = OCTAL.sub(lambda octal: bytes([int(octal.group(1), 8)]), found.group(1)).decode("latin-1")
    try:
        at = datetime.strptime(plain.replace("'", ""), "D:%Y%m%d%H%M%S%z")
    except ValueError:
        return 0
    return int(at.timestamp() * 1000)


def _container(data: bytes, match: re.Match[bytes]) -> Container:
    start, end = match.start(1) - 1, match.end(1) + 1
    zero, before, after, rest = (int(match.group(i)) for i in range(2, 6))
    if (zero, before, after) != (0, start, end) or after + rest > len(data):
        raise Broken("file", "ranges")
    digest = sha256(data[:before])
    digest.update(data[after : after + rest])
    return Container(start, end, after + rest, _der(match.group(1)), digest.digest())


def _der(hexes: bytes) -> bytes:
    """The DER value in a signature's hex; what follows must be noughts."""
    if len(hexes) % 2 or not UPPER_HEX.fullmatch(hexes):
        raise Broken("file", "hex")
    raw = bytes.fromhex(hexes.decode())
    size = _size(raw)
    if size > len(raw) or raw[size:].strip(b"\0"):
        raise Broken("file", "padding")
    return raw[:size]


def _size(raw: bytes) -> int:
    """Length of the DER value at the start, head included; its length must be written in the shortest way."""
    if len(raw) < 4 or raw[0] != 0x30 or raw[1] != 0x82 or raw[2] == 0:
        raise Broken("file", "der")
    return 4 + int.from_bytes(raw[2:4])
