"""PyMuPDF, and the only place that imports it: workers and tests, never the server's process.

It holds the interpreter lock while it draws and it reads hostile files; it also carries no types, so they end here.
"""

import importlib
from typing import Any

Document = Any
Page = Any

mupdf: Any = importlib.import_module("pymupdf")
mupdf.TOOLS.mupdf_display_errors(False)
mupdf.TOOLS.mupdf_display_warnings(False)
