"""typst behind three functions: a model to PDF/A-3b, to page pictures, and small marks for signatures.

Rules
- Everything that varies is handed over as JSON strings in `sys.inputs`; no text of a user is ever typst markup.
- Only the shipped fonts are used, no time of day and no file of the machine: the same input gives the same bytes.
- Fast (under 0.1 s) but still never on the event loop: callers use `ecabinet.record.worker`.
"""

import io
import json
from pathlib import Path
from typing import Any

import msgspec
import typst
from PIL import Image

from ecabinet.record import fonts, letters

TEMPLATES = Path(__file__).resolve().parent / "templates"
A4_WIDTH_INCHES = 210 / 25.4


class Box(msgspec.Struct, frozen=True):
    """Where a visible signature goes: points from the top left corner of page `page` (from 1)."""

    role: str
    page: int
    x: float
    y: float
    w: float
    h: float


class Typeset(msgspec.Struct, frozen=True):
    """A finished document."""

    pdf: bytes
    boxes: tuple[Box, ...]


def _compiler(template: str, inputs: dict[str, str]) -> Any:
    return typst.Compiler(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(fonts.FOLDER)],
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )


def _pdf(compiler: Any, at: int) -> bytes:
    made, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["a-3b"], timestamp=at // 1000)
    if warnings:  # a missing letter or a fallback font is a fault of ours, never to be signed
        raise RuntimeError(f"typesetting: {warnings}")
    return bytes(made) + b"\n"  # so that no update begins on the line of the end mark


def document(model: dict[str, Any], *, journal: str, meta: str, at: int) -> Typeset:
    """The record as PDF/A-3b with its attachments. `at`: UTC milliseconds, the document's own date."""
    compiler = _compiler(model["template"], {"data": _json(model), "journal": journal, "meta": meta})
    return Typeset(pdf=_pdf(compiler, at), boxes=_boxes(compiler))


def form(model: dict[str, Any], at: int) -> Typeset:
    """A document of its own, with nothing attached, as PDF/A-3b. `at`: UTC milliseconds, its date."""
    compiler = _compiler(model["template"], {"data": _json(model)})
    return Typeset(pdf=_pdf(compiler, at), boxes=_boxes(compiler))


def _boxes(compiler: Any) -> tuple[Box, ...]:
    return msgspec.json.decode(compiler.query("<sign>", field="value"), type=tuple[Box, ...])


def pages(model: dict[str, Any], width: int) -> list[bytes]:
    """Every page as WebP, `width` pixels wide: the same layout that will be signed."""
    compiler = _compiler(model["template"], {"data": _json(model)})
    made = compiler.compile(format="png", ppi=width / A4_WIDTH_INCHES)
    return [_webp(page) for page in (made if isinstance(made, list) else [made])]


def _webp(png: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("L").save(out, "WEBP", lossless=True, method=1)
    return out.getvalue()


def mark(data: dict[str, Any], at: int) -> bytes:
    """The visible part of a signature: one small page as PDF, to be placed into its box."""
    return _pdf(_compiler("mark-1", {"data": _json(data)}), at)


def _json(value: object) -> str:
    return json.dumps(letters.fit(value), ensure_ascii=False, sort_keys=True)
