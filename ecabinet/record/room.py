"""The record of each meeting, from draft to document: facts, prose, preview, finalise, sign, file, download.

Rules
- Who may do what is asked of `meeting.view`; what happened is said by commands of the meeting; here files are made.
- Nothing slow runs here: typesetting, signing and verifying happen in the worker process.
- A signed file is in the file store before the event that names it is written. One signature at a time per meeting.
- Filing follows the chair's signature by itself; what a crash left unfiled is filed at the next start.
"""

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import text

from ecabinet.clerk.ask import Answer
from ecabinet.clerk.clerk import Clerk
from ecabinet.clerk.store import read_entries
from ecabinet.documents import filing
from ecabinet.documents.status import Statuses
from ecabinet.ids import derived_id, now, steady
from ecabinet.logs import bug
from ecabinet.record import build, drafts, source, tasks
from ecabinet.record.worker import Worker
from ecabinet.signing import store as keys
from ecabinet.signing.authority import Holder
from ecabinet.signing.keys import Guesses
from journal.entry import Entry
from journal.shapes import Refusal
from meeting.events import Reserved
from meeting.state import MeetingState
from meeting.view import may_sign
from minutes.doc import MinutesDoc
from minutes.facts import editor
from minutes.fold import fold

if TYPE_CHECKING:
    from ecabinet.house import House

PREVIEW_WIDTH = 1200
PREVIEWS = 8


class Pages(msgspec.Struct, frozen=True):
    """A preview: WebP pages and what they were made from."""

    hash: str
    pages: tuple[bytes, ...]


class Record:
    """One for the house."""

    def __init__(self, house: "House") -> None:
        self.house = house
        self.db = house.db
        self.worker = Worker()
        self.guesses = Guesses()
        self.statuses = Statuses(house.files, house.settings.data, self.worker)
        self.previews: OrderedDict[str, Pages] = OrderedDict()
        self.locks: dict[str, asyncio.Lock] = {}
        house.clerks.numbers.reserve = reserve

    async def stop(self) -> None:
        self.worker.close()

    # -- draft

    async def entries(self, clerk: Clerk) -> list[Entry]:
        """The journal as stored."""
        return await read_entries(self.db, clerk.meeting)

    async def facts(self, clerk: Clerk) -> dict[str, Any]:
        """The secretary's editor."""
        return editor(await self.doc(clerk))

    async def doc(self, clerk: Clerk) -> MinutesDoc:
        """The minutes as they stand."""
        entries = await self.entries(clerk)
        draft = await drafts.read(self.db, clerk.meeting)
        return await asyncio.to_thread(_folded, entries, draft.blocks)

    async def preview(self, clerk: Clerk) -> Pages:
        """The real pages; made again only when journal or prose have changed."""
        draft = await drafts.read(self.db, clerk.meeting)
        made_from = sha256(f"{clerk.meeting} {clerk.state.head} {draft.rev}".encode()).hexdigest()[:16]
        held = self.previews.get(clerk.meeting)
        if held is None or held.hash != made_from:
            entries = await self.entries(clerk)
            pages = await self.worker.run(tasks.preview, entries, draft.blocks, PREVIEW_WIDTH)
            held = self.previews[clerk.meeting] = Pages(made_from, tuple(pages))
            while len(self.previews) > PREVIEWS:
                self.previews.popitem(last=False)
        return held

    async def finalise(self, clerk: Clerk, person: str, command_id: str) -> Answer:
        """Freeze the drafted text under the next number."""
        draft = await drafts.read(self.db, clerk.meeting)
        blocks = [{"key": key, "text": words} for key, words in sorted(draft.blocks.items()) if words]
        return await clerk.do(person, command_id, "meeting.finalise", {"prose": blocks})

    # -- signing

    async def sign(self, clerk: Clerk, person: str, pin: str) -> Answer:
        """Sign in the place that is due, then file if that was the last. Refusals: see `_signing`."""
        async with self.locks.setdefault(clerk.meeting, asyncio.Lock()):
            answer = await self._sign(clerk, person, pin)
        if answer.ok:
            await self.file_if_signed(clerk)
        return answer

    async def _sign(self, clerk: Clerk, person: str, pin: str) -> Answer:
        what = await self._signing(clerk, person, pin)
        made = await self.worker.run(tasks.add_signature, what)
        if made == "wrong_pin":
            raise Refusal("record.wrong_pin", left=self.guesses.wrong(person, steady()))
        self.guesses.right(person)
        if made == "wrong_signer":
            raise Refusal("record.other_name")
        if made == "other_typesetter":
            raise Refusal("record.other_typesetter")
        kept = await asyncio.to_thread(self.house.files.put, made.pdf)
        state = clerk.state
        args = {
            "participant": state.by_person[person],
            "role": what.role,
            "certificate": made.certificate,
            "sha256": kept,
            "signed_at": what.at,
        }
        return await clerk.do(None, f"sign-{what.role}-{kept[:40]}", "meeting.sign", args, house=True)

    async def _signing(self, clerk: Clerk, person: str, pin: str) -> tasks.Signing:
        """What is to be signed. Refusals: `record.not_your_turn`, `record.pin_locked`, `record.no_key`."""
        state, at = clerk.state, now() // 1000 * 1000
        role = may_sign(state, person)
        if role not in ("secretary", "chair") or not await self._is_named(clerk, person, role):
            raise Refusal("record.not_your_turn")
        self.guesses.check(person, steady())
        key = await self.key_of(person, at)
        done = state.record.signatures
        return tasks.Signing(
            entries=tuple(await self.entries(clerk)),
            pdf=await asyncio.to_thread(self.house.files.read, done[-1].sha256) if done else None,
            role=role,  # type: ignore[arg-type]
            name=state.participants[state.by_person[person]].name,
            p12=key.p12,
            pin=pin,
            at=at,
            offset=state.frame.offset if state.frame is not None else 0,
        )

    async def _is_named(self, clerk: Clerk, person: str, role: str) -> bool:
        """The record prints one secretary and one chair: only they sign."""
        doc = await self.doc(clerk)
        named = doc.secretary if role == "secretary" else doc.chair
        return named is not None and clerk.state.by_person.get(person) == named.participant

    async def key_of(self, person: str, at: int) -> keys.Key:
        """The key that this person signs with. Refusal: `record.no_key`."""
        key = await keys.find(self.db, person, at) or await self._demo_key(person, at)
        if key is None:
            raise Refusal("record.no_key")
        return key

    async def _demo_key(self, person: str, at: int) -> keys.Key | None:
        """In a demo nobody has to fetch a key first."""
        found = self.house.people.get(person)
        if not self.house.settings.demo or found is None:
            return None
        holder = Holder(found.id, found.name, found.position, found.unit.name)
        await keys.give_demo_key(self.db, self.house.settings.data, holder)
        return await keys.find(self.db, person, at)

    # -- the signed record

    async def pdf(self, clerk: Clerk) -> bytes:
        """The record as far as it is: signed by whoever has signed, or typeset and unsigned."""
        done = clerk.state.record.signatures
        if done:
            return await asyncio.to_thread(self.house.files.read, done[-1].sha256)
        made = await self.worker.run(tasks.final, await self.entries(clerk))
        if made == "other_typesetter":
            raise Refusal("record.other_typesetter")
        return made

    async def file_if_signed(self, clerk: Clerk) -> Answer | None:
        """Enter the signed record into the document store. Harmless to repeat."""
        if clerk.state.record.stage != "signed":
            return None
        made = await self._filing(clerk)
        await self.db.write(lambda connection: filing.write(connection, made))
        args = {"document": made.id, "sha256": made.sha256}
        answer = await clerk.do(None, f"file-{made.sha256[:40]}", "meeting.file", args, house=True)
        with contextlib.suppress(Exception):  # only to have it ready: asked for again when somebody looks
            await self.statuses.of(made.sha256)
        return answer

    async def _filing(self, clerk: Clerk) -> filing.Filing:
        state = clerk.state
        signed = state.record.signatures[-1].sha256
        content = await asyncio.to_thread(self.house.files.read, signed)
        return filing.Filing(
            id=derived_id(self.house.clerks.secret, "record", clerk.meeting),
            meeting=clerk.meeting,
            unit_id=state.frame.unit_id if state.frame is not None else "",
            doc=await self.doc(clerk),
            signatures=state.record.signatures,
            sha256=signed,
            size=len(content),
            pages=await self.worker.run(tasks.page_count, content),
            at=now(),
        )

    async def file_what_was_left(self) -> None:
        """At start-up: records that were signed but not filed when the power went."""
        rows = await self.db.rows(text("SELECT DISTINCT meeting FROM register WHERE status = 'reserved'"))
        for row in rows:
            try:
                await self.file_if_signed(await self.house.clerks.get(row["meeting"]))
            except Exception as failure:
                bug("filing at start", failure)


def reserve(state: MeetingState, number: int, notation: str, day: str) -> Reserved:
    """What the register's number is written down with: template, wording, typesetter, fonts."""
    return build.fixed(number, notation, day, state.frame.form if state.frame is not None else "room")


def _folded(entries: Sequence[Entry], prose: dict[str, str]) -> MinutesDoc:
    return fold(source.happened(entries), prose)
