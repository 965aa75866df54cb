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
  no names of voters, no paper that is not presented.
- The queue and the floor are there while the session is; who still waited when it closed is for the minutes.
- A recalled paper is a tombstone: nobody reads its pages. Earlier versions of a paper stay readable.
- Shared ink is seen where its paper may be seen: of the open item, or of what is presented.
- The record, from closing on: staff and members, never guests or the screen.
- What concerns one person (`mine`) goes to that person only.
"""

from collections.abc import Mapping
from operator import is_
from typing import Any

from journal.shapes import State
from meeting.facts import actor_of
from meeting.objects import Object
from meeting.roles import participant_roles
from meeting.rules_record import next_signer
from meeting.state import MeetingState, Participant
from meeting.views import frame, items, people, polls, table
from meeting.views.own import own
from meeting.views.parts import Eyes, Section, eyes_of
from meeting.views.table import sees_paper

Audience = str

SECTIONS: tuple[Section, ...] = (
    *frame.SECTIONS,
    *items.SECTIONS,
    *people.SECTIONS,
    *table.SECTIONS,
    *polls.SECTIONS,
)


def audience_of(state: MeetingState, person: str | None, screen: bool = False) -> Audience:
    """The audience of a seat; "none" sees nothing."""
    if screen:
        return "screen" if state.session.convened_at is not None else "none"
    participant = actor_of(state, person)
    if participant is None:
        return "none"
    if _is_staff(state, participant):
        return "staff"
    if state.session.convened_at is None:
        return "none"
    if participant.capacity != "guest":
        return "members"
    return "guests:" + ",".join(map(str, sorted(participant.items)))


def _is_staff(state: MeetingState, participant: Participant) -> bool:
    return not participant_roles(state, participant).isdisjoint({"chair", "secretary"})


def view(state: MeetingState, audience: Audience) -> dict[str, Object]:
    """Everything an audience sees, made afresh: the plain meaning of `Projector`."""
    eyes = eyes_of(state, audience)
    seen: dict[str, Object] = {}
    for section in SECTIONS:
        for bundle in section.bundles(state, eyes):
            seen.update(bundle.make(*bundle.inputs))
    return seen


def mine(state: MeetingState, person: str | None) -> dict[str, Object]:
    """What concerns this person alone; empty for strangers, and before the meeting is convened for all but staff."""
    participant = actor_of(state, person)
    if participant is None or audience_of(state, person) == "none":
        return {}
    return own(state, participant)


def may_read(state: MeetingState, person: str | None, screen: bool, version: str) -> bool:
    """May this seat have pages, text, search hits and downloads of this file version?"""
    return reads(state, audience_of(state, person, screen), version)


def reads(state: MeetingState, audience: Audience, version: str) -> bool:
    """As `may_read`, for an audience."""
    paper = state.papers.papers.get(state.papers.of_version.get(version, 0))
    if paper is None or paper.recalled is not None:
        return False
    eyes = eyes_of(state, audience)
    if eyes.kind == "screen":
        return state.papers.stage is not None and state.papers.stage.version == version
    return sees_paper(state, eyes, paper)


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
    return signal.get("version") == stage.version and (stage.by == participant.id or _is_staff(state, participant))


def may_prepare(state: MeetingState, person: str | None) -> bool:
    """May this person upload papers and change the content? Secretaries and the chair, until the session ends."""
    return audience_of(state, person) == "staff" and state.phase not in ("closed", "cancelled")


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


class _Memo(State):
    """What a section was last made from, and its bundles: key -> (inputs, objects)."""

    slices: tuple[object, ...]
    bundles: dict[str, tuple[tuple[object, ...], dict[str, Object]]]


class Projector:
    """An audience's view, kept up to date: each `project` tells only what changed since the one before.

    Sections whose slices are the same objects as last time are not made again, nor bundles whose inputs are equal (that
    is quick to tell where they are the same objects); the result is always equal to `view`."""

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self.objects: dict[str, Object] = {}
        self._eyes: Eyes | None = None
        self._memos: dict[str, _Memo] = {}

    def project(self, state: MeetingState) -> tuple[dict[str, Object], list[str]]:
        """Objects to set and keys to delete."""
        eyes = eyes_of(state, self.audience)
        if eyes != self._eyes:
            self._eyes = eyes
            self._memos = {name: _Memo((), memo.bundles) for name, memo in self._memos.items()}
        set_: dict[str, Object] = {}
        gone: dict[str, None] = {}
        for section in SECTIONS:
            slices = section.slices(state)
            memo = self._memos.get(section.name, _Memo((), {}))
            if memo.slices and _untouched(slices, memo.slices):
                continue
            bundles = _refresh(memo.bundles, section.bundles(state, eyes), set_, gone)
            self._memos[section.name] = _Memo(slices, bundles)
        del_ = [key for key in gone if key not in set_]
        self._apply(set_, del_)
        return set_, del_

    def _apply(self, set_: dict[str, Object], del_: list[str]) -> None:
        self.objects.update(set_)
        for key in del_:
            del self.objects[key]


def _refresh(
    old: dict[str, tuple[tuple[object, ...], dict[str, Object]]],
    wanted: Any,
    set_: dict[str, Object],
    gone: dict[str, None],
) -> dict[str, tuple[tuple[object, ...], dict[str, Object]]]:
    """The bundles as they are now; what changed goes into `set_` and `gone`."""
    fresh: dict[str, tuple[tuple[object, ...], dict[str, Object]]] = {}
    for key, inputs, make in wanted:
        before = old.get(key)
        if before is not None and inputs == before[0]:
            fresh[key] = before
            continue
        objects = make(*inputs)
        known = before[1] if before is not None else {}
        set_.update((name, made) for name, made in objects.items() if known.get(name) != made)
        gone.update((name, None) for name in known if name not in objects)
        fresh[key] = (inputs, objects)
    for key, (_, objects) in old.items():
        if key not in fresh:
            gone.update(dict.fromkeys(objects))
    return fresh


def _untouched(now: tuple[object, ...], before: tuple[object, ...]) -> bool:
    """The very same objects."""
    return all(map(is_, now, before))
