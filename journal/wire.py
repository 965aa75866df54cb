"""Names on the wire: from the kind in a header to the struct of the event, old shapes included.

What it is: a table of kinds and, for shapes that have changed, one small function per step.
What it is not: a place for meaning; an upcaster only rearranges the fields of one old body.

Rules
- A kind, once released, is never renamed or reused.
- `upcasters[(kind, v)]` turns a body written in version `v` into the shape of version `v + 1`; a kind without one did
  not change in that step. Stored bytes stay as they are.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from journal.entry import VERSION, Entry, Place, read_payload, read_place
from journal.shapes import Event, wire_name

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


class UnknownKind(Exception):
    """A header names an event this release does not know."""


class Registry:
    """All events of one kind of journal. Immutable once made."""

    def __init__(
        self,
        events: tuple[type[Event], ...],
        upcasters: Mapping[tuple[str, int], Upcaster] | None = None,
        version: int = VERSION,
    ) -> None:
        self.events = {wire_name(event): event for event in events}
        if len(self.events) != len(events):
            raise ValueError("two events share a wire name")
        self._bodies = {kind: msgspec.json.Decoder(event) for kind, event in self.events.items()}
        self._payloads = {kind: msgspec.json.Decoder(_payload(event)) for kind, event in self.events.items()}
        self._upcasters = dict(upcasters or {})
        self._changed = frozenset(kind for kind, _ in self._upcasters)
        self._version = version

    def decode(self, kind: str, v: int, payload: bytes) -> Event:
        """The event of a stored payload; raises UnknownKind or msgspec.DecodeError (a damaged or newer journal)."""
        decoder = self._payloads.get(kind)
        if decoder is None:
            raise UnknownKind(kind)
        if kind in self._changed and v < self._version:
            raw = bytes(read_payload(payload).body)
            return self._bodies[kind].decode(self._upcast(kind, v, raw))
        event: Event = decoder.decode(payload).body
        return event

    def read(self, entry: Entry) -> tuple[Place, Event]:
        """Place and event of a stored entry."""
        place = read_place(entry.header)
        return place, self.decode(place.kind, place.v, entry.payload)

    def _upcast(self, kind: str, v: int, raw: bytes) -> bytes:
        body: dict[str, Any] = msgspec.json.decode(raw)
        for step in range(v, self._version):
            upcaster = self._upcasters.get((kind, step))
            body = upcaster(body) if upcaster else body
        return msgspec.json.encode(body)


def _payload(event: type[Event]) -> type[Any]:
    """A payload whose body is this event: decoded in one go, a meeting of 20,000 entries opens sooner."""
    return msgspec.defstruct("Payload", [("salt", str), ("body", event)], frozen=True, forbid_unknown_fields=True)
