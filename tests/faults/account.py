"""What the disk says against what was promised. Reads the database as a stranger would, with no server running."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from journal.chain import verify
from journal.entry import read_header, read_payload

Rows = list[tuple[bytes, bytes]]


class Promises(msgspec.Struct):
    """What was answered: the effect of each command that was acknowledged, and ids for which the answer was no."""

    acked: Mapping[str, str]
    noted: Mapping[str, str]  # private notes: the same, without a row among the commands
    refused: set[str]


class Account(msgspec.Struct):
    entries: int = 0
    ballots: int = 0
    lost: list[str] = []
    doubled: list[str] = []
    faults: list[str] = []

    @property
    def fine(self) -> bool:
        return not (self.lost or self.doubled or self.faults)


def account(folder: Path, meeting: str, promises: Promises) -> Account:
    connection = sqlite3.connect(folder / "ecabinet.db")
    try:
        integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
        journal = connection.execute(
            "SELECT seq, header, payload FROM entry WHERE meeting = ? ORDER BY seq", (meeting,)
        ).fetchall()
        done = Counter(
            ident for (ident,) in connection.execute("SELECT command_id FROM command WHERE meeting = ?", (meeting,))
        )
        notes = connection.execute(
            "SELECT person, n, op_id FROM note_op WHERE meeting = ? ORDER BY person, n", (meeting,)
        ).fetchall()
    finally:
        connection.close()
    events = [(header, payload) for _, header, payload in journal]
    effects = effects_of(events) + Counter(f"note {op}" for _, _, op in notes)
    faults = [] if integrity == "ok" else [f"integrity: {integrity}"]
    faults += gaps("seq", [seq for seq, _, _ in journal])
    for person in {person for person, _, _ in notes}:
        faults += gaps("n", [n for who, n, _ in notes if who == person])
    faults += chain(events) + miscounts(events)
    faults += [f"refused and stored: {ident}" for ident in promises.refused if done[ident]]
    lost = {ident for ident in promises.acked if done[ident] == 0}
    promised = (*promises.acked.items(), *promises.noted.items())
    lost |= {ident for ident, effect in promised if effect and effects[effect] == 0}
    doubled = sorted(effect for effect, times in effects.items() if times > 1)
    ballots = sum(1 for effect in effects if effect.startswith("ballot "))
    return Account(len(journal), ballots, sorted(lost), doubled, faults)


def bodies(rows: Rows) -> Iterable[tuple[str, dict[str, Any]]]:
    for header, payload in rows:
        yield read_header(header).kind, msgspec.json.decode(read_payload(payload).body)


def effects_of(rows: Rows) -> Counter[str]:
    return Counter(effect for kind, body in bodies(rows) if (effect := effect_of(kind, body)))


def effect_of(kind: str, body: dict[str, Any]) -> str:
    """The trace an event leaves; the same words as in `wishes`."""
    match kind:
        case "agenda.item_added":
            return f"item {body['title']}"
        case "agenda.item_edited":
            return f"edit {body['title']}"
        case "agenda.floor_requested":
            return f"floor {body['topic']}"
        case "agenda.checked_in" if body["site"]:
            return f"in {body['site']}"
        case "papers.marked":
            return f"mark {body['by']} {body['points'][0]},{body['points'][1]}"
        case "voting.ballot_cast":
            return f"ballot {body['poll']} {body['participant']}"
        case "voting.poll_closed":
            return f"close {body['poll']}"
        case "voting.poll_voided":
            return f"void {body['poll']}"
        case _:
            return ""


def miscounts(rows: Rows) -> list[str]:
    """Every ballot in the journal is in the count of its poll, and no other."""
    cast: dict[int, Counter[str]] = {}
    found = []
    for kind, body in bodies(rows):
        if kind == "voting.ballot_cast":
            cast.setdefault(body["poll"], Counter())[body["choice"]] += 1
        elif kind == "voting.poll_closed":
            counted = {choice: body["totals"].get(choice, 0) for choice in ("yes", "no", "abstain", "other")}
            if +Counter(counted) != cast.get(body["poll"], Counter()):
                found.append(f"poll {body['poll']} is miscounted")
    return found


def gaps(name: str, numbers: list[int]) -> list[str]:
    return [] if numbers == list(range(1, len(numbers) + 1)) else [f"gaps in {name}"]


def chain(rows: Rows) -> list[str]:
    try:
        verify([header for header, _ in rows], dict(enumerate((payload for _, payload in rows), start=1)))
    except Exception as broken:
        return [f"chain: {broken!r}"]
    return []
