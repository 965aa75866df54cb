"""What may be asked about motions and polls."""

from journal.shapes import Command
from voting.events import By, Paper
from voting.method import Marks, Method
from voting.rule import Choice


class AddMotion(Command, tag="voting.add_motion"):
    """A question put ready under an item; `rule` is the code of a rule pack, `method` how ballots are filled in."""

    item: int
    text: str
    rule: str
    method: Method | None = None


class EditMotion(Command, tag="voting.edit_motion"):
    """Only while it was never opened. Absent fields stay."""

    motion: int
    text: str | None = None
    rule: str | None = None
    method: Method | None = None


class RemoveMotion(Command, tag="voting.remove_motion"):
    motion: int


class TakeOut(Command, tag="voting.take_out"):
    """A member wants this motion voted on its own, not en bloc with others."""

    motion: int


class PutBack(Command, tag="voting.put_back"):
    motion: int


class SecondRound(Command, tag="voting.second_round"):
    """Puts a motion ready that votes again on what the election `poll` left open: the tied candidates, or the best ones
    of those who missed the majority, two for each seat."""

    poll: int


class GiveProxy(Command, tag="voting.give_proxy"):
    """Member `giver` lets member `holder` cast the ballot while away. One level: a holder gives none."""

    giver: int
    holder: int


class WithdrawProxy(Command, tag="voting.withdraw_proxy"):
    giver: int


class SetWeight(Command, tag="voting.set_weight"):
    """The vote of this member weighs p/q, more than nothing."""

    participant: int
    p: int
    q: int


class Recuse(Command, tag="voting.recuse"):
    """A member takes no part in votes under this item."""

    item: int
    participant: int
    reason: str


class EndRecusal(Command, tag="voting.end_recusal"):
    item: int
    participant: int


class Open(Command, tag="voting.open"):
    """Opens a poll on the motion. Without a quorum only with `override`, a reason that goes into the minutes. `by`:
    where the votes come from; hands and papers are counted by people and entered."""

    motion: int
    override: str | None = None
    by: By = "seats"


class OpenTogether(Command, tag="voting.open_together"):
    """Opens one poll for each of these motions of the item, all at once."""

    motions: tuple[int, ...]
    override: str | None = None


class OpenBloc(Command, tag="voting.open_bloc"):
    """One poll that decides all these motions alike: questions with the same rule, none of them taken out."""

    motions: tuple[int, ...]
    text: str
    override: str | None = None


class Cast(Command, tag="voting.cast"):
    """One ballot: `choice` of a question (`text` belongs to `other` and is then required), `marks` of other kinds, or
    `sealed` (hex) in a secret poll. `voter`: the member who gave the sender a proxy."""

    poll: int
    choice: Choice | None = None
    text: str = ""
    marks: Marks | None = None
    sealed: str | None = None
    voter: int | None = None


class EnterCount(Command, tag="voting.enter_count"):
    """What tellers counted in a poll by hands or paper: equal ballots with their number, and invalid papers."""

    poll: int
    papers: tuple[Paper, ...]
    invalid: int = 0


class Pause(Command, tag="voting.pause"):
    """Takes no ballots for a while."""

    poll: int


class Resume(Command, tag="voting.resume"):
    poll: int


class Close(Command, tag="voting.close"):
    poll: int


class DecideTie(Command, tag="voting.decide_tie"):
    """The chair's casting vote."""

    poll: int
    choice: Choice


class Count(Command, tag="voting.count"):
    """The house has opened the urn of a secret poll: its ballots without names."""

    poll: int
    papers: tuple[Paper, ...]
    receipts: tuple[str, ...]


class LoseUrn(Command, tag="voting.lose_urn"):
    """The key of a secret poll, or ballots of it, are lost: it is void."""

    poll: int
    reason: str


class ShowNames(Command, tag="voting.show_names"):
    """Who chose what in a closed named poll is shown on the wall, or no longer."""

    poll: int
    shown: bool


class Void(Command, tag="voting.void"):
    """A vote opened by mistake: its ballots are kept, marked void, and decide nothing."""

    poll: int
    reason: str


class SignOpinion(Command, tag="voting.sign_opinion"):
    """House only: a member signed their answers in a consultation. `answers`: SHA-256 of the answers that were signed;
    `sha256`: of the signed file; `certificate`: SHA-256 of the signer's certificate."""

    participant: int
    answers: str
    sha256: str
    certificate: str
    signed_at: int


class AttachFile(Command, tag="voting.attach_file"):
    """House only: a member put a PDF to their answers in a consultation; it was cleaned and is kept. `sha256`, `size`:
    of the file as it is kept."""

    participant: int
    sha256: str
    name: str
    size: int


class DetachFile(Command, tag="voting.detach_file"):
    """A member takes a file from their own answers, while these are taken."""

    sha256: str


VotingCommand = (
    AddMotion | EditMotion | RemoveMotion | TakeOut | PutBack | SecondRound | GiveProxy | WithdrawProxy | SetWeight
    | Recuse | EndRecusal | Open | OpenTogether | OpenBloc | Cast | EnterCount | Pause | Resume | Close | DecideTie
    | Count | LoseUrn | ShowNames | Void | SignOpinion | AttachFile | DetachFile
)  # fmt: skip
