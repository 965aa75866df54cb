"""One turn of a clerk: the commands that waited, decided one after the other against a state in the making.

What it is not: I/O. Nothing here counts until the clerk has committed it.
"""

import secrets

from ecabinet.clerk.ask import Answer, Ask, refused
from ecabinet.clerk.carried import Carried
from ecabinet.clerk.facts import NO_URN, FactSource
from ecabinet.clerk.numbers import Taken, outcome_of
from ecabinet.clerk.store import Done, Number, Outcome
from ecabinet.logs import bug
from journal.entry import SALT_BYTES, Entry, entry_hash, make_entry
from journal.shapes import Decision, Event, Refusal
from meeting.events import Finalised
from meeting.rules import decide
from meeting.state import MeetingState, evolve
from meeting.wire import decode_command
from voting.events import PollClosed, PollTied, PollVoided, Urn

Settled = PollClosed | PollTied | PollVoided  # the ballots of a secret poll are not needed any more


class Turn:
    """`take` each ask; then the lists, and `fresh`, are what is to be written."""

    def __init__(self, meeting: str, state: MeetingState, done: Carried, source: FactSource, at: int) -> None:
        self.meeting = meeting
        self.state = state
        self.done = done
        self.source = source
        self.at = at
        self.entries: list[Entry] = []
        self.events: list[Event] = []
        self.deposits: list[tuple[int, bytes]] = []
        self.emptied: list[int] = []  # polls whose deposits go
        self.fresh: dict[tuple[str, str], Done] = {}
        self.numbers: list[Number] = []
        self.outcomes: list[Outcome] = []
        self.answers: list[tuple[Ask, Answer]] = []

    def take(self, ask: Ask, taken: Taken | None = None, urn: Urn | None = None) -> None:
        """Decide one command; every ask gets exactly one answer."""
        try:
            answer = self.again(ask) or self.decided(ask, taken, urn)
        except Refusal as refusal:
            answer = refused(refusal)
        except Exception as failure:
            answer = Answer(False, code="house.error", args={"id": bug(f"decide {ask.name[:60]}", failure)})
        self.answers.append((ask, answer))

    def lacks_urn(self, ask: Ask) -> bool:
        """Whether a key is all that the command just taken wants."""
        return self.answers[-1][0] is ask and self.answers[-1][1].code == NO_URN

    def take_again(self, ask: Ask, urn: Urn | None) -> None:
        """The same command with a key, if one could be made."""
        if urn is not None:
            self.answers.pop()
            self.take(ask, urn=urn)

    def again(self, ask: Ask) -> Answer | None:
        """The stored answer, if this command was carried out before."""
        before = self.fresh.get(ask.key) or self.done.get(ask.key)
        if before is None:
            return None
        if before.body != ask.body:
            raise Refusal("clerk.id_reused")
        return Answer(True, seq=before.seq)

    def decided(self, ask: Ask, taken: Taken | None, urn: Urn | None) -> Answer:
        """Rules, then the entries they call for."""
        command = decode_command(ask.name, ask.args)
        facts = self.source.facts(self.state, ask, self.at, taken.reserved if taken else None, urn)
        decision = decide(self.state, command, facts)
        self.write(decision, taken)
        self.fresh[ask.key] = Done(*ask.key, ask.body, self.state.seq, self.at)
        return Answer(True, seq=self.state.seq)

    def write(self, decision: Decision, taken: Taken | None) -> None:
        """All entries of one decision, or none: the state moves only when the last one fitted."""
        state, entries = self.state, []
        for event in decision.events:
            entry = make_entry(
                meeting=self.meeting,
                seq=state.seq + 1,
                at=self.at,
                event=event,
                prev=state.head,
                salt=secrets.token_bytes(SALT_BYTES),
            )
            state = evolve(state, event, self.at, state.seq + 1, entry_hash(entry.header))
            entries.append(entry)
        self.state = state
        self.entries += entries
        self.events += decision.events
        self.deposits += [(state.seq, body) for body in decision.deposits]
        self.emptied += [event.poll for event in decision.events if isinstance(event, Settled) and self.secret(event)]
        self.register(decision, taken)

    def secret(self, event: Settled) -> bool:
        return self.state.voting.polls[event.poll].urn is not None

    def register(self, decision: Decision, taken: Taken | None) -> None:
        """What these events mean for the register."""
        if taken is not None and any(isinstance(event, Finalised) for event in decision.events):
            self.numbers.append(taken.number)
        self.outcomes += [outcome for event in decision.events if (outcome := outcome_of(event)) is not None]
