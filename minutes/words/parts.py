"""The pieces every wording makes: runs of text with a weight, and facts that carry a label."""

from journal.shapes import Value

Run = tuple[str, str]  # (text, "" | "b" | "i")


class Fact(Value):
    """One sentence group that comes from the journal and may not be edited. `code` names the kind for the screens."""

    code: str
    label: str
    runs: tuple[Run, ...]


def plain(text: str) -> tuple[Run, ...]:
    """One run without weight."""
    return ((text, ""),)


def fact(code: str, label: str, text: str) -> Fact:
    """A fact whose text has one weight."""
    return Fact(code=code, label=label, runs=plain(text))
