"""What one room needs of another, computed here and passed in as facts; and what one room's act ends in another.

Rules
- When the item under discussion ends, or another opens, a paper shown for it leaves the screen first.
- The meeting closes from the inside out: speech, presentation, item, session.
"""

from agenda import commands as ac
from agenda import events as ae
from agenda import rules as agenda_rules
from agenda.commands import AgendaCommand
from agenda.events import Presenter
from agenda.facts import AgendaFacts, Subject
from agenda.rules_items import ending
from journal.shapes import Decision, Event
from meeting.facts import (
    NO_RULE,
    Facts,
    actor_of,
    has_voted,
    invited_now,
    partner_in,
    presents_open_item,
    seated,
)
from meeting.roles import leads
from meeting.state import MeetingState, Participant
from papers import commands as pc
from papers import rules as papers_rules
from papers.commands import PapersCommand
from papers.events import PresentationStopped
from papers.facts import PapersFacts
from voting import commands as vc
from voting import rules as voting_rules
from voting.commands import VotingCommand
from voting.facts import VotingFacts
from voting.rule import Share


def agenda(state: MeetingState, command: AgendaCommand, facts: Facts) -> Decision:
    """Decides a command of the agenda, and takes the presented paper down with its item."""
    decision = agenda_rules.decide(state.agenda, command, agenda_facts(state, command, facts))
    return Decision(_with_stage_down(state, decision.events))


def voting(state: MeetingState, command: VotingCommand, facts: Facts) -> Decision:
    """Decides a command of voting."""
    return voting_rules.decide(state.voting, command, voting_facts(state, command, facts))


def papers(state: MeetingState, command: PapersCommand, facts: Facts) -> Decision:
    """Decides a command about papers."""
    return papers_rules.decide(state.papers, command, papers_facts(state, command, facts))


def ending_all(state: MeetingState) -> tuple[Event, ...]:
    """What ends when the session ends."""
    events = ending(state.agenda)
    down = _with_stage_down(state, events)
    return down if len(down) > len(events) else (*events, *_stage_down(state))


def _stage_down(state: MeetingState) -> tuple[Event, ...]:
    return (PresentationStopped(),) if state.papers.stage is not None else ()


def _with_stage_down(state: MeetingState, events: tuple[Event, ...]) -> tuple[Event, ...]:
    for place, event in enumerate(events):
        if _ends_showing(state, event):
            return (*events[:place], *_stage_down(state), *events[place:])
    return events


def _ends_showing(state: MeetingState, event: Event) -> bool:
    match event:
        case ae.ItemFinished() | ae.ItemPostponed() | ae.ItemWithdrawn():
            return event.item == state.agenda.open
        case ae.ItemOpened():
            stage = state.papers.stage
            return stage is not None and state.papers.papers[stage.paper].item != event.item
        case _:
            return False


def _leads(state: MeetingState, participant: Participant | None) -> bool:
    return participant is not None and leads(state, participant)


def agenda_facts(state: MeetingState, command: AgendaCommand, facts: Facts) -> AgendaFacts:
    """What the agenda is told."""
    actor = actor_of(state, facts.person)
    presenter = command.presenter if isinstance(command, ac.AddItem | ac.EditItem) else None
    named = state.participants.get(presenter) if presenter is not None else None
    return AgendaFacts(
        actor=actor.id if actor is not None else None,
        manages=_leads(state, actor),
        new_id=state.next_id,
        subject=_subject(state, command, actor),
        presenter=Presenter(named.id, named.name, named.position) if named is not None else None,
        presenter_known=presenter is None or named is not None,
        poll_open=bool(state.voting.open),
        item_in_use=isinstance(command, ac.RemoveItem) and _in_use(state, command.item),
    )


def _subject(state: MeetingState, command: AgendaCommand, actor: Participant | None) -> Subject | None:
    asked = getattr(command, "participant", None)
    found = actor if asked is None else state.participants.get(asked)
    if found is None:
        return None
    return Subject(found.id, partner_in(state, found), invited_now(state, found), has_voted(state, found.id))


def _in_use(state: MeetingState, item: int) -> bool:
    papers_on_it = state.papers.order.get(item, ())
    return bool(papers_on_it) or any(motion.item == item for motion in state.voting.motions.values())


_NEEDS_PEOPLE = vc.Open | vc.OpenTogether | vc.OpenBloc | vc.GiveProxy | vc.SetWeight | vc.Recuse


def voting_facts(state: MeetingState, command: VotingCommand, facts: Facts) -> VotingFacts:
    """What voting is told. Only opening, and what concerns voters, needs to know who they are."""
    actor = actor_of(state, facts.person)
    item = command.item if isinstance(command, vc.AddMotion | vc.Recuse) else None
    rule = state.frame.quorum if state.frame is not None else NO_RULE
    return VotingFacts(
        actor=actor.id if actor is not None else None,
        leads=_leads(state, actor),
        actor_is_member=actor is not None and actor.capacity == "member",
        new_id=state.next_id,
        item_known=item is None or item in state.agenda.items,
        open_item=state.agenda.open,
        people=seated(state) if isinstance(command, _NEEDS_PEOPLE) else (),
        quorum=Share(rule.p, rule.q),
        chair=state.chair,
        packs=facts.packs,
        urn=facts.urn,
        private=facts.private,
    )


def written_facts(state: MeetingState, facts: Facts) -> VotingFacts:
    """What voting is told when the questions of a consultation open or close together."""
    rule = state.frame.quorum if state.frame is not None else NO_RULE
    return VotingFacts(
        new_id=state.next_id,
        people=seated(state),
        quorum=Share(rule.p, rule.q),
        chair=state.chair,
        packs=facts.packs,
    )


def papers_facts(state: MeetingState, command: PapersCommand, facts: Facts) -> PapersFacts:
    """What the table is told."""
    actor = actor_of(state, facts.person)
    asked = command.item if isinstance(command, pc.AddVersion | pc.MovePaper) else None
    return PapersFacts(
        actor=actor.id if actor is not None else None,
        leads=_leads(state, actor),
        chairs=actor is not None and state.chair == actor.id,
        presents_item=actor is not None and presents_open_item(state, actor),
        new_id=state.next_id,
        item_known=asked is None or asked in state.agenda.items,
        open_item=state.agenda.open,
    )
