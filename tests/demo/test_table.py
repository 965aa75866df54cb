"""The table that the demo prints: every seat with its link, in columns, in two languages."""

import io

import pytest

from ecabinet.demo import cast, table, world
from ecabinet.demo.seed import label, seats
from ecabinet.identity.sessions import Link

BASE = "http://127.0.0.1:8000"


@pytest.fixture
def links() -> list[Link]:
    people = [Link("seat", f"id-{one.key}", "m", label(one), f"token-{one.key}") for one in seats()]
    return [*people, Link("screen", None, "m", cast.SCREEN, "token-screen")]


def printed(links: list[Link], english: bool = False) -> list[str]:
    made = world.World("m", {one.key: f"id-{one.key}" for one in cast.PEOPLE}, {}, {}, {}, {})
    out = io.StringIO()
    table.show(links, made, BASE, english=english, to=out)
    return out.getvalue().splitlines()


def test_every_seat_has_its_line_with_a_link(links: list[Link]) -> None:
    lines = printed(links)
    assert sum(f"{BASE}/l/token-" in line for line in lines) == len(cast.PEOPLE)
    assert sum(f"{BASE}/s/token-screen" in line for line in lines) == 1
    assert "Lê Quang Vinh" in lines[2]
    assert "Chủ tọa" in lines[2]


def test_links_stand_in_one_column_whatever_the_marks_on_the_letters(links: list[Link]) -> None:
    assert len({line.index("http://") for line in printed(links) if "/l/" in line}) == 1


def test_pin_and_password_are_told_in_both_languages(links: list[Link]) -> None:
    for english in (False, True):
        text = "\n".join(printed(links, english))
        assert world.PIN in text
        assert world.PASSWORD in text
    assert "Sign-in link" in "\n".join(printed(links, english=True))
