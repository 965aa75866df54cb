"""Makes the golden record of a release: `python -m tests.record.golden 0.1.0`. Done once per release, never again."""

import sys
from pathlib import Path

from tests.record import shelf

FOLDER = Path(__file__).parents[1] / "golden" / "records"


def main(release: str) -> None:
    pdf, roots = FOLDER / f"{release}.pdf", FOLDER / f"{release}.roots.pem"
    if pdf.exists():
        raise SystemExit(f"{pdf} exists: a golden record is never made anew")
    pdf.write_bytes(shelf.record().pdf)
    roots.write_bytes(shelf.record().roots)


if __name__ == "__main__":
    main(sys.argv[1])
