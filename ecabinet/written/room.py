"""Consultations in writing, as the house runs them: signed opinions, and the report to the next session.

Rules
- A member signs what the journal holds of their answers at that moment. The form is in the file store, and in the table
  of files (so that backups take it along), before the event that names it is written; where the answer changed in
  between, that event is refused and the form is nobody's.
- One signature at a time for each person. Guesses of PINs are counted together with those on records.
- The report is an item of the next session, with the signed record on its table as a paper, where there is one.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from sqlalchemy.dialects.sqlite import insert

from ecabinet.clerk.ask import Answer
from ecabinet.clerk.clerk import Clerk
from ecabinet.db.tables import file
from ecabinet.ids import derived_id, new_id, now, steady
from ecabinet.pages.library import Pages, Upload
from ecabinet.pages.upload import lay_on_table
from ecabinet.record.room import Record
from ecabinet.written import form
from ecabinet.written.reminders import Reminders
from ecabinet.written.report import title_of
from journal.shapes import Refusal
from meeting.state import MeetingState
from voting import rules_written

if TYPE_CHECKING:
    from ecabinet.house import House
    from ecabinet.signing.sign import Signed

MEDIA = "application/pdf"


class Consultations:
    """One for the house."""

    def __init__(self, house: "House", record: Record) -> None:
        self.house = house
        self.record = record
        self.reminders = Reminders(house)
        self.locks: dict[str, asyncio.Lock] = {}

    # -- the signed opinion

    async def sign(self, clerk: Clerk, person: str, pin: str) -> Answer:
        """Sign one's own answers. Refusals: `voting.not_asked`, `voting.not_answered`, `record.*`."""
        lock = self.locks.setdefault(person, asyncio.Lock())
        try:
            async with lock:
                return await self._sign(clerk, person, pin)
        finally:
            if not lock.locked():
                self.locks.pop(person, None)

    async def _sign(self, clerk: Clerk, person: str, pin: str) -> Answer:
        who, at = self._signer(clerk.state, person), now() // 1000 * 1000
        self.record.guesses.check(person, steady())
        key = await self.record.key_of(person, at)
        what = form.FormSigning(form.form_of(clerk.state, who, at), key.p12, pin)
        made = await self.record.worker.run(form.make, what)
        if made == "wrong_pin":
            raise Refusal("record.wrong_pin", left=self.record.guesses.wrong(person, steady()))
        self.record.guesses.right(person)
        if made == "wrong_signer":
            raise Refusal("record.other_name")
        args = {
            "participant": who,
            "answers": what.form.digest,
            "sha256": await self.keep(made),
            "certificate": made.certificate,
            "signed_at": at,
        }
        return await clerk.do(None, new_id(), "voting.sign_opinion", args, house=True)

    def _signer(self, state: MeetingState, person: str) -> int:
        """Who signs, if there is something to sign."""
        who = state.by_person.get(person, 0)
        if not rules_written.asked(state.voting, who):
            raise Refusal("voting.not_asked", participant=who)
        if not rules_written.has_answered(state.voting, who):
            raise Refusal("voting.not_answered", participant=who)
        if state.record.final is not None:
            raise Refusal("meeting.record_final", cmd="voting.sign_opinion")
        return who

    async def keep(self, made: "Signed") -> str:
        """The signed form in the store and its table; its SHA-256."""
        sha256 = await asyncio.to_thread(self.house.files.put, made.pdf)
        row = {"sha256": sha256, "size": len(made.pdf), "media": MEDIA, "created_at": now()}
        await self.house.db.write(lambda c: c.execute(insert(file).values(row).on_conflict_do_nothing()).rowcount)
        return sha256

    # -- the report

    async def report(self, clerk: Clerk, session: Clerk, person: str) -> Answer:
        """An item in another meeting; asked by somebody who may arrange it. The same again changes nothing."""
        state = clerk.state
        if state.phase != "closed":
            raise Refusal("written.not_closed")
        secret, ids = self.house.clerks.secret, (clerk.meeting, session.meeting)
        before = set(session.state.agenda.items)
        command_id = derived_id(secret, "report", *ids)
        answer = await session.do(person, command_id, "agenda.add_item", {"title": title_of(state), "minutes": 5})
        added = set(session.state.agenda.items) - before
        if answer.ok and added and state.record.final is not None and "pages" in self.house.rooms:
            await self._lay(clerk, session, max(added), person)
        return answer

    async def _lay(self, clerk: Clerk, session: Clerk, item: int, person: str) -> None:
        pages: Pages = self.house.rooms["pages"]
        content = await self.record.pdf(clerk)
        final = clerk.state.record.final
        name = final.reserved.notation if final is not None else ""
        upload = Upload(
            id=new_id(),
            meeting=session.meeting,
            unit_id="",
            item=item,
            title=f"Biên bản tổng hợp ý kiến số {name}",
            name=f"{name}.pdf".replace("/", "-"),
            paper=None,
            person=person,
        )
        await lay_on_table(pages, self.house.clerks, _once(content), upload)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
