"""Typesets and draws the demo's own papers: typst sources in `papers/`, figures from `places.py`, one scan, one map.

Papers are kept in a cache folder under a name made of everything they depend on, so a second call costs nothing.
Typst is given a fixed time and only our own fonts: the same sources give the same bytes everywhere.
"""

import hashlib
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

import msgspec
import typst

from ecabinet.demo import places, plan_map, scan
from ecabinet.demo.agenda import walk
from ecabinet.demo.cast import person
from ecabinet.demo.world import MissingFonts

SOURCES = Path(__file__).parent / "papers"
FONTS = Path(__file__).parents[1] / "fonts"
MADE_AT = 1_795_000_000
"""Seconds since 1970 that every paper says it was made at: November 2026."""

SCANNED = frozenset({"cong-van-328"})

Progress = Callable[[int, int, str], None]


def keys() -> list[str]:
    """Every paper version on the demo's agenda, in its order."""
    return [version for item, _ in walk() for paper in item.papers for version in paper.versions]


def typeset_all(cache: Path, progress: Progress = lambda done, of, key: None) -> dict[str, Path]:
    """The PDF of every key, made where the cache does not have it yet."""
    if not (FONTS / "Tinos_400Regular.ttf").exists():
        raise MissingFonts(f"no fonts in {FONTS}: run `make setup` first")
    cache.mkdir(parents=True, exist_ok=True)
    wanted = keys()
    out: dict[str, Path] = {}
    for done, key in enumerate(wanted, 1):
        out[key] = _cached(cache, key)
        progress(done, len(wanted), key)
    return out


def _cached(cache: Path, key: str) -> Path:
    source, inputs = _source(key)
    path = cache / f"{key}-{_fingerprint(source, inputs, key in SCANNED)}.pdf"
    if not path.exists():
        part = path.with_suffix(".part")
        part.write_bytes(typeset_scan(source, inputs) if key in SCANNED else typeset(source, inputs))
        part.replace(path)
    return path


def typeset(source: Path, inputs: Mapping[str, str]) -> bytes:
    """One typst source as PDF. `inputs` reach it as strings only."""
    pdf = _compiler(source, inputs).compile(format="pdf", timestamp=MADE_AT)
    assert isinstance(pdf, bytes)
    return pdf


def typeset_scan(source: Path, inputs: Mapping[str, str]) -> bytes:
    """The same as pictures without a text layer."""
    pages = _compiler(source, inputs).compile(format="png", ppi=scan.DPI)
    images = pages if isinstance(pages, list) else [pages]
    return scan.scan([image for image in images if image is not None], MADE_AT)


def _compiler(source: Path, inputs: Mapping[str, str]) -> typst.Compiler:
    return typst.Compiler(
        str(source), root=str(SOURCES), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=dict(inputs)
    )


def _source(key: str) -> tuple[Path, dict[str, str]]:
    name, _, draft = key.rpartition("-")
    if draft.isdigit() and not (SOURCES / f"{key}.typ").exists():
        return SOURCES / f"{name}.typ", {**_inputs(name), "lan": draft}
    return SOURCES / f"{key}.typ", _inputs(key)


def _inputs(key: str) -> dict[str, str]:
    match key:
        case "du-thao-nghi-quyet":
            return {"xa": _json([_roadmap(c) for c in places.communes()])}
        case "danh-muc-nha-dat":
            return {"muc": _json([_inventory(c) for c in places.communes()])}
        case "chuong-trinh":
            return {"chuong-trinh": _json(_programme())}
        case "ban-do-quy-hoach":
            return {"svg": plan_map.draw()}
        case _:
            return {}


def _programme() -> list[dict[str, object]]:
    """The agenda as a timetable that begins at eight."""
    out: list[dict[str, object]] = []
    clock = 8 * 60
    for item, parent in walk():
        speaker = person(item.presenter) if item.presenter else None
        out.append(
            {
                "so": item.key,
                "gio": f"{clock // 60:02d}:{clock % 60:02d}",
                "ten": item.title,
                "trinh-bay": f"{speaker.name}, {speaker.position}" if speaker else "Chủ tọa",
                "phut": item.minutes,
                "cap": 0 if parent is None else 1,
            }
        )
        clock += 0 if item.items else item.minutes
    return out


def _roadmap(commune: places.Commune) -> dict[str, object]:
    return {
        "ten": commune.name,
        "khu-vuc": commune.area,
        "thanh-vien": commune.members,
        "thiet-bi": commune.devices,
        "hop-thu": commune.trial,
        "ap-dung": commune.start,
    }


def _inventory(commune: places.Commune) -> dict[str, object]:
    return {"ten": commune.name, "cu": list(commune.old), "co-so": list(places.buildings(commune))}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _fingerprint(source: Path, inputs: Mapping[str, str], scanned: bool) -> str:
    parts = [source.read_bytes(), (SOURCES / "nd30.typ").read_bytes(), msgspec.json.encode(inputs, order="sorted")]
    parts.append(f"{version('typst')} {scanned}".encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
