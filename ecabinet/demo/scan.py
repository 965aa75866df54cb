"""Makes typeset pages look scanned: grey pictures, a little turned and noisy, and no text layer.

For the demo and for tests of what has no text. The noise comes from a fixed seed, so the pictures are always the same.
"""

import io
import random
import time
from collections.abc import Sequence

from PIL import Image, ImageFilter

DPI = 170
QUALITY = 58


def scan(pages: Sequence[bytes], made_at: int) -> bytes:
    """PNG pages at DPI, as photographs of paper bound into a PDF. `made_at`: seconds since 1970."""
    dice = random.Random(328)  # noqa: S311
    sheets = [_worn(Image.open(io.BytesIO(page)).convert("L"), dice) for page in pages]
    day = time.gmtime(made_at)
    out = io.BytesIO()
    sheets[0].save(
        out,
        "PDF",
        resolution=DPI,
        quality=QUALITY,
        save_all=True,
        append_images=sheets[1:],
        producer="Scanner",
        creationDate=day,
        modDate=day,
    )
    return out.getvalue()


def _worn(image: Image.Image, dice: random.Random) -> Image.Image:
    turned = image.rotate(dice.uniform(-0.9, 0.9), resample=Image.Resampling.BICUBIC, fillcolor=246)
    moved = Image.new("L", image.size, 238)
    moved.paste(turned, (dice.randint(-9, 9), dice.randint(-9, 9)))
    faded = bytes(22 + v * 222 // 255 for v in range(256))
    soft = moved.filter(ImageFilter.GaussianBlur(0.6)).point(list(faded))
    return Image.blend(soft, _grain(image.size, dice), 0.12)


def _grain(size: tuple[int, int], dice: random.Random) -> Image.Image:
    tile = Image.frombytes("L", (256, 256), bytes(dice.randint(176, 255) for _ in range(256 * 256)))
    out = Image.new("L", size)
    for x in range(0, size[0], 256):
        for y in range(0, size[1], 256):
            out.paste(tile, (x, y))
    return out
