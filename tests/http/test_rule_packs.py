"""A unit's own rule packs: copied, edited, dated; what was put ready keeps the version it began with."""

from pathlib import Path
from typing import Any

import msgspec

from ecabinet.app import ROOMS
from tests.kit.device import fine
from tests.kit.home import serving
from tests.kit.session import running
from voting.packs import RULES

COPY = msgspec.to_builtins(RULES["simple-present"]) | {"code": "cua-so", "vi": "Quy chế của Sở", "en": "Our own rule"}


async def test_a_copy_is_saved_as_versions_and_a_motion_keeps_the_one_it_began_with(tmp_path: Path) -> None:
    async with serving(tmp_path, ROOMS) as home:
        session = await running(home)
        secretary = session.secretary
        first = await save(secretary, COPY)
        assert (first["rule"]["version"], first["rule"]["since"][:2]) == (1, "20")
        fine(await secretary.do("voting.add_motion", item=session.items[0], text="Một?", rule="cua-so"))
        second = await save(secretary, COPY | {"p": 2, "q": 3, "majority": "at_least"})
        assert second["rule"]["version"] == 2
        fine(await secretary.do("voting.add_motion", item=session.items[0], text="Hai?", rule="cua-so"))
        motions = {one.text: one.rule for one in session.state.voting.motions.values()}
        assert (motions["Một?"].version, motions["Hai?"].version) == (1, 2)
        assert (motions["Một?"].q, motions["Hai?"].q) == (2, 3)
        listed = (await secretary.http.get("/api/v1/rules")).json()
        assert [one["version"] for one in listed["own"]] == [2]


async def test_packs_are_there_again_after_a_restart(tmp_path: Path) -> None:
    async with serving(tmp_path, ROOMS) as home:
        await save((await running(home)).secretary, COPY)
        unit = next(iter(home.house.packs.units))
    async with serving(tmp_path, ROOMS) as home:
        assert home.house.packs.of(unit)["cua-so"].vi == "Quy chế của Sở"


async def test_what_does_not_hold_is_refused_by_name(tmp_path: Path) -> None:
    async with serving(tmp_path, ROOMS) as home:
        secretary = (await running(home)).secretary
        for change, code, field in (
            ({"code": "simple-present"}, "voting.shipped_rule", None),
            ({"code": "Của sở"}, "voting.bad_rule", "code"),
            ({"q": 0}, "input.out_of_range", "p"),
            ({"p": 3}, "voting.bad_rule", "p"),
            ({"choices": ["yes"]}, "voting.bad_rule", "choices"),
            ({"named": False}, "voting.secret_without_other", None),
            ({"named": False, "choices": ["yes", "no"]}, "voting.bad_rule", "named"),
            ({"vi": " "}, "input.missing", "vi"),
            ({"base": "everybody"}, "voting.bad_rule", "rule"),
        ):
            answer = await save(secretary, COPY | change)
            assert answer["code"] == code, change
            assert field is None or answer["args"]["field"] == field


async def save(who: Any, rule: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = (await who.http.post("/api/v1/rules", json={"rule": rule})).json()
    return answer
