"""Holds a seat's store against what it should be; and what no store may ever hold, at any moment."""

from collections.abc import Mapping
from typing import Any

from ecabinet.rehearse.expected import View


def differences(held: Mapping[str, Any], wanted: View) -> list[str]:
    """Sentences; none if everything is as it should be."""
    found = [f"missing {key}" for key in wanted if key not in held]
    found += [f"must not have {key}" for key in held if key not in wanted]
    for key, fields in wanted.items():
        if key in held:
            found += [f"{key}.{name}: {why}" for name, why in unlike(held[key], fields)]
    return found


def unlike(held: Mapping[str, Any], fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (name, f"{held.get(name, '(nothing)')!r} instead of {value!r}")
        for name, value in fields.items()
        if not same(held.get(name), value)
    ]


def same(held: Any, wanted: Any) -> bool:
    """Equal; of objects, only the fields that are wanted count."""
    if isinstance(wanted, dict) and isinstance(held, dict):
        return all(same(held.get(name), value) for name, value in wanted.items())
    return bool(held == wanted)


INSIDE = frozenset({"ballot", "request", "person", "record"})


def leaks(audience: str, keys: Mapping[str, Any], items: set[int] | None) -> list[str]:
    """What breaks secrecy no matter what happens in the meeting. `items`: those a guest may know of."""
    found: list[str] = []
    for key, held in keys.items():
        kind = key.partition("/")[0]
        if kind == "voted" and audience != "staff":
            found.append(f"{audience} was shown who has voted: {key}")
        if kind == "poll" and held["state"] != "closed" and (held["totals"] or held["reasoning"]):
            found.append(f"{audience} was shown figures of a vote that is {held['state']}: {key}")
        if kind in ("ballot", "record") and audience in ("screen",):
            found.append(f"the screen was shown {key}")
        if items is not None and kind in ("item", "paper", "motion", "poll"):
            item = held["id"] if kind == "item" else held["item"]
            if item not in items:
                found.append(f"a guest was shown {key} of item {item}")
        if items is not None and kind in ("ballot", "request", "record"):
            found.append(f"a guest was shown {key}")
    return found
