"""The built web client: files whose names carry a hash, and the service worker, which has one name for ever.

Scripts and style sheets lie beside their packed form and go out packed. The service worker is asked for anew each time:
it is how running tablets learn of a new build.
"""

from collections.abc import Mapping
from os import PathLike, stat_result
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from ecabinet.http.templates import STATIC

FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {".js": "text/javascript", ".css": "text/css"}


def routes() -> list[BaseRoute]:
    """The routes of this module; they need no house."""
    return [
        Mount("/static", CachedFiles(directory=STATIC, check_dir=False)),
        Route("/sw.js", service_worker),
    ]


class CachedFiles(StaticFiles):
    """A browser keeps each file for a year: another content has another name."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        answer = packed(Path(full_path), Headers(scope=scope)) or super().file_response(
            full_path, stat_result, scope, status_code
        )
        answer.headers["cache-control"] = FOR_EVER
        answer.headers["vary"] = "accept-encoding"
        return answer


def packed(path: Path, headers: Mapping[str, str]) -> Response | None:
    """The file as the build packed it, for who takes that."""
    beside = path.with_name(f"{path.name}.gz")
    if path.suffix not in TYPES or "gzip" not in headers.get("accept-encoding", "") or not beside.exists():
        return None
    return FileResponse(beside, media_type=TYPES[path.suffix], headers={"content-encoding": "gzip"})


async def service_worker(_request: Request) -> Response:
    """At the root of the site, because a service worker sees no more than what lies below it."""
    path = STATIC / "sw.js"
    if not path.exists():
        raise HTTPException(404)
    return FileResponse(path, media_type="text/javascript", headers={"cache-control": "no-cache"})
