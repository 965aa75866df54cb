"""What anybody may see and hear of a meeting. Secrecy is decided here (with `meeting.views`) and nowhere else.

What it is: pure functions of the state. Sockets, page images, text, search, downloads and signals all ask them.
What it is not: rights to act (see `roles`); the documents of the document store have their own page rights on top.

Audiences: "staff" (whoever chairs now, and secretaries) · "members" (members, substitutes, and staff without duty) ·
"guests:3,7" (guests invited to items 3 and 7) · "screen" · "none".

Rules
- Before the meeting is convened only staff sees anything; a stranger never does.
- Staff and members see every item, paper, motion, poll, person and request. Ids in the register of people, what a
  guest is invited to, and who has voted while a poll is open: staff only.
- While a poll is open nobody sees choices or totals. Once closed: totals and reasoning for all who see its item, named
  ballots for staff and members. A void poll shows no ballots and no totals to anybody.
- Guests see the frame, the quorum in counts, chair and staff by name, and of their own items (sub-items included): the
  item, papers, motions, polls, ink, stage and floor. Of other items they get no object and no page; `stage.hidden` says
  only that something else is going on. Between items they do not see the floor. Of the queue: their own request.
- The screen sees the frame, the agenda, what is presented, the floor, the next request, polls and results; no person,
  no names of voters (but of a closed named poll, while chair or secretary has them shown), no paper that is not
  presented.
- The queue and the floor are there while the session is; who still waited when it closed is for the minutes.
- A recalled paper is a tombstone: nobody reads its pages. Earlier versions of a paper stay readable.
- Shared ink is seen where its paper may be seen: of the open item, or of what is presented.
- A member's signed opinion: that member; once closed also staff and members, where every question publishes ballots.
- Files attached to it: that member, and staff, at any time; members as the signed opinion.
- The record, from closing on: staff and members, never guests or the screen.
- What concerns one person (`mine`) goes to that person only.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from journal.shapes import Event
from meeting.facts import actor_of
from meeting.objects import Object
from meeting.roles import leads, participant_roles
from meeting.rules_record import next_signer
from meeting.state import MeetingState
from meeting.views.once import Once
from meeting.views.opinions import published as published
from meeting.views.own import own, own_after
from meeting.views.parts import eyes_of
from meeting.views.projector import Projector as Projector
from meeting.views.sections import SECTIONS
from meeting.views.table import sees_paper

Audience = str


def audience_of(state: MeetingState, person: str | None, screen: bool = False) -> Audience:
    """The audience of a seat; "none" sees nothing."""
    if screen:
        return "screen" if state.session.convened_at is not None else "none"
    participant = actor_of(state, person)
    if participant is None:
        return "none"
    if leads(state, participant):
        return "staff"
    if state.session.convened_at is None:
        return "none"
    if participant.capacity != "guest":
        return "members"
    return "guests:" + ",".join(map(str, sorted(participant.items)))


def view(state: MeetingState, audience: Audience) -> dict[str, Object]:
    """Everything an audience sees, made afresh: the plain meaning of `Projector`."""
    eyes = eyes_of(state, audience)
    bundles = [bundle for section in SECTIONS for bundle in section.bundles(state, eyes, Once())]
    return dict(made for bundle in bundles for _, made in bundle.made(bundle.rows()) if made is not None)


def mine(state: MeetingState, person: str | None) -> dict[str, Object]:
    """What concerns this person alone; empty for strangers, and before the meeting is convened for all but staff."""
    participant = actor_of(state, person)
    if participant is None or audience_of(state, person) == "none":
        return {}
    return own(state, participant)


def mine_after(state: MeetingState, person: str, events: Iterable[Event]) -> dict[str, Object] | None:
    """As much of `mine` as these events may have changed (nothing of it is gone then); None: look at all of it."""
    participant = actor_of(state, person)
    if participant is None or audience_of(state, person) == "none":
        return None
    found: dict[str, Object] = {}
    for event in events:
        part = own_after(state, participant, event)
        if part is None:
            return None
        found |= part
    return found


def may_read(state: MeetingState, person: str | None, screen: bool, version: str) -> bool:
    """May this seat have pages, text, search hits and downloads of this file version?"""
    return reads(state, audience_of(state, person, screen), version)


def reads(state: MeetingState, audience: Audience, version: str) -> bool:
    """As `may_read`, for an audience."""
    paper = state.papers.papers.get(state.papers.of_version.get(version, 0))
    if paper is None or paper.recalled is not None:
        return False
    eyes, stage = eyes_of(state, audience), state.papers.stage
    if eyes.kind == "screen":
        return stage is not None and stage.version == version
    return sees_paper(eyes, paper, 0)


def hears(state: MeetingState, audience: Audience, signal: Mapping[str, Any]) -> bool:
    """May this audience receive the signal? Presence is for staff; stroke and pointer follow the presented version."""
    match signal.get("kind"):
        case "presence":
            return eyes_of(state, audience).kind == "staff"
        case "stroke" | "pointer":
            stage = state.papers.stage
            return (
                stage is not None and signal.get("version") == stage.version and reads(state, audience, stage.version)
            )
        case _:
            return False


def may_signal(state: MeetingState, person: str | None, signal: Mapping[str, Any]) -> bool:
    """May this person send the signal? Who presents, chair and secretary point and draw, on the presented version."""
    participant, stage = actor_of(state, person), state.papers.stage
    if participant is None or stage is None or signal.get("kind") not in ("stroke", "pointer"):
        return False
    return signal.get("version") == stage.version and (stage.by == participant.id or leads(state, participant))


def may_prepare(state: MeetingState, person: str | None) -> bool:
    """May this person upload papers and change the content? Secretaries and the chair, until the session ends."""
    return audience_of(state, person) == "staff" and state.phase not in ("closed", "cancelled")


def may_read_opinion(state: MeetingState, person: str | None, participant: int) -> bool:
    """May this person have the signed opinion of a participant in a consultation, and the files attached to it?"""
    actor = actor_of(state, person)
    if actor is not None and actor.id == participant:
        return audience_of(state, person) != "none"
    return audience_of(state, person) in ("staff", "members") and published(state)


def may_write_record(state: MeetingState, person: str | None) -> bool:
    """May this person write the prose of the minutes and finalise them? Secretaries, until the text is final."""
    participant = actor_of(state, person)
    return participant is not None and "secretary" in participant.duties and state.record.final is None


def may_preview_record(state: MeetingState, person: str | None) -> bool:
    """May this person see the draft of the minutes? Secretaries and the chair."""
    return audience_of(state, person) == "staff"


def may_see_record(state: MeetingState, person: str | None) -> bool:
    """May this person have the record as a whole? Staff and members, once it is final."""
    return audience_of(state, person) in ("staff", "members") and state.record.final is not None


def may_sign(state: MeetingState, person: str | None) -> str | None:
    """The place in which this person may sign now: "secretary", "chair", or None."""
    participant, due = actor_of(state, person), next_signer(state)
    if participant is None or due is None:
        return None
    if any(done.participant == participant.id for done in state.record.signatures):
        return None
    return due if due in participant_roles(state, participant) else None


def may_file(state: MeetingState, person: str | None) -> bool:
    """May this person have the signed record filed? Secretaries and the chair."""
    return audience_of(state, person) == "staff" and state.record.stage == "signed"
