"""Whether a method makes sense, and whether a ballot of it may be counted.

What it is: two questions, each answered by the last part of a refusal's code, or None where all is well. What it is
not: the check of texts or choices (see `rules`).

Rules
- Options are numbered 1, 2, 3, ... and at most 200.
- `least` and `most` bound the options that options, approval and ranked ballots mark. Ballots of each and score answer
  every option; for them `least` says only whether a blank ballot is valid.
"""

from voting.method import Marks, Method

MAX_OPTIONS = 200
MAX_TOP = 100


def check_method(method: Method) -> str | None:
    """What is wrong with a method: "question_has_options", "no_options", "too_many_options", "wrong_ids",
    "wrong_limits", "wrong_seats" or "wrong_top"."""
    if method.kind == "question":
        return "question_has_options" if method.options else None
    size = len(method.options)
    if size == 0:
        return "no_options"
    if size > MAX_OPTIONS:
        return "too_many_options"
    if [option.id for option in method.options] != list(range(1, size + 1)):
        return "wrong_ids"
    if not 0 <= method.least <= method.most <= size or method.most == 0:
        return "wrong_limits"
    if not 1 <= method.seats <= size:
        return "wrong_seats"
    least_top, most_top = (1, MAX_TOP) if method.kind == "score" else (0, 0)
    return None if least_top <= method.top <= most_top else "wrong_top"


def check_marks(method: Method, marks: Marks) -> str | None:
    """What is wrong with a ballot: "too_few", "too_many", "twice", "unknown_option", "wrong_length" or
    "out_of_range"."""
    if method.kind == "question":
        return "too_many" if marks else None
    if not marks:
        return "too_few" if method.least else None
    if method.kind == "each":
        return _check_values(method, marks, -1, 1)
    if method.kind == "score":
        return _check_values(method, marks, 0, method.top)
    return _check_ids(method, marks)


def _check_values(method: Method, marks: Marks, low: int, high: int) -> str | None:
    if len(marks) != len(method.options):
        return "wrong_length"
    return None if all(low <= mark <= high for mark in marks) else "out_of_range"


def _check_ids(method: Method, marks: Marks) -> str | None:
    if len(marks) > method.most:
        return "too_many"
    if not set(marks) <= {option.id for option in method.options}:
        return "unknown_option"
    if len(set(marks)) < len(marks):
        return "twice"
    return "too_few" if len(marks) < method.least else None
