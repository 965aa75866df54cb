"""Words for the pages that the server writes itself (sign-in, seats, errors), from the web client's catalogues.

The build merges `web/src/i18n/<language>/*.json` into `ecabinet/static/i18n/<language>.json` and checks that no key is
missing. Vietnamese unless the cookie `lang` says English. Before a build a key stands for its words.
"""

import json
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "static" / "i18n"
LANGUAGES = ("vi", "en")


class Texts:
    """`say(language, key)`; a key without words comes back as itself."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.words = {language: catalogue(folder / f"{language}.json") for language in LANGUAGES}

    def say(self, language: str, key: str, **args: object) -> str:
        found = self.words.get(language, self.words["vi"]).get(key, key)
        for name, value in args.items():
            found = found.replace("{" + name + "}", str(value))
        return found


def catalogue(path: Path) -> dict[str, str]:
    """A catalogue as `{key: words}`."""
    if not path.exists():
        return {}
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def language_of(cookie: str | None) -> str:
    """Vietnamese, unless somebody chose English on this device: the cookie `lang`, which the client follows too. What a
    browser says of its maker's language is no choice."""
    return "en" if cookie == "en" else "vi"
