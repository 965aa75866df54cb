"""Makes a typeset paper look scanned: grey pictures, a little turned and noisy, and no text layer.

For the demo and for tests of what has no text. The noise comes from a fixed seed, so the bytes are always the same.
"""

import io
import random

import pymupdf
from PIL import Image, ImageFilter

DPI = 170
QUALITY = 58


def scan(pdf: bytes) -> bytes:
    """The pages of `pdf` as photographs of paper."""
    dice = random.Random(328)  # noqa: S311
    source = pymupdf.open(stream=pdf)
    out = pymupdf.open()
    for page in source:
        grey = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
        image = _worn(Image.frombytes("L", (grey.width, grey.height), grey.samples), dice)
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=QUALITY)
        sheet = out.new_page(width=page.rect.width, height=page.rect.height)
        sheet.insert_image(sheet.rect, stream=buffer.getvalue())
    out.set_metadata({"producer": "Scanner", "creationDate": "", "modDate": ""})
    return bytes(out.tobytes(garbage=3, deflate=True, no_new_id=True))


def _worn(image: Image.Image, dice: random.Random) -> Image.Image:
    turned = image.rotate(dice.uniform(-0.9, 0.9), resample=Image.Resampling.BICUBIC, fillcolor=246)
    moved = Image.new("L", image.size, 238)
    moved.paste(turned, (dice.randint(-9, 9), dice.randint(-9, 9)))
    soft = moved.filter(ImageFilter.GaussianBlur(0.6)).point(lambda v: 22 + v * 222 // 255)
    return Image.blend(soft, _grain(image.size, dice), 0.12)


def _grain(size: tuple[int, int], dice: random.Random) -> Image.Image:
    tile = Image.frombytes("L", (256, 256), bytes(dice.randint(176, 255) for _ in range(256 * 256)))
    out = Image.new("L", size)
    for x in range(0, size[0], 256):
        for y in range(0, size[1], 256):
            out.paste(tile, (x, y))
    return out
