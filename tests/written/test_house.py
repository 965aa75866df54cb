"""A consultation over HTTP: lists, notices, signed opinions, the table, the report. With the real rules."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kit.device import fine
from tests.kit.home import START, Home, serving
from tests.record import quick
from tests.written.world import DAY, HOUR, sent

ROOMS = (*quick.ROOMS, "written")


@pytest.fixture
async def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Home]:
    quick.use(monkeypatch)
    async with serving(tmp_path, ROOMS, demo=True) as made:
        yield made


async def test_reminders_come_once_for_each_person_and_moment(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    it = await sent(home, monkeypatch)
    fine(await it.answer("m1", "yes"))
    await it.tick()
    await it.tick()
    assert [await it.kinds(name) for name in ("m0", "m1", "m2", "officer")] == [["sent"], [], ["sent"], []]
    it.clock.to(it.deadline - 20 * HOUR)
    await it.tick()
    fine(await it.answer("m2", "no"))
    it.clock.to(it.deadline - HOUR)
    await it.tick()
    it.clock.to(it.deadline + HOUR)
    await it.tick()
    await it.tick()
    assert await it.kinds("m0") == ["due_24h", "due_2h", "overdue", "sent"]
    assert await it.kinds("m2") == ["due_24h", "sent"]
    assert await it.kinds("m1") == []


async def test_what_was_missed_is_not_sent_all_at_once_and_a_new_deadline_reminds_anew(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = await sent(home, monkeypatch)
    it.clock.to(it.deadline - HOUR)
    await it.tick()
    assert await it.kinds("m0") == ["due_2h", "sent"]
    later = {"deadline": it.deadline + DAY, "reason": "Thành viên đi công tác"}
    fine(await it["m0"].post("meeting.extend", **later))
    await it.tick()
    it.clock.to(it.deadline + DAY - HOUR)
    await it.tick()
    assert await it.kinds("m0") == ["due_2h", "due_2h", "extended", "sent"]


async def test_notices_are_seen_by_their_person_only(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    it = await sent(home, monkeypatch)
    await it.tick()
    mine, theirs = (await it.notices("m0"))[0], (await it.notices("m1"))[0]
    assert (mine["title"], mine["seen_at"]) == (it.state.frame.title, None)
    body = {"ids": [mine["id"], theirs["id"], "'; DROP"]}
    assert (await it["m0"].http.post("/api/v1/notices", json=body)).json()["seen"] == 1
    assert (await it.notices("m0"))[0]["seen_at"] is not None
    assert (await it.notices("m1"))[0]["seen_at"] is None
    assert (await it["m0"].http.post("/api/v1/notices", json={"ids": [1]})).status_code == 400


async def test_a_reminder_by_hand_goes_to_who_is_missing_and_not_twice(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = await sent(home, monkeypatch)
    fine(await it.answer("m1", "yes"))
    remind = f"/m/{it.meeting}/remind"
    assert (await it["m1"].http.post(remind)).status_code == 404
    assert (await it["officer"].http.post(remind)).json()["told"] == 2
    again = (await it["officer"].http.post(remind)).json()
    assert (again["code"], again["args"]) == ("written.reminded", {"minutes": 10})
    assert await it.kinds("m0") == ["reminder"]
    fine(await it["officer"].post("meeting.close_written"))
    assert (await it["officer"].http.post(remind)).json()["code"] == "written.not_open"


async def test_the_house_closes_what_is_due(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    it = await sent(home, monkeypatch, closes=["deadline"])
    fine(await it.answer("m1", "yes"))
    await it.tick()
    assert it.state.phase == "running"
    it.clock.to(it.deadline + 1000)
    assert (await it.answer("m2", "yes"))["code"] == "meeting.deadline_passed"
    await it.tick()
    assert (it.state.phase, it.state.session.how) == ("closed", "deadline")


async def test_signing_needs_answers_and_the_pin(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    it = await sent(home, monkeypatch)
    assert (await it.sign("m1"))["code"] == "voting.not_answered"
    assert (await it.sign("officer"))["code"] == "voting.not_asked"
    fine(await it.answer("m1", "other", "Bổ sung căn cứ"))
    wrong = await it.sign("m1", "000000")
    assert (wrong["code"], wrong["args"]) == ("record.wrong_pin", {"left": 4})
    fine(await it.sign("m1"))
    assert (await it.opinion("m1", "m1")).content.startswith(b"%PDF")
    for other in ("officer", "m0"):
        assert (await it.opinion(other, "m1")).status_code == 404
    fine(await it["officer"].post("meeting.close_written"))
    for other in ("officer", "m0"):
        assert (await it.opinion(other, "m1")).status_code == 200
    rows = await home.house.db.rows("SELECT sha256 FROM file")
    assert it.state.voting.opinions[it.participant("m1")].sha256 in {row["sha256"] for row in rows}


async def test_an_answer_that_changes_while_it_is_signed_is_not_signed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecabinet.written import form

    it = await sent(home, monkeypatch)
    fine(await it.answer("m1", "yes"))
    genuine = form.form_of

    def other(*args: object) -> form.Form:
        from msgspec.structs import replace

        return replace(genuine(*args), digest="0" * 64)  # type: ignore[arg-type]

    monkeypatch.setattr(form, "form_of", other)
    assert (await it.sign("m1"))["code"] == "voting.answer_changed"
    assert not it.state.voting.opinions


async def test_lists_show_how_far_one_is(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    it = await sent(home, monkeypatch)
    fine(await it.answer("m1", "yes"))
    listed = "/api/v1/consultations"
    (mine,) = (await it["m1"].http.get(listed)).json()
    assert (mine["mine"]["answered"], mine["mine"]["signed"], "asked" in mine) == (1, False, False)
    (theirs,) = (await it["officer"].http.get(f"{listed}?q=phan bo von")).json()
    assert (theirs["answered"], theirs["asked"]) == (1, 3)
    assert (await it["officer"].http.get(f"{listed}?q=khac")).json() == []
    (card,) = (await it["m1"].http.get("/api/v1/meetings")).json()
    assert (card["form"], card["deadline"]) == ("written", it.deadline)


async def test_the_table_says_who_answered_and_only_then_what(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    it = await sent(home, monkeypatch)
    fine(await it.answer("m1", "other", '=cmd|" /C calc"!A0'))
    address = f"/m/{it.meeting}/opinions.csv"
    assert (await it["m1"].http.get(address)).status_code == 404
    before = (await it["officer"].http.get(address)).text
    assert "Họ và tên" in before
    assert "calc" not in before
    fine(await it["officer"].post("meeting.close_written"))
    after = (await it["officer"].http.get(address)).text
    assert after.startswith("\ufeff")
    assert "Ý kiến khác" in after
    assert "'=cmd" in after


async def test_the_result_becomes_an_item_of_the_next_session(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    it = await sent(home, monkeypatch)
    for name in it.members:
        fine(await it.answer(name, "yes"))
    args = {"title": "Phiên họp tháng 12", "type": "regular", "starts_at": START, "place": "P1", "form": "room"}
    made = (await it["officer"].http.post("/api/v1/meetings", json={"id": "next", "args": args})).json()
    address, body = f"/m/{it.meeting}/report", {"session": fine(made)["meeting"]}
    assert (await it["officer"].http.post(address, json=body)).json()["code"] == "written.not_closed"
    fine(await it["officer"].post("meeting.close_written"))
    fine((await it["officer"].http.post(f"/m/{it.meeting}/finalise", json={"id": "f"})).json())
    assert (await it["m0"].http.post(address, json=body)).status_code == 404, "does not arrange the other meeting"
    for _ in range(2):
        fine((await it["officer"].http.post(address, json=body, timeout=60)).json())
    session = home.house.clerks.loaded(body["session"])
    assert session is not None
    (item,) = session.state.agenda.items.values()
    assert item.title.endswith("(3/3 đồng ý, được thông qua)")
    (paper,) = session.state.papers.papers.values()
    assert paper.item == item.id


async def test_nothing_of_an_opinion_is_found_anywhere_before_it_is_closed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By nobody but its author: not in views, lists, tables, drafts of the record, notices."""
    word = "zqxkinzqx"
    it = await sent(home, monkeypatch)
    for name in it.people:
        fine(await it[name].join(it.meeting))
    fine(await it["m1"].do("voting.cast", poll=it.poll, choice="other", text=word))
    fine(await it.sign("m1"))
    base, mine = f"/m/{it.meeting}", it.participant("m1")
    addresses = [
        *(
            f"{base}{rest}"
            for rest in ("/view", "/opinions.csv", f"/opinion/{mine}", "/minutes", "/prose", "/record.pdf")
        ),
        *(f"/api/v1/{rest}" for rest in ("consultations", "notices", "meetings", "documents?q=zqx")),
    ]
    for name in ("officer", "m0", "m2"):
        heard = [(await it[name].http.get(address)).text for address in addresses]
        heard += [repr([it[name].view, it[name].mine, it[name].pushes])]
        assert all(word not in one for one in heard), name
    assert word in repr(it["m1"].mine)
    fine(await it["officer"].post("meeting.close_written"))
    assert word in (await it["m2"].http.get(f"{base}/view")).text
