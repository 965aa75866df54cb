"""From the bytes of an upload to a paper on the table: what the route does, and whoever brings papers in otherwise.

Rules: rights, item and title are checked before a byte is taken; the clerk decides again at the end, as the house. The
device's id makes a retry harmless: the same file with the same id is the same version and the same command.
"""

from collections.abc import AsyncIterator

import msgspec

from ecabinet.clerk.clerks import Clerks
from ecabinet.pages.library import Pages, Upload
from ecabinet.pages.versions import Version
from journal.checks import needed_text
from journal.shapes import Refusal
from meeting.roles import check, roles_of
from meeting.state import MeetingState

ALIKE = "papers.rename"  # whoever may arrange papers may bring them


class Laid(msgspec.Struct, frozen=True):
    """The paper as it lies on the table."""

    seq: int
    paper: int
    version: Version


async def lay_on_table(pages: Pages, clerks: Clerks, stream: AsyncIterator[bytes], upload: Upload) -> Laid:
    """Back when the paper is on the table and its first page is being drawn; Refusal when it cannot be."""
    state = (await clerks.get(upload.meeting)).state
    check_upload(state, upload)
    unit = state.frame.unit_id if state.frame else ""
    version = await pages.accept(stream, msgspec.structs.replace(upload, unit_id=unit))
    clerk = await clerks.get(upload.meeting)  # bytes may take their time: never the clerk of before
    by = state.by_person.get(upload.person) if upload.person else None
    answer = await clerk.do(None, version.id, "papers.add_version", _command(version, by), house=True)
    if not answer.ok:
        raise Refused(answer.code or "", answer.args or {})
    pages.unfold(version)
    return Laid(seq=answer.seq or 0, paper=clerk.state.papers.of_version[version.id], version=version)


class Refused(Refusal):
    """What the clerk said, with the code it gave."""

    def __init__(self, code: str, args: dict[str, object]) -> None:
        super().__init__(code, **args)


def check_upload(state: MeetingState, upload: Upload) -> None:
    """`meeting.not_allowed`, `meeting.wrong_phase`, `papers.unknown_item`, `papers.unknown_paper`, `input.*`."""
    if upload.person is not None:
        check(ALIKE, roles_of(state, upload.person), state.phase)
    needed_text("title", upload.title)
    if upload.paper is None:
        if upload.item not in state.agenda.items:
            raise Refusal("papers.unknown_item", item=upload.item)
        return
    paper = state.papers.papers.get(upload.paper)
    if paper is None:
        raise Refusal("papers.unknown_paper", paper=upload.paper)
    if paper.recalled is not None:
        raise Refusal("papers.recalled", paper=upload.paper)


def _command(version: Version, by: int | None) -> dict[str, object]:
    return {
        "item": version.item,
        "title": version.title,
        "version": version.id,
        "sha256": version.original,
        "size": version.size,
        "pages": [list(size) for size in version.pages],
        "paper": version.paper,
        "by": by,
    }
