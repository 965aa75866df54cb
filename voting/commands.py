"""What may be asked about motions and polls."""

from journal.shapes import Command
from voting.events import Choice


class AddMotion(Command, tag="voting.add_motion"):
    """A question put ready under an item; `rule` is the code of a rule pack."""

    item: int
    text: str
    rule: str


class EditMotion(Command, tag="voting.edit_motion"):
    """Only while it was never opened. Absent fields stay."""

    motion: int
    text: str | None = None
    rule: str | None = None


class RemoveMotion(Command, tag="voting.remove_motion"):
    motion: int


class Open(Command, tag="voting.open"):
    """Opens a poll on the motion. Without a quorum only with `override`, a reason that goes into the minutes."""

    motion: int
    override: str | None = None


class Cast(Command, tag="voting.cast"):
    """One ballot, final once received. `text` belongs to `other` and is then required."""

    poll: int
    choice: Choice
    text: str = ""


class Close(Command, tag="voting.close"):
    poll: int


class Void(Command, tag="voting.void"):
    """A vote opened by mistake: its ballots are kept, marked void, and decide nothing."""

    poll: int
    reason: str


VotingCommand = AddMotion | EditMotion | RemoveMotion | Open | Cast | Close | Void
