"""Journals that somebody tampered with, their chain made anew: counting again finds every forgery, and names it."""

import ast
from functools import cache
from pathlib import Path
from random import Random

import pytest

import ecabinet.verify.recount as recount_package
from ecabinet.verify.recount import Miscounted, recount
from ecabinet.verify.report import Check
from ecabinet.verify.words import say
from ecabinet.verify.words_votes import VOTES
from tests.verify.assembly import Line, lines
from tests.verify.forgeries import FORGERIES, Forgery
from tests.verify.voting_day import assembly

MEETINGS = 400
FIRST = 50_000
LEAST, MOST = 8, 30  # how many journals each forgery is tried on


@cache
def journals() -> list[list[Line]]:
    """Honest ones."""
    told = [lines(assembly(seed)) for seed in range(FIRST, FIRST + MEETINGS)]
    assert sum(map(recount, told)) > MEETINGS
    return told


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forgery_is_found_and_named(forge: Forgery) -> None:
    rng, tried = Random(forge.__name__), 0
    for told in journals():
        forged = forge(told, rng)
        if forged is None:
            continue
        tried += 1
        if tried > MOST:
            break
        with pytest.raises(Miscounted) as found:
            recount(forged)
        assert found.value.what in FORGERIES[forge], str(found.value)
    assert tried >= LEAST


def codes() -> set[str]:
    """What the recount may find wrong: the texts that its sources give to `need` and to `Room.poll`."""
    found = set()
    for path in Path(str(recount_package.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= {_text(one.value) for one in node.keywords if one.arg == "what"}
                if isinstance(node.func, ast.Name) and node.func.id == "need":
                    found.add(_text(node.args[2]))
    return found - {""}


def _text(node: ast.AST) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def test_everything_that_may_be_wrong_has_words_in_both_languages() -> None:
    assert codes() == VOTES["vi"].keys() == VOTES["en"].keys()


def test_the_report_says_which_vote_and_what_about_it() -> None:
    check = Check("votes", "broken", "ballot_twice", {"poll": 7})
    assert say(check, "vi") == "Lần biểu quyết 7 kiểm lại không khớp: có người biểu quyết hai lần"
    assert say(check, "en") == "Vote 7 does not hold when counted again: somebody voted twice"
