"""What somebody finds who gets hold of everything: each file of the data folder, backups, exports, logs, metrics.

`found` looks for words in every way they may be written down. `attack` is a burglar who wants to know who chose what;
it takes whatever it can prove, and guesses the rest.
"""

import base64
import contextlib
import hashlib
import random
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import eq
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from ecabinet.urn import keys
from ecabinet.urn.seal import Plain, Unreadable, open_sealed
from voting.urn import sealed_length

Evidence = dict[str, bytes]
DEPOSIT = re.compile(rb'\{"poll":(\d+),"voter":(\d+),"sealed":"([0-9a-f]+)"\}')


def everything(*folders: Path, **more: bytes) -> Evidence:
    """Every byte of these folders, and whatever else was written somewhere. (The reserve is 64 MB of zeros.)"""
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    files = {str(path): path.read_bytes() for path in paths}
    files = {name: content for name, content in files.items() if content.count(0) < len(content)}
    for path in paths:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                files |= {f"{path}/{name}": archive.read(name) for name in archive.namelist()}
    return files | {f"<{name}>": content for name, content in more.items()}


def spellings(word: str) -> Iterator[bytes]:
    """Plain, as hex, and as base64 at each of its three offsets."""
    raw = word.encode()
    yield raw
    yield raw.hex().encode()
    for pad in range(3):
        whole = base64.b64encode(b"\0" * pad + raw).rstrip(b"=")
        yield whole[4 if pad else 0 : -2]  # without what depends on its neighbours


def found(evidence: Evidence, words: Sequence[str]) -> list[tuple[str, str]]:
    """Where which word stands."""
    return [
        (name, word)
        for name, content in evidence.items()
        for word in words
        if any(spelling in content for spelling in spellings(word))
    ]


def written(plain: Plain) -> list[str]:
    """A choice as it would stand in JSON, close or spaced."""
    said = msgspec.to_builtins(plain)
    return [msgspec.json.encode(said).decode().strip("{}"), str(said).replace("'", '"').strip("{}")]


class Burglar:
    """What was stolen. `proved`: voter -> choice, beyond doubt; `guesses`: ways to guess the rest."""

    def __init__(self, evidence: Evidence, meeting: str, poll: int, voters: Sequence[int], offered: Sequence[Plain]):
        self.evidence = evidence
        self.meeting = meeting
        self.poll = poll
        self.voters = voters
        self.offered = offered
        self.proved: dict[int, Plain] = {}
        self.read_plaintext()
        self.open_ballots()
        self.try_hashes()

    def deposits(self) -> Iterator[tuple[int, bytes]]:
        """Ballots in any file, also in pages that are not in use."""
        for content in self.evidence.values():
            for poll, voter, sealed in DEPOSIT.findall(content):
                if int(poll) == self.poll:
                    yield int(voter), bytes.fromhex(sealed.decode())

    def read_plaintext(self) -> None:
        """A ballot that was not sealed, or a choice beside a voter's number."""
        for voter, body in self.deposits():
            for plain in self.offered:
                if any(word.encode() in body for word in written(plain)):
                    self.proved[voter] = plain
        for content in self.evidence.values():
            for plain in self.offered:
                for word in written(plain):
                    for voter in beside(content, word.encode()):
                        self.proved.setdefault(voter, plain)

    def open_ballots(self) -> None:
        """With every key that is left, in a file or in the remains of one."""
        for key in self.private_keys():
            for voter, sealed in self.deposits():
                with contextlib.suppress(Unreadable):
                    size = len(sealed) - sealed_length(0)
                    self.proved[voter] = open_sealed(key, self.meeting, self.poll, voter, sealed, size)

    def private_keys(self) -> Iterator[X25519PrivateKey]:
        secrets = [content for name, content in self.evidence.items() if name.endswith("/secret")]
        for name, content in self.evidence.items():
            for hit in re.finditer(re.escape(keys.HEAD), content):
                nonce = content[hit.end() : hit.end() + keys.NONCE]
                wrapped = content[hit.end() + keys.NONCE : hit.end() + keys.NONCE + 48]
                for secret in secrets:
                    try:
                        bound = Path(name).name.encode()
                        raw = ChaCha20Poly1305(keys.wrapping(secret)).decrypt(nonce, wrapped, bound)
                    except InvalidTag:
                        continue
                    yield X25519PrivateKey.from_private_bytes(raw)

    def try_hashes(self) -> None:
        """Command hashes, tried out with everything that could have been asked."""
        commands = self.rows("SELECT person, command_id, body FROM command WHERE meeting = ?")
        people = {person: number for number, person in self.people()}
        for person, _, body in commands:
            for plain in self.offered:
                args = {"poll": self.poll, **msgspec.to_builtins(plain)}
                tried = msgspec.json.encode(["voting.cast", args], order="sorted")
                if hashlib.sha256(tried).hexdigest() == body and person in people:
                    self.proved[people[person]] = plain

    def rows(self, query: str) -> list[tuple[str, str, str]]:
        for name in self.evidence:
            if name.endswith("/ecabinet.db"):
                connection = sqlite3.connect(f"file:{name}?mode=ro", uri=True)
                try:
                    return list(connection.execute(query, (self.meeting,)))
                finally:
                    connection.close()
        return []

    def people(self) -> list[tuple[int, str]]:
        rows = self.rows("SELECT participant, person, '' FROM participation WHERE meeting = ?")
        return [(int(number), person) for number, person, _ in rows]

    # -- guessing

    def guesses(self, totals: Mapping[Plain, int]) -> dict[str, dict[int, Plain]]:
        """From the published totals and every order there is."""
        most = max(totals, key=lambda plain: totals[plain])
        column = [plain for plain, count in sorted(totals.items(), key=str) for _ in range(count)]
        orders: dict[str, Callable[[int], object]] = {
            "by number": lambda voter: voter,
            "by vote": self.vote_order().index,
            "by receipt": self.receipts().__getitem__,
        }
        found = {"the most": dict.fromkeys(self.voters, most)}
        for name, order in orders.items():
            found[name] = dict(zip(sorted(self.voters, key=order), column, strict=False))  # type: ignore[arg-type]
        return {name: guess | self.proved for name, guess in found.items()}

    def sealed_events(self) -> list[tuple[int, str]]:
        rows = self.rows("SELECT CAST(payload AS TEXT), seq, '' FROM entry WHERE meeting = ? ORDER BY seq")
        found = []
        for payload, _, _ in rows:
            if (hit := re.search(r'"participant":(\d+).*"receipt":"([0-9a-f]{64})"', payload)) is not None:
                found.append((int(hit[1]), hit[2]))
        return found

    def vote_order(self) -> list[int]:
        return [voter for voter, _ in self.sealed_events()]

    def receipts(self) -> dict[int, str]:
        return dict(self.sealed_events())


def beside(content: bytes, word: bytes) -> Iterator[int]:
    """Voters whose number stands right beside this word."""
    for hit in re.finditer(re.escape(word), content):
        number = re.search(rb'"(?:voter|participant)":(\d+)', content[max(0, hit.start() - 80) : hit.end() + 80])
        if number is not None:
            yield int(number[1])


def score(guess: Mapping[int, Plain], truth: Mapping[int, Plain]) -> int:
    """How many are right."""
    return sum(guess.get(voter) == plain for voter, plain in truth.items())


def by_chance(truth: Mapping[int, Plain], tries: int = 20_000) -> int:
    """The most that somebody gets right in so many tries who deals the published totals out blindly."""
    dice, dealt = random.Random(1), list(truth.values())
    best = 0
    for _ in range(tries):
        dice.shuffle(dealt)
        best = max(best, sum(map(eq, dealt, truth.values())))
    return best
