"""A running meeting on the disk, its server stopped: what the harnesses that kill and spoil begin with."""

import copy
import shutil
from pathlib import Path
from typing import Any

import msgspec

from tests.faults.driver import Kept
from tests.faults.wishes import Place
from tests.kit.device import fine
from tests.kit.home import Home, serving
from tests.kit.session import Session, running

MOTIONS = 30
KINDS = {
    "chair": "chair",
    "secretary": "agenda",
    "member0": "ink",
    "member1": "ballot",
    "member2": "ballot",
    "member3": "ballot",
    "member4": "attendance",
    "member5": "attendance",
    "member6": "notes",
    "member7": "floor",
}


async def with_paper(home: Home, session: Session) -> tuple[int, str]:
    """A paper of the open item, presented by the first member, and not to be rendered."""
    paper = {"title": "Tờ trình", "version": "v1", "sha256": "a" * 64, "size": 1000, "pages": ((595, 842),)}
    answer = await home.house_does(session.meeting, "papers.add_version", item=session.items[0], **paper)
    assert answer["ok"], answer
    found = max(session.state.papers.papers)
    presenter: dict[str, Any] = {"participant": session.participants["member0"], "duties": ["presenter"]}
    fine(await session.secretary.post("meeting.edit_participant", **presenter))
    fine(await session["member0"].post("papers.present", paper=found))
    return found, "v1"


async def given_a_session(folder: Path, motions: int = MOTIONS) -> Kept:
    """Everybody checked in, the first item open, a paper presented, motions ready; people keep their sessions."""
    folder.mkdir(exist_ok=True)
    async with serving(folder) as home:
        session = await running(home, members=8)
        paper, version = await with_paper(home, session)
        for number in range(motions - 1):
            text = f"Thông qua điều {number + 1}?"
            fine(
                await session.secretary.post("voting.add_motion", item=session.items[0], text=text, rule="ubnd-session")
            )
        cookies = {name: device.cookie for name, device in session.devices.items()}
        place = Place(
            meeting=session.meeting,
            participants=session.participants,
            item=session.items[0],
            motions=sorted(session.state.voting.motions),
            paper=paper,
            version=version,
        )
    return Kept(folder, place, cookies, KINDS)


def another(kept: Kept, folder: Path) -> Kept:
    """The same once more, to be spoiled."""
    shutil.copytree(kept.folder, folder)
    return msgspec.structs.replace(kept, folder=folder, place=copy.deepcopy(kept.place))
