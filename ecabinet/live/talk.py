"""What a client may say in Engine.IO and Socket.IO, whatever carries it: four events, text only, one object each.

python-socketio would let a client call `connect` and `disconnect` handlers by name and collect binary attachments
without bound. Here anything that is not ours is `Hostile`: the connection ends without a word.
"""

from typing import Any

import msgspec

EVENTS = frozenset({"join", "do", "keep", "signal"})
BESIDE = frozenset({"do"})  # waits for its commit beside the line; all others hold the line until they are answered
MOST_WAITING = 64  # answers owed to one line before nothing more is read from it
MOST_DIGITS = 15  # of an acknowledgement id

EVENT: msgspec.json.Decoder[tuple[str, dict[str, Any]]] = msgspec.json.Decoder(tuple[str, dict[str, Any]])


class Hostile(Exception):
    """Not our protocol."""


def event_of(packet: str) -> tuple[int | None, str, dict[str, Any]]:
    """`17["do",{...}]` -> acknowledgement id (or None), name, body. Raises Hostile."""
    bracket = packet.find("[", 0, MOST_DIGITS + 1)
    digits = packet[:bracket]
    if bracket < 0 or (digits and not (digits.isascii() and digits.isdigit())):
        raise Hostile
    try:
        name, body = EVENT.decode(packet[bracket:])
    except (msgspec.DecodeError, RecursionError, ValueError):
        raise Hostile from None
    if name not in EVENTS:
        raise Hostile
    return int(digits) if digits else None, name, body
