"""A file that a member attaches to an opinion: from the bytes of an upload to the event that names it.

Rules
- Asked before a byte is taken whether the sender still answers; the rules decide at the end, so that the third file may
  be sent again after a lost answer.
- It goes through the intake of every paper (`ecabinet/pages`). What belongs to the opinion is the cleaned copy: that is
  what others read, so its SHA-256 and size are what the journal says. It lies on no table and has no pages to turn.
- The device's id makes a retry harmless, as for papers.
"""

import asyncio
from collections.abc import AsyncIterator

from ecabinet.clerk.ask import Answer
from ecabinet.clerk.clerk import Clerk
from ecabinet.files import Files
from ecabinet.pages.library import Pages, Upload
from journal.shapes import Refusal
from meeting.rules_written import is_written
from meeting.state import MeetingState
from voting import rules_files

CMD = "voting.attach_file"
ITEM = 0  # none: its version is no paper of the meeting


async def attach(pages: Pages, files: Files, clerk: Clerk, stream: AsyncIterator[bytes], upload: Upload) -> Answer:
    """Back when it belongs to the opinion. Refusals: `voting.*`, `papers.*`, `input.*`."""
    who = check(clerk.state, upload.person or "")
    version = await pages.accept(stream, upload)
    size = await asyncio.to_thread(lambda: files.path(version.clean).stat().st_size)
    args = {"participant": who, "sha256": version.clean, "name": upload.name, "size": size}
    return await clerk.do(None, version.id, CMD, args, house=True)


def check(state: MeetingState, person: str) -> int:
    """Who attaches, if they still answer."""
    if not is_written(state):
        raise Refusal("meeting.only_for_written", cmd=CMD)
    if state.phase != "running":
        raise Refusal("meeting.wrong_phase", cmd=CMD, phase=state.phase)
    who = state.by_person.get(person, 0)
    rules_files.check_open(state.voting, who)
    return who
