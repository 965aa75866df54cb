"""How the server is: alive, ready and if not why, and its figures for a monitoring system.

What it is not: a place to learn anything about meetings or people. Health answers everybody, in codes.

Rules
- `/health/live`: the event loop answers. A supervisor restarts a server that does not.
- `/health/ready`: 200 with `why` empty, or 503 and why not: `stopping`, `database` (cannot be read), `disk_full`,
  `disk_failing` (nothing can be stored; reading goes on). `warn`: `disk_low`. Migrations run before the server listens,
  so there is nothing to say about them here.
- `/metrics` is for this machine, asked for by a name of this machine, while no proxy is named in the settings (through
  one everybody comes from this machine); for everybody else it exists only with `Authorization: Bearer` and the token
  of the setting `metrics_token`.
"""

import asyncio
import hmac
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ecabinet.house import House
from ecabinet.logs import log
from ecabinet.settings import Settings, is_loopback

WITHIN = 2.0  # seconds for the database to answer
TEXT = "text/plain; version=0.0.4; charset=utf-8"


def routes(house: House) -> list[Route]:
    it = Health(house)
    return [
        Route("/healthz", it.healthz),
        Route("/health/live", it.live),
        Route("/health/ready", it.ready),
        Route("/metrics", it.metrics),
    ]


class Health:
    """The handlers."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.before: list[str] = []
        self.scrape: Callable[[], bytes] | None = None

    async def healthz(self, _request: Request) -> Response:
        """The old address: 200 when the database answers."""
        await self.house.db.rows("SELECT 1")
        return JSONResponse({"ok": True})

    async def live(self, _request: Request) -> Response:
        return JSONResponse({"ok": True})

    async def ready(self, _request: Request) -> Response:
        why = await self.why_not()
        if why != self.before:
            log.warning("ready", why=why)
            self.before = why
        warn = ["disk_low"] if self.house.storage.state == "low" else []
        return JSONResponse({"ok": not why, "why": why, "warn": warn}, status_code=503 if why else 200)

    async def why_not(self) -> list[str]:
        """Codes; none when all is well."""
        why = ["stopping"] if self.house.stopping else []
        if not await self.reads():
            why.append("database")
        if self.house.storage.state in ("full", "failing"):
            why.append(f"disk_{self.house.storage.state}")
        return why

    async def reads(self) -> bool:
        try:
            async with asyncio.timeout(WITHIN):
                await self.house.db.rows("SELECT 1")
        except Exception:  # whatever it is, the answer is no; the figure that matters is in the log of who asked
            return False
        return True

    async def metrics(self, request: Request) -> Response:
        if not may_scrape(self.house.settings, request):
            raise HTTPException(404)
        if self.scrape is None:
            self.scrape = await asyncio.to_thread(scraper_for, self.house)
        return Response(self.scrape(), media_type=TEXT)


def scraper_for(house: House) -> Callable[[], bytes]:
    """The library comes in when somebody first asks: start-up does not wait for it, nor does the event loop."""
    from ecabinet.http.figures import scraper

    return scraper(house)


def may_scrape(settings: Settings, request: Request) -> bool:
    """Whoever has the token; without one somebody on this machine, if it can only be somebody on this machine."""
    given = request.headers.get("authorization", "")
    if settings.metrics_token and hmac.compare_digest(given.encode(), f"Bearer {settings.metrics_token}".encode()):
        return True
    behind = settings.proxy or settings.public_url or request.headers.get("x-forwarded-for")
    here = request.client is not None and is_loopback(request.client.host)
    return here and not behind and is_loopback(request.url.hostname or "")
