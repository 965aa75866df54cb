"""What a verification found: checks in the order they were made, each with codes and arguments, never sentences.

Exit codes: 0 everything holds and every signer chains to a given root; 1 something is broken; 3 the file is intact, but
something could not be checked (no roots given, or another typesetter set the record).
"""

from typing import Any, Literal

import msgspec

Status = Literal["ok", "broken", "unknown"]
Name = Literal[
    "file", "signature_secretary", "signature_chair", "journal", "votes", "signers", "updates", "typeset", "trust"
]


class Check(msgspec.Struct, frozen=True):
    """One line of the report. `reason` is a code; empty where all is well."""

    name: Name
    status: Status
    reason: str = ""
    args: dict[str, Any] = {}


class Signature(msgspec.Struct, frozen=True):
    """Who signed, when (UTC milliseconds, as the signature says), with which certificate."""

    role: str
    name: str
    unit: str
    signed_at: int
    not_after: int
    certificate: str
    issuer: str


class Report(msgspec.Struct, frozen=True):
    """All checks made; after the first broken one no further is made."""

    checks: tuple[Check, ...]
    signatures: tuple[Signature, ...] = ()
    notation: str = ""
    title: str = ""
    offset: int = 0
    sha256: str = ""

    @property
    def exit_code(self) -> int:
        states = {check.status for check in self.checks}
        return 1 if "broken" in states else 3 if "unknown" in states else 0


class Broken(Exception):
    """A check does not hold: stops the verification."""

    def __init__(self, name: Name, reason: str, **args: Any) -> None:
        super().__init__(f"{name}: {reason} {args}")
        self.check = Check(name, "broken", reason, args)
