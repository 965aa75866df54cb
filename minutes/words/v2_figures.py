"""Wording 2: figures and labels of votes. Weights are exact: "27", "2,5", "3 1/3"; a body may name choices itself."""

from math import gcd

from minutes.times import count
from voting.rule import Choice, Rule

CHOICES: dict[Choice, str] = {
    "yes": "tán thành",
    "no": "không tán thành",
    "abstain": "không biểu quyết",
    "other": "ý kiến khác",
}
BASES = {
    "members": "thành viên",
    "entitled": "người được biểu quyết",
    "present": "người có mặt",
    "cast": "phiếu đã bỏ",
    "valid": "phiếu hợp lệ",
    "yes_no": "phiếu có chính kiến",
}
MILLE = 1000


def amount(n: int, unit: int = 1) -> str:
    """n/unit as these documents write it: a count, a decimal where it is exact, else a fraction."""
    if n % unit == 0:
        return count(n // unit)
    whole, rest = divmod(n, unit)
    p, q = rest // gcd(rest, unit), unit // gcd(rest, unit)
    if MILLE % q == 0:
        return f"{whole},{f'{MILLE // q * p:03d}'.rstrip('0')}"
    return f"{whole} {p}/{q}" if whole else f"{p}/{q}"


def choice_words(rule: Rule, choice: Choice) -> str:
    """The body's own words for a choice, or the usual ones."""
    own = next((label.vi for label in rule.labels if label.choice == choice), "")
    return own[:1].lower() + own[1:] if own else CHOICES[choice]


def listed(names: list[str]) -> str:
    """ "A; B; C"."""
    return "; ".join(names)
