"""May a unit keep this rule pack? Packs are law or working rules as data; a unit copies a shipped one and edits it.

What it is: `next_version`, the gate for a pack that somebody wrote. What it is not: a table of packs (see `packs`).

Rules
- The code is the unit's own: small letters, figures and hyphens, none of the shipped ones.
- Shares are fractions of 1 that make sense: p of q, nothing above the whole; more than the whole can never be reached.
- A secret pack has no "other opinion", shows nothing but how many have voted, and never takes silence for consent.
- Each choice stands once, and for and against are among them.
"""

import re
from collections.abc import Mapping

from msgspec.structs import replace

from journal.checks import needed_text, number, text
from journal.shapes import Refusal
from voting.packs import RULES
from voting.rule import Label, Rule, Share

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_CODE, MOST_Q, MOST_PROXIES = 60, 1000, 10
MOST_PACKS = 200  # of a unit


def next_version(known: Mapping[str, Rule], rule: Rule, since: str) -> Rule:
    """The pack as the next version among those that the unit has, from `since` (ISO day) on; raises Refusal."""
    before = known.get(rule.code)
    if before is None and len(known) >= MOST_PACKS:
        raise Refusal("voting.too_many_rules", limit=MOST_PACKS)
    return checked(rule, 1 if before is None else before.version + 1, since)


def checked(rule: Rule, version: int, since: str) -> Rule:
    """The pack, cleaned; raises Refusal."""
    _code(rule.code)
    _share("p", rule.p, rule.q, whole=rule.majority == "at_least")
    if rule.quorum is not None:
        _share("quorum", rule.quorum.p, rule.quorum.q, whole=True)
    _choices(rule)
    if not rule.named:
        _secret(rule)
    return replace(
        rule,
        version=version,
        since=since,
        citation=needed_text("citation", rule.citation),
        vi=needed_text("vi", rule.vi),
        en=text("en", rule.en),
        proxies=number("proxies", rule.proxies, 0, MOST_PROXIES),
        labels=tuple(_label(rule, label) for label in rule.labels),
    )


def _code(code: str) -> None:
    if len(code) > MOST_CODE or not CODE.fullmatch(code):
        raise Refusal("voting.bad_rule", field="code")
    if code in RULES:
        raise Refusal("voting.shipped_rule", rule=code)


def _share(field: str, p: int, q: int, whole: bool) -> None:
    share = Share(number(field, p, 0, MOST_Q), number(field, q, 1, MOST_Q))
    if share.p > share.q or (share.p == share.q and not whole):
        raise Refusal("voting.bad_rule", field=field)


def _choices(rule: Rule) -> None:
    if len(set(rule.choices)) < len(rule.choices) or not {"yes", "no"} <= set(rule.choices):
        raise Refusal("voting.bad_rule", field="choices")


def _secret(rule: Rule) -> None:
    if "other" in rule.choices:
        raise Refusal("voting.secret_without_other", rule=rule.code)
    if rule.shown == "figures" or rule.published == "ballots" or rule.tie == "chair_decides":
        raise Refusal("voting.bad_rule", field="named")
    if rule.silence != "none":
        raise Refusal("voting.bad_rule", field="silence")


def _label(rule: Rule, label: Label) -> Label:
    if label.choice not in rule.choices or [one.choice for one in rule.labels].count(label.choice) > 1:
        raise Refusal("voting.bad_rule", field="labels")
    return Label(label.choice, needed_text("labels", label.vi, 60), needed_text("labels", label.en, 60))
