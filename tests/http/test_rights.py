"""Who gets what at every address: the written table, against the server. A route missing in the table fails the test.

The meeting has two items; the guest is invited to the second. `OURS` lies under the first, `THEIRS` under the second.
A refusal to somebody who may not even know of the thing is 404, the same as for a thing that does not exist.
"""

import io
from pathlib import Path

import httpx
from starlette.routing import Route

from ecabinet.app import ROOMS, all_routes
from tests.kit.device import Device, fine
from tests.kit.home import Home, serving
from tests.kit.session import Session, running
from tests.pages.files import paper

WHO = ("nobody", "stranger", "screen", "guest", "member", "secretary")

# address -> statuses for nobody, stranger, screen, guest, member, secretary. "OURS" and "THEIRS" are versions.
OPEN = (200, 200, 200, 200, 200, 200)
SIGNED_IN = (401, 200, 404, 200, 200, 200)
IN_MEETING = (401, 404, 200, 200, 200, 200)
PERSON_IN_MEETING = (401, 404, 404, 200, 200, 200)
OF_OURS = (401, 404, 404, 404, 200, 200)
OF_THEIRS = (401, 404, 404, 200, 200, 200)
OF_STAFF = (401, 404, 404, 404, 404, 200)
OF_NOBODY = (401, 404, 404, 404, 404, 404)  # not made yet in this meeting: no record, no document

TABLE: dict[str, tuple[int, ...]] = {
    "GET /healthz": OPEN,
    "GET /health/live": OPEN,
    "GET /health/ready": OPEN,
    "GET /metrics": OPEN,  # from this machine only: tests/ops/test_health.py
    "GET /favicon.ico": (204,) * 6,
    "GET /sw.js": OPEN,
    "GET /sign-in": (200, 303, 303, 303, 303, 303),
    "POST /sign-in": (403,) * 6,
    "GET /password": (303, 200, 200, 200, 200, 200),
    "GET /l/{token}": (404,) * 6,
    "GET /s/{token}": (404,) * 6,
    "GET /": (303,) * 6,
    "GET /screen/{meeting}": (303, 200, 200, 200, 200, 200),  # the shell only; what it shows comes by the socket
    "GET /api/v1/me": (401, 200, 200, 200, 200, 200),
    "GET /api/v1/meetings": SIGNED_IN,
    "POST /api/v1/meetings": (401, 409, 404, 409, 409, 409),
    "POST /api/v1/meetings/{meeting}/commands": (401, 404, 404, 409, 409, 409),
    "GET /api/v1/people": (401, 404, 404, 404, 404, 200),
    "GET /api/v1/rules": SIGNED_IN,
    "POST /api/v1/rules": (401, 404, 404, 404, 404, 409),
    "POST /m/{meeting}/screen-link": OF_STAFF,
    "GET /m/{meeting}/view": IN_MEETING,
    "GET /m/{meeting}/notes": PERSON_IN_MEETING,
    "GET /m/{meeting}/p/OURS/{page:int}/{width:int}": OF_OURS,
    "GET /m/{meeting}/p/OURS/{page:int}/words": OF_OURS,
    "GET /m/{meeting}/p/OURS/find": OF_OURS,
    "GET /m/{meeting}/p/OURS/progress": OF_OURS,
    "GET /m/{meeting}/p/OURS/original": OF_OURS,
    "GET /m/{meeting}/p/THEIRS/{page:int}/{width:int}": OF_THEIRS,
    "GET /m/{meeting}/p/THEIRS/{page:int}/words": OF_THEIRS,
    "GET /m/{meeting}/p/THEIRS/find": OF_THEIRS,
    "GET /m/{meeting}/p/THEIRS/progress": OF_THEIRS,
    "GET /m/{meeting}/p/THEIRS/original": OF_THEIRS,
    "POST /m/{meeting}/papers": (401, 404, 404, 409, 409, 200),
    "GET /m/{meeting}/minutes": OF_STAFF,
    "GET /m/{meeting}/prose": OF_STAFF,
    "PUT /m/{meeting}/prose": (401, 404, 404, 404, 404, 400),
    "GET /m/{meeting}/record/preview": OF_STAFF,
    "GET /m/{meeting}/record/preview/{page:int}": OF_STAFF,
    "POST /m/{meeting}/finalise": (401, 404, 404, 404, 404, 409),
    "POST /m/{meeting}/sign": (401, 404, 404, 409, 409, 409),
    "GET /m/{meeting}/record.pdf": OF_NOBODY,
    "GET /api/v1/trust.pem": (404,) * 6,
    "GET /api/v1/consultations": SIGNED_IN,
    "GET /api/v1/notices": SIGNED_IN,
    "POST /api/v1/notices": (401, 400, 404, 400, 400, 400),
    "POST /m/{meeting}/opinion": (401, 404, 404, 409, 409, 409),
    "GET /m/{meeting}/opinion/{participant:int}": OF_NOBODY,  # a session has none: tests/written
    "POST /m/{meeting}/opinion/files": (401, 404, 404, 409, 409, 409),
    "GET /m/{meeting}/opinion/files/{sha256}": OF_NOBODY,
    "GET /m/{meeting}/opinions.csv": OF_NOBODY,
    "POST /m/{meeting}/remind": OF_NOBODY,
    "POST /m/{meeting}/report": OF_NOBODY,
    "GET /api/v1/documents": SIGNED_IN,
    "GET /api/v1/documents/{document}": OF_NOBODY,
    "GET /api/v1/documents/{document}/status": OF_NOBODY,
    "GET /api/v1/register": (401, 200, 404, 200, 200, 200),
    "GET /d/{document}/file": OF_NOBODY,
    "GET /d/{document}/p/{page:int}/{width:int}": OF_NOBODY,
}
NOT_DATA = (
    "/meetings",
    "/written",
    "/rules",
    "/m/{meeting}",
    "/m/{meeting}/{rest:path}",
    "/documents",
    "/d/{document}",
)  # pages: redirects
CHANGES_SESSION = ("/sign-out", "/password")


async def test_every_address_and_everybody(tmp_path: Path) -> None:
    async with serving(tmp_path, rooms=ROOMS) as home:
        session, versions = await given_papers(home)
        devices = await given_everybody(home, session)
        wrong = []
        for line, wanted in TABLE.items():
            got = tuple([await status(devices[who], line, session, versions) for who in WHO])
            if got != wanted:
                wrong += [f"{line}: {who} {w} {g}" for who, w, g in zip(WHO, wanted, got, strict=True) if w != g]
        assert wrong == []


async def test_the_table_names_every_route(tmp_path: Path) -> None:
    async with serving(tmp_path) as home:
        named = {line.replace("/OURS", "/{version}").replace("/THEIRS", "/{version}") for line in TABLE}
        for route in all_routes(home.house, ROOMS):
            if isinstance(route, Route) and route.path not in NOT_DATA + CHANGES_SESSION:
                for method in (route.methods or set()) - {"HEAD"}:
                    assert f"{method} {route.path}" in named, "say in the table who may have this"


async def test_a_guest_finds_no_word_of_the_other_item_anywhere(tmp_path: Path) -> None:
    """All that the guest is ever sent, over HTTP and the socket, is searched for words of the item not theirs."""
    async with serving(tmp_path, rooms=ROOMS) as home:
        session, versions = await given_papers(home)
        guest = session["guest"]
        await guest.join(session.meeting)
        paper_of_ours = session.state.papers.of_version[versions["OURS"]]
        fine(await session["chair"].do("papers.present", paper=paper_of_ours))
        poll = await session.open_poll()
        fine(await session["member0"].do("voting.cast", poll=poll, choice="other", text="SECRET opinion"))
        fine(await session["chair"].do("voting.close", poll=poll))
        heard = io.StringIO()
        for line in TABLE:
            if line.startswith("GET"):
                answer = await request(guest, line, session, versions)
                heard.write(answer.text)
        fine(await session["chair"].do("agenda.open_item", item=session.items[1]))
        await guest.until(lambda: guest.pushes)
        heard.write(repr([guest.view, guest.mine, guest.pushes, guest.signals, guest.notes]))
        for word in ("SECRET", versions["OURS"], "Kế hoạch đầu tư công", "Thông qua kế hoạch"):
            assert word not in heard.getvalue(), word
        assert "Đề án chuyển đổi số" in heard.getvalue()


async def given_papers(home: Home) -> tuple[Session, dict[str, str]]:
    session = await running(home, members=1)
    versions = {}
    for name, item in zip(("OURS", "THEIRS"), session.items, strict=True):
        answer = (
            await session.secretary.http.post(
                f"/m/{session.meeting}/papers?item={item}&title=SECRET-{name}&id={name}",
                content=paper(1, (f"SECRET {name}",)),
            )
            if name == "OURS"
            else await session.secretary.http.post(
                f"/m/{session.meeting}/papers?item={item}&title=Open&id={name}", content=paper(1)
            )
        )
        versions[name] = fine(answer.json())["version"]
    return session, versions


async def given_everybody(home: Home, session: Session) -> dict[str, Device]:
    nobody = home.keep(Device(home.url, "none"))
    return {
        "nobody": nobody,
        "stranger": await home.device(await home.person("Người lạ")),
        "screen": await home.screen(session.meeting),
        "guest": session["guest"],
        "member": session["member0"],
        "secretary": session.secretary,
    }


async def status(device: Device, line: str, session: Session, versions: dict[str, str]) -> int:
    return (await request(device, line, session, versions)).status_code


async def request(device: Device, line: str, session: Session, versions: dict[str, str]) -> httpx.Response:
    method, _, path = line.partition(" ")
    for name, value in {
        "{meeting}": session.meeting,
        "OURS": versions["OURS"],
        "THEIRS": versions["THEIRS"],
        "{page:int}": "1",
        "{participant:int}": "2",
        "{width:int}": "800",
        "{document}": "aaaaaaaaaaaa",
        "{token}": "aaaaaaaaaaaaaaaaaaaaaa",
    }.items():
        path = path.replace(name, value)
    more = {"/find": "?q=trang", "/papers": f"?item={session.items[0]}&title=T", "/register": "?year=2026"}
    path += next((query for end, query in more.items() if path.endswith(end)), "")
    if method == "GET":
        return await device.http.get(path)
    content = b"%PDF-" if path.startswith("/m/") and "/papers" in path else b"{}"
    if "/papers" in path and device is session.secretary:
        content = paper(1)
    body = b'{"id":"x","cmd":"meeting.close","args":{}}' if path.endswith("/commands") else content
    body = b'{"id":"m","args":{}}' if path == "/api/v1/meetings" else body
    return await device.http.request(method, path, content=body)
