"""One page: its picture and its words. Runs only in the worker.

Rules: pixels are clamped whatever the page says; the picture is lossless (16 levels a channel, grey where the page has
no colour) or lossy WebP, whichever suits the page and is smaller; annotations are not drawn, the cleaned copy has none.
"""

import io
import math
from typing import Any

from PIL import Image, ImageChops

from ecabinet.pages import jobs
from ecabinet.pages.engine import Page, mupdf
from ecabinet.pages.fold import tidy
from journal.shapes import Refusal

PIXELS = 12_000_000
LARGEST_SIDE = 16_000  # WebP ends at 16,383
COLOURLESS = 24  # difference between channels that is still grey: noise of scanned pages
FLAT = 0.6  # share of the commonest colour from which a page is text and drawing rather than a photograph
HEAVY = 0.1  # bytes a pixel of a lossless picture from which the lossy one is tried too
LOSSY_QUALITY = 75
SIXTEEN = [round(round(level / 17) * 17) for level in range(256)]
WORD_FLAGS = (mupdf.TEXTFLAGS_WORDS | mupdf.TEXT_MEDIABOX_CLIP) & ~mupdf.TEXT_PRESERVE_LIGATURES


def draw(page: Page, width: int, quick: bool) -> tuple[jobs.Drawn, bytes]:
    """`papers.page_unshowable` when the engine gives up."""
    image = _raster(page, width)
    return jobs.Drawn(width=image.width, height=image.height), _encode(image, quick)


def _raster(page: Page, width: int) -> Image.Image:
    zoom = _zoom(page.rect.width, page.rect.height, width)
    try:
        pixels = page.get_pixmap(matrix=mupdf.Matrix(zoom, zoom), alpha=False, annots=False)
    except MemoryError:
        raise
    except Exception as error:
        raise Refusal("papers.page_unshowable", page=page.number + 1) from error
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def _zoom(page_width: float, page_height: float, width: int) -> float:
    area = max(page_width * page_height, 1e-6)
    longest = max(page_width, page_height, 1e-6)
    return min(width / max(page_width, 1e-6), math.sqrt(PIXELS / area), LARGEST_SIDE / longest)


def _encode(image: Image.Image, quick: bool) -> bytes:
    if _colourless(image):
        image = image.convert("L")
    if not _flat(image):
        return _lossy(image)
    lossless = _lossless(image, quick)
    if len(lossless) < HEAVY * image.width * image.height:
        return lossless
    return min(lossless, _lossy(image), key=len)


def _colourless(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return max(_furthest(red, green), _furthest(green, blue)) <= COLOURLESS


def _furthest(one: Image.Image, other: Image.Image) -> float:
    extrema: Any = ImageChops.difference(one, other).getextrema()
    return float(extrema[1])


def _flat(image: Image.Image) -> bool:
    small = image.resize((300, max(1, 300 * image.height // image.width)), Image.Resampling.NEAREST)
    counts = [count for count, _ in small.getcolors(small.width * small.height) or []]
    return max(counts) > FLAT * sum(counts)


def _lossless(image: Image.Image, quick: bool) -> bytes:
    effort = {"method": 1, "quality": 20} if quick else {"method": 4, "quality": 80}
    return _webp(image.point(SIXTEEN * len(image.getbands())), lossless=True, **effort)


def _lossy(image: Image.Image) -> bytes:
    return _webp(image, quality=LOSSY_QUALITY, method=2)


def _webp(image: Image.Image, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", **options)
    return out.getvalue()


def read(page: Page) -> jobs.WasRead:
    """Words in the file's own order, boxes in 1/1000 of the page's width, lines counted through the page."""
    shown = page.rect
    try:
        found = page.get_text("words", flags=WORD_FLAGS, clip=shown)
    except MemoryError:
        raise
    except Exception as error:
        raise Refusal("papers.page_unshowable", page=page.number + 1) from error
    scale = 1000 / max(shown.width, 1e-6)
    lines: dict[tuple[int, int], int] = {}
    words = []
    for x0, y0, x1, y1, text, block, line, _ in found:
        number = lines.setdefault((block, line), len(lines))
        for part in tidy(text).split(" "):
            if part:
                words.append((*_box(x0, y0, x1, y1, scale), part, number, block))
    return jobs.WasRead(width=round(shown.width), height=round(shown.height), words=tuple(words))


def _box(x0: float, y0: float, x1: float, y1: float, scale: float) -> tuple[int, int, int, int]:
    left, top = round(x0 * scale), round(y0 * scale)
    return left, top, max(1, round(x1 * scale) - left), max(1, round(y1 * scale) - top)
