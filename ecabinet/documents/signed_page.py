"""On which page of a signed PDF the signatures stand: that page is shown first."""

from pathlib import Path

import pikepdf


def signed_page(path: Path) -> int:
    """From 1; the last page where no signature is visible."""
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            if any(note.get("/FT") == "/Sig" for note in page.get("/Annots", [])):
                return number
        return len(pdf.pages)
