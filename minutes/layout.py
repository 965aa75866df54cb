"""The document model handed to the typesetter: plain JSON values, every text as data.

Which model goes with which template is written here; a published template with its model is never edited.
"""

from typing import Any

from minutes import bienban_1, tonghop_1
from minutes.doc import MinutesDoc
from minutes.words import WORDINGS

CURRENT = "bienban-1"
MODELS = {"bienban-1": bienban_1.model, "tonghop-1": tonghop_1.model}


def current(form: str) -> str:
    """The template of new minutes of a meeting of this form."""
    return "tonghop-1" if form == "written" else CURRENT


def layout(doc: MinutesDoc, template: str, wording: int) -> dict[str, Any]:
    """The JSON-able model of a document. Unknown numbers raise KeyError: another release made them."""
    return MODELS[template](doc, WORDINGS[wording])
