"""What a record rests on, as the attached files: `journal.json` and `record.json`.

Rules
- All headers up to and including the `meeting.finalised` that stands; payloads as stored, except those of kinds the
  minutes say nothing about (strokes, page turns, the waiting list), which are absent. Nothing is re-encoded: headers
  and payloads travel as JSON strings of their exact bytes.
- Nothing of voting is absent: proxies, weights, recusals and pauses decide who may vote and when, and are needed to
  count again.
- The function is pure: the same entries give the same text.
"""

import json
from collections.abc import Sequence

from journal.entry import Entry, entry_hash, read_header
from meeting.events import Finalised, Reserved
from meeting.wire import REGISTRY
from minutes.fold import Happened

FORMAT = 1
WITHHELD = frozenset(
    {
        "papers.marked",
        "papers.unmarked",
        "papers.page_turned",
        "papers.presentation_stopped",
        "agenda.floor_requested",
        "agenda.request_withdrawn",
    }
)


class NotFinal(Exception):
    """The journal has no final minutes: there is no record to make."""


def upto_final(entries: Sequence[Entry]) -> list[Entry]:
    """The journal as the record has it: it ends with the last `meeting.finalised`."""
    kinds = [read_header(entry.header).kind for entry in entries]
    last = max((place for place, kind in enumerate(kinds) if kind == "meeting.finalised"), default=None)
    if last is None or "meeting.final_withdrawn" in kinds[last:]:
        raise NotFinal
    return list(entries[: last + 1])


def happened(entries: Sequence[Entry]) -> list[Happened]:
    """The events that the minutes are folded from."""
    found: list[Happened] = []
    for entry in entries:
        header = read_header(entry.header)
        if header.kind not in WITHHELD:
            event = REGISTRY.decode(header.kind, header.v, entry.payload)
            found.append(Happened(seq=header.seq, at=header.at, event=event))
    return found


def reserved_of(events: Sequence[Happened]) -> Reserved:
    """What the final event fixed about the document."""
    last = events[-1].event
    if not isinstance(last, Finalised):
        raise NotFinal
    return last.reserved


def journal_json(entries: Sequence[Entry]) -> str:
    """The text of `journal.json`."""
    rows = [[entry.header.decode(), None if _withheld(entry) else entry.payload.decode()] for entry in entries]
    return _text({"format": FORMAT, "meeting": read_header(entries[0].header).meeting, "entries": rows})


def _withheld(entry: Entry) -> bool:
    return read_header(entry.header).kind in WITHHELD


def meta_json(entries: Sequence[Entry], reserved: Reserved) -> str:
    """The text of `record.json`: what a stranger needs to make the same bytes again."""
    last = read_header(entries[-1].header)
    return _text(
        {
            "format": FORMAT,
            "meeting": last.meeting,
            "seq": last.seq,
            "head": entry_hash(entries[-1].header),
            "template": reserved.template,
            "wording": reserved.wording,
            "typesetter": reserved.typesetter,
            "fonts": dict(reserved.fonts),
        }
    )


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_journal(text: bytes) -> tuple[list[bytes], dict[int, bytes]]:
    """Headers and the payloads that are there, from `journal.json`. ValueError if it is none."""
    found = json.loads(text)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError("not a journal of this format")
    rows = [(header.encode(), payload) for header, payload in found["entries"]]
    payloads = {seq: payload.encode() for seq, (_, payload) in enumerate(rows, start=1) if payload is not None}
    return [header for header, _ in rows], payloads
