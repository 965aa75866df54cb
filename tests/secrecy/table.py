"""Who gets what over HTTP: the written table. Every route of the application has a row, or a test fails.

A row names a route, an address on it, and the roles that get an answer while the meeting is a draft, while it runs
(the foreign item open, its paper presented) and after its record was filed. Everybody else is told what they would be
told of something that does not exist (`nowhere`): 404, the same bytes; who is not signed in: 401.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

STAFF = "secretary chair"
INSIDE = f"{STAFF} member substitute"
INVITED = f"{INSIDE} guest bystander"
PEOPLE = f"{INVITED} stranger officer other"
SIGNED_IN = f"{PEOPLE} screen"
ALL = f"{SIGNED_IN} nobody"
NOBODY = ""


class Row(msgspec.Struct, frozen=True):
    """`yes`: the statuses of an answer. `page`: a browser opens it, and gets the same whatever the address names."""

    route: str
    address: str
    draft: str
    running: str
    filed: str
    nowhere: str = ""
    method: str = "GET"
    body: Any = None
    yes: tuple[int, ...] = (200,)
    page: bool = False

    def who(self, stage: str) -> list[str]:
        return str(getattr(self, stage)).split()


def always(route: str, who: str, address: str = "", **more: Any) -> Row:
    """The same in every stage."""
    return Row(route, address or route, who, who, who, **more)


def papers() -> Iterator[Row]:
    """Pages, words, finding, progress and the original follow the item; the screen has only what is presented."""
    base = "/m/{meeting}/p/{version}"
    of_papers = {
        "foreign": (f"{INSIDE} screen", INSIDE),
        "own": (f"{INSIDE} guest", f"{INSIDE} guest"),
        "idle": (INSIDE, NOBODY),  # recalled meanwhile
    }
    parts = {
        "/{page:int}/{width:int}": "/1/800",
        "/{page:int}/words": "/1/words",
        "/find": "/find?q=zqx",
        "/progress": "/progress",
        "/original": "/original",
    }
    for name, (running, filed) in of_papers.items():
        for part, rest in parts.items():
            address = f"/m/{{meeting}}/p/{{{name}_version}}{rest}"
            yield Row(base + part, address, STAFF, running, filed, nowhere=f"/m/{{meeting}}/p/aaaaaaaaaaaa{rest}")
    yield always(
        base + "/find", NOBODY, "/m/{elsewhere}/p/{own_version}/find?q=zqx", nowhere="/m/aaaaaaaaaaaa/p/b/find"
    )


def meeting() -> Iterator[Row]:
    """What is of one meeting."""

    def row(part: str, draft: str, running: str, filed: str, **more: Any) -> Row:
        query = more.pop("query", "")
        nowhere = f"/m/aaaaaaaaaaaa{part}{query}"
        return Row(f"/m/{{meeting}}{part}", f"/m/{{meeting}}{part}{query}", draft, running, filed, nowhere, **more)

    seen = (STAFF, f"{INVITED} screen", f"{INVITED} screen")
    taken_part = (STAFF, INVITED, INVITED)
    yield row("/view", *seen)
    yield row("/view", *seen, query="?audience=staff")
    yield row("/notes", *taken_part)
    yield row("/papers", *taken_part, query="?item=2&title=x", method="POST", body=b"no pdf", yes=(409,))
    yield row("/minutes", STAFF, STAFF, STAFF)
    yield row("/prose", STAFF, STAFF, STAFF)
    yield row("/prose", STAFF, STAFF, STAFF, method="PUT", body={}, yes=(400, 409))
    yield row("/record/preview", STAFF, STAFF, INSIDE)
    yield row("/finalise", STAFF, STAFF, STAFF, method="POST", body={}, yes=(409,))
    yield row("/sign", *taken_part, method="POST", body={}, yes=(409,))
    yield row("/record.pdf", NOBODY, NOBODY, INSIDE)
    yield row("/opinion", *taken_part, method="POST", body={"pin": "1"}, yes=(409,))
    yield row("/opinion/files", *taken_part, method="POST", body=b"%PDF-", query="?name=x.pdf", yes=(409,))
    route, rest = "/m/{meeting}/opinion/files/{sha256}", "/opinion/files/" + "a" * 64  # there are some: tests/written
    yield Row(route, "/m/{meeting}" + rest, NOBODY, NOBODY, NOBODY, nowhere="/m/aaaaaaaaaaaa" + rest)
    yield row("/opinions.csv", NOBODY, NOBODY, NOBODY)  # of a consultation only: tests/written
    yield row("/remind", NOBODY, NOBODY, NOBODY, method="POST", body={})
    yield row("/report", NOBODY, NOBODY, NOBODY, method="POST", body={"session": "aaaaaaaaaaaa"})
    route, nowhere = "/m/{meeting}/opinion/{participant:int}", "/m/aaaaaaaaaaaa/opinion/2"
    yield Row(route, "/m/{meeting}/opinion/2", NOBODY, NOBODY, NOBODY, nowhere=nowhere)
    yield row("/screen-link", "secretary", "secretary", "secretary", method="POST")
    route, address = "/m/{meeting}/record/preview/{page:int}", "/m/{meeting}/record/preview/1"
    yield Row(route, address, STAFF, STAFF, INSIDE, nowhere="/m/aaaaaaaaaaaa/record/preview/1")
    route, commands = "/api/v1/meetings/{meeting}/commands", {"id": "x", "cmd": "no.such", "args": {}}
    nowhere = route.format(meeting="aaaaaaaaaaaa")
    yield Row(route, route, *taken_part, nowhere=nowhere, method="POST", body=commands, yes=(409,))


def documents() -> Iterator[Row]:
    """Staff and members of the meeting, and the records officers of its unit."""
    for part, rest in (("", ""), ("/status", "/status")):
        route = "/api/v1/documents/{document}" + part
        nowhere = "/api/v1/documents/aaaaaaaaaaaa" + rest
        yield Row(route, "/api/v1/documents/{document}" + rest, NOBODY, NOBODY, f"{INSIDE} officer", nowhere=nowhere)
    for part, rest in (("/file", "/file"), ("/p/{page:int}/{width:int}", "/p/1/800")):
        address, nowhere = "/d/{document}" + rest, "/d/aaaaaaaaaaaa" + rest
        yield Row("/d/{document}" + part, address, NOBODY, NOBODY, f"{INSIDE} officer", nowhere=nowhere)


def house() -> Iterator[Row]:
    """What is of no meeting. Lists answer everybody with what is theirs; what is in them the canaries tell."""
    yield always("/api/v1/me", SIGNED_IN)
    yield always("/api/v1/meetings", PEOPLE)
    yield always("/api/v1/meetings", PEOPLE, method="POST", body={}, yes=(400,))
    yield always("/api/v1/people", "secretary other", "/api/v1/people?q=zqx")
    yield always("/api/v1/rules", PEOPLE)
    yield always("/api/v1/consultations", PEOPLE)
    yield always("/api/v1/notices", PEOPLE)
    yield always("/api/v1/notices", PEOPLE, method="POST", body={"ids": ["aaaaaaaaaaaa"]})
    yield always("/api/v1/rules", "secretary other", method="POST", body={"rule": {}}, yes=(409,))
    yield always("/api/v1/documents", PEOPLE, "/api/v1/documents?q=zqx")
    yield always("/api/v1/register", PEOPLE, "/api/v1/register?year=2026")
    yield always("/api/v1/trust.pem", ALL, yes=(200, 404))  # public by nature
    yield always("/", ALL)  # the demo's table of seats, on this machine only
    yield always("/demo/seats.json", ALL)
    yield always("/healthz", ALL)
    yield always("/health/live", ALL)
    yield always("/health/ready", ALL)
    yield always("/metrics", ALL)  # on this machine only; counts, and nobody and nothing by name
    yield always("/favicon.ico", ALL, yes=(204,))
    yield always("/static", ALL, "/static/none.js", yes=(404,))
    yield always("/sw.js", ALL)
    yield always("/sign-in", ALL, yes=(200, 303))
    yield always("/sign-in", ALL, method="POST", body=b"", yes=(403, 429))
    yield always("/password", ALL, yes=(200, 303))
    yield always("/password", SIGNED_IN, method="POST", body=b"", yes=(403, 429))
    yield always("/l/{token}", NOBODY, "/l/none", nowhere="/l/other")
    yield always("/s/{token}", NOBODY, "/s/none", nowhere="/s/other")


def pages() -> Iterator[Row]:
    """The client's own addresses: an empty shell for whoever is signed in, whether or not there is such a meeting."""
    yield always("/meetings", ALL, page=True, yes=(200, 303))
    yield always("/written", ALL, page=True, yes=(200, 303))
    yield always("/rules", ALL, page=True, yes=(200, 303))
    yield always("/documents", ALL, page=True, yes=(200, 303))
    yield always("/m/{meeting}", ALL, nowhere="/m/aaaaaaaaaaaa", page=True, yes=(200, 303))
    route, nowhere = "/m/{meeting}/{rest:path}", "/m/aaaaaaaaaaaa/minutes"
    yield always(route, ALL, "/m/{meeting}/minutes", nowhere=nowhere, page=True, yes=(200, 303))
    yield always("/d/{document}", ALL, nowhere="/d/aaaaaaaaaaaa", page=True, yes=(200, 303))
    yield always("/screen/{meeting}", ALL, nowhere="/screen/aaaaaaaaaaaa", page=True, yes=(200, 303))


ROWS: tuple[Row, ...] = (*papers(), *meeting(), *documents(), *house(), *pages())

# Ends the session of whoever asks: told in `test_revocation.py`.
ELSEWHERE = {("POST", "/sign-out")}
# May be asked by who is not signed in without being told "401".
OPEN = frozenset({"/l/{token}", "/s/{token}"})
