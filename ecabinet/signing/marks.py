"""The visible part of a signature: the signer's name in blue, that it is signed, and when; set by the typesetter."""

import io
import uuid
from typing import Any

from pyhanko.pdf_utils import content, layout
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from ecabinet.record import typeset
from ecabinet.record.typeset import Box
from minutes.times import local


class _Page(content.PdfContent):
    """A one-page PDF from memory, imported as a form."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        page: Any = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        name = f"/Mark{uuid.uuid4().hex}"
        self.resources.xobject[name] = page
        x1, y1, x2, y2 = page.get_object()["/BBox"]
        self.box = layout.BoxConstraints(width=abs(x1 - x2), height=abs(y1 - y2))
        return name.encode() + b" Do"


def words(at: int, offset: int) -> list[str]:
    """ "Đã ký số", day and time as ISO 8601 with the offset from UTC."""
    t = local(at, offset)
    sign = "+" if offset >= 0 else "-"
    hours, minutes = divmod(abs(offset), 60)
    return ["Đã ký số", f"{t:%d/%m/%Y %H:%M:%S} {sign}{hours:02d}:{minutes:02d}"]


def stamp(name: str, at: int, offset: int, box: Box) -> StaticStampStyle:
    """The mark for one box, of exactly its size."""
    data = {"name": name, "lines": words(at, offset), "w": box.w, "h": box.h}
    rule = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MID,
        y_align=layout.AxisAlignment.ALIGN_MID,
        margins=layout.Margins(0, 0, 0, 0),
        inner_content_scaling=layout.InnerScaling.NO_SCALING,
    )
    return StaticStampStyle(
        background=_Page(typeset.mark(data, at)), background_layout=rule, border_width=0, background_opacity=1.0
    )
