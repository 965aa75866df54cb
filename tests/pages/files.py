"""PDFs made on the spot, honest and hostile, as bytes."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from ecabinet.pages.engine import mupdf

TEXT = (
    "Ủy ban nhân dân tỉnh thống nhất thông qua Nghị quyết về phát triển kinh tế số.",
    "Các sở, ngành thực hiện theo đúng tiến độ, bảo đảm chất lượng.",
)


def paper(pages: int = 3, text: tuple[str, ...] = TEXT, width: float = 595, height: float = 842) -> bytes:
    """A plain paper in Vietnamese; each page says its number: "Trang 2"."""
    document = mupdf.open()
    for number in range(1, pages + 1):
        page = document.new_page(width=width, height=height)
        lines = "".join(f"<p>{line}</p>" for line in (*text, f"Trang {number}"))
        page.insert_htmlbox(mupdf.Rect(60, 60, width - 60, height - 60), lines, css="* {font-size: 14px}")
    document.subset_fonts()
    return bytes(document.tobytes(garbage=3, deflate=True))


def coloured() -> bytes:
    """A text with a red seal."""
    document = mupdf.open(stream=paper(1), filetype="pdf")
    document[0].draw_circle((400, 600), 60, color=(0.8, 0, 0), width=3)
    return bytes(document.tobytes())


def photograph() -> bytes:
    """A page that is all picture, of soft colours."""
    document = mupdf.open()
    page = document.new_page(width=600, height=600)
    pixels = mupdf.Pixmap(mupdf.csRGB, mupdf.IRect(0, 0, 200, 200))
    for x in range(200):
        for y in range(200):
            pixels.set_pixel(x, y, ((x * 7 + y * 3) % 256, (x * y) % 256, (x + y * 5) % 256))
    page.insert_image(page.rect, pixmap=pixels)
    return bytes(document.tobytes())


def rotated_and_cropped() -> bytes:
    document = mupdf.open(stream=paper(1), filetype="pdf")
    document[0].set_cropbox(mupdf.Rect(0, 0, 400, 300))
    document[0].set_rotation(90)
    return bytes(document.tobytes())


def encrypted(owner_only: bool = False) -> bytes:
    with pikepdf.open(io.BytesIO(paper(2))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="chủ", user="" if owner_only else "khách"))
        return out.getvalue()


def truncated() -> bytes:
    """The first third, long before the page tree."""
    document = mupdf.open(stream=paper(3), filetype="pdf")
    whole = bytes(document.tobytes(garbage=4, use_objstms=1))
    return whole[: len(whole) // 3]


def lost_table() -> bytes:
    """Its cross-reference table is gone; readers repair this."""
    whole = paper(2)
    return whole[: whole.rindex(b"startxref")] + b"startxref\n99999\n%%EOF\n"


def page_tree_loop() -> bytes:
    pdf = Pdf.new()
    pdf.add_blank_page()
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    pdf.Root.Pages.Count = 2
    return _saved(pdf)


def of_size(width: float, height: float) -> bytes:
    pdf = Pdf.new()
    pdf.add_blank_page().obj.MediaBox = Array([0, 0, width, height])
    return _saved(pdf)


def many_pages(count: int) -> bytes:
    pdf = Pdf.new()
    for _ in range(count):
        pdf.add_blank_page()
    return _saved(pdf)


def active() -> bytes:
    """JavaScript, a launch action, a form field, an attachment and an annotation that shows something."""
    document = mupdf.open(stream=paper(2), filetype="pdf")
    document.embfile_add("secret.exe", b"MZ" * 100)
    page = document[0]
    field = mupdf.Widget()
    field.field_type, field.field_name, field.field_value = mupdf.PDF_WIDGET_TYPE_TEXT, "name", "Nguyen"
    field.rect = mupdf.Rect(60, 500, 300, 530)
    page.add_widget(field)
    page.add_highlight_annot(mupdf.Rect(60, 60, 200, 90))
    page.add_file_annot((400, 400), b"MZ" * 50, "other.exe")
    with pikepdf.open(io.BytesIO(document.tobytes())) as pdf:
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert('xin chào')"))
        pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.Launch, F="cmd.exe"))
        pdf.Root.AcroForm.XFA = Stream(pdf, b"<xdp:xdp/>")
        pdf.pages[1].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="this.submitForm('http://x')"))
        return _saved(pdf)


def with_page(
    content: bytes, resources: Dictionary | None = None, before: bytes | None = None, **stream: object
) -> bytes:
    """A paper whose first page has this content; an honest page follows."""
    with pikepdf.open(io.BytesIO(before or paper(1))) as pdf:
        made = pdf.add_blank_page(page_size=(595, 842))
        made.obj.Contents = pdf.make_indirect(Stream(pdf, content))
        for key, value in stream.items():
            made.obj.Contents[f"/{key}"] = value
        if resources is not None:
            made.obj.Resources = resources
        pdf.pages.reverse()
        return _saved(pdf)


def laughs() -> bytes:
    """Forms that draw forms that draw forms: 10 to the 12th strokes on the first page."""
    with pikepdf.open(io.BytesIO(paper(1))) as pdf:
        inner = _form(pdf, b"0 0 m 500 500 l S", {})
        for _ in range(12):
            inner = _form(pdf, b"/X Do " * 10, {"/X": inner})
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(XObject=Dictionary({"/X": inner}))
        page.obj.Contents = pdf.make_indirect(Stream(pdf, b"/X Do"))
        pdf.pages.reverse()
        return _saved(pdf)


def content_bomb() -> bytes:
    """A few kilobytes that unpack to most of a gigabyte of drawing."""
    packer = zlib.compressobj(1)
    piece = b"1 0 0 1 0 0 cm q Q " * 50_000
    once = b"".join([packer.compress(piece) for _ in range(800)]) + packer.flush()
    twice = zlib.compress(once, 9)
    return with_page(twice, Filter=Array([Name.FlateDecode, Name.FlateDecode]))


def image_bomb() -> bytes:
    """60,000 x 60,000 pixels in a few kilobytes."""
    runs = zlib.compress(zlib.compress(b"\x81\x00" * 28_125_000, 9), 9)
    with pikepdf.open(io.BytesIO(paper(1))) as pdf:
        image = Stream(pdf, runs)
        image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 60_000, 60_000
        image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
        image.Filter = Array([Name.FlateDecode, Name.FlateDecode, Name.RunLengthDecode])
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(XObject=Dictionary({"/I": pdf.make_indirect(image)}))
        page.obj.Contents = pdf.make_indirect(Stream(pdf, b"q 595 0 0 842 0 0 cm /I Do Q"))
        pdf.pages.reverse()
        return _saved(pdf)


def heavy(segments: int = 4_000) -> bytes:
    """A map: slow to draw, but honest."""
    lines = [
        f"{(i * 37) % 595} {(i * 91) % 842} m {(i * 37) % 595 + 15} {(i * 91) % 842 + 9} l S" for i in range(segments)
    ]
    return with_page("\n".join(lines).encode())


def _form(pdf: Pdf, content: bytes, forms: dict[str, object]) -> object:
    form = Stream(pdf, content)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
    form.Resources = Dictionary(XObject=Dictionary(forms))
    return pdf.make_indirect(form)


def _saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()
