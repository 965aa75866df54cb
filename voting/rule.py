"""A rule pack as data: what a body decides by. Copied into a motion when it is put ready, and into its poll.

What it is: shapes. What it is not: the packs themselves (see `packs`) or arithmetic (see `tally`).
"""

from typing import Literal

from journal.shapes import Value

Choice = Literal["yes", "no", "abstain", "other"]  # tán thành, không tán thành, không biểu quyết, ý kiến khác
CHOICES: tuple[Choice, ...] = ("yes", "no", "abstain", "other")


class Label(Value):
    """A body's own words for a choice."""

    choice: Choice
    vi: str
    en: str


class Share(Value):
    """p of q."""

    p: int
    q: int


class Rule(Value):
    """Shares are two integers p/q of the base.

    `base`: "members" in office; "entitled" in the frozen electorate; "present": entitled and here when the poll opened;
    "cast": all ballots received, invalid ones too; "valid": ballots received that are valid; "yes_no": for or against.
    `majority`: "more" = q*yes > p*base; "at_least" = q*yes >= p*base; "relative" = yes > no; "plurality": the most
    votes; "none": nothing is decided, the figures are noted.
    `tie`: "not_carried"; "chair_decides": the side of the chair's own ballot; "chair_casts": a casting vote afterwards.
    `named`: open ballot; a secret one never journals who chose what. `changeable`: a ballot may be changed until the
    end. `shown`: what is shown while open: how many have voted, nothing at all, or the figures.
    `published`: afterwards: named ballots, totals, or the verdict without figures.
    `substitutes`: those who attend in a member's place vote. `proxies`: how many one may hold; 0: none.
    `silence`: what an entitled person who does not answer counts as. `quorum`: None = the meeting's own.
    `since`: the ISO day from which this version holds. `vi`, `en`: names of packs that a unit wrote itself.
    """

    code: str
    version: int
    citation: str  # article and date
    base: Literal["members", "entitled", "present", "cast", "valid", "yes_no"]
    majority: Literal["more", "at_least", "relative", "plurality", "none"]
    p: int
    q: int
    tie: Literal["not_carried", "chair_decides", "chair_casts"]
    choices: tuple[Choice, ...]
    named: bool = True
    changeable: bool = False
    shown: Literal["voted", "nothing", "figures"] = "voted"
    published: Literal["ballots", "totals", "verdict"] = "ballots"
    substitutes: bool = False
    proxies: int = 0
    silence: Literal["none", "yes"] = "none"
    quorum: Share | None = None
    labels: tuple[Label, ...] = ()
    since: str = ""
    vi: str = ""
    en: str = ""
