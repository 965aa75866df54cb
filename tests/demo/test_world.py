"""The demo world is what the meeting of a provincial committee would be: enough people, items, papers and motions."""

import unicodedata
from pathlib import Path

import pytest

from ecabinet.demo import agenda, cast, places, world
from ecabinet.demo.seed import label, opening_hour, seats

EVERYTHING = [*(p.name + p.position for p in cast.PEOPLE), *(u.name for u in cast.UNITS)]


def test_the_committee_has_27_members_and_one_of_them_chairs() -> None:
    assert len(cast.MEMBERS) == 27
    assert [one.key for one in cast.MEMBERS if "chair" in one.duties] == [cast.CHAIR.key]
    assert {one.capacity for one in cast.MEMBERS} == {"member"}


def test_two_substitutes_stand_for_two_named_members() -> None:
    replaced = [one.replaces for one in cast.SUBSTITUTES]
    assert len(set(replaced)) == 2
    assert all(cast.person(key or "") in cast.MEMBERS for key in replaced)


def test_three_guests_are_invited_to_one_item_each() -> None:
    assert [len(one.items) for one in cast.GUESTS] == [1, 1, 1]
    assert all(agenda.item(key) for one in cast.GUESTS for key in one.items)


def test_every_name_is_there_once_and_every_unit_exists() -> None:
    assert len({one.name for one in cast.PEOPLE}) == len(cast.PEOPLE)
    assert len({one.key for one in cast.PEOPLE}) == len(cast.PEOPLE)
    assert all(cast.unit(one.unit) for one in cast.PEOPLE)


def test_seven_items_with_sub_items_and_four_motions() -> None:
    assert [item.key for item in agenda.ITEMS] == ["1", "2", "3", "4", "5", "6", "7"]
    assert [item.key for item, parent in agenda.walk() if parent] == ["5.1", "5.2", "6.1", "6.2"]
    assert sum(1 for item, _ in agenda.walk() if item.motion) == 4


def test_a_parent_takes_as_long_as_its_sub_items() -> None:
    for item, _ in agenda.walk():
        if item.items:
            assert item.minutes == sum(sub.minutes for sub in item.items)


def test_presenters_are_members_of_the_committee() -> None:
    keys = {one.key for one in cast.MEMBERS}
    assert all(item.presenter in keys for item, _ in agenda.walk() if item.presenter)


def test_there_are_papers_for_all_that_is_argued_about() -> None:
    papers = [paper for item, _ in agenda.walk() for paper in item.papers]
    assert len(papers) >= 8
    assert max(len(paper.versions) for paper in papers) == 3


def test_all_texts_are_composed_unicode() -> None:
    texts = EVERYTHING + [item.title + item.motion for item, _ in agenda.walk()]
    assert all(unicodedata.normalize("NFC", text) == text for text in texts)


def test_the_province_has_126_communes_made_of_378_old_ones() -> None:
    made = places.communes()
    assert len({one.name for one in made}) == 126
    assert len({old for one in made for old in one.old}) == 378
    assert made == places.communes()
    assert places.buildings(made[5]) == places.buildings(made[5])


def test_the_building_that_is_argued_about_is_on_the_list() -> None:
    commune = next(one for one in places.communes() if one.name == places.PHU_LAM)
    assert places.PHU_LAM_OFFICE in places.buildings(commune)


def test_the_meeting_begins_at_eight_in_viet_nam_or_soon_after_now_at_night() -> None:
    eight, hour = 1_795_222_800_000, 3_600_000  # 21/11/2026 08:00 +07
    assert opening_hour(eight) == eight
    assert opening_hour(eight - 1) == eight
    assert opening_hour(eight + 15 * hour) == eight
    assert opening_hour(eight - 8 * hour + 1) == eight - 7 * hour - hour // 2
    assert opening_hour(eight + 16 * hour) == eight + 16 * hour, "midnight is another day"
    quarters = [eight + quarter * hour // 4 for quarter in range(96)]
    assert all(opening_hour(at) - at <= hour // 2 for at in quarters), "who is there can check in"


def test_chair_and_secretary_head_the_table_of_seats() -> None:
    assert [label(one) for one in seats()[:2]] == ["Chủ tọa", "Thư ký"]
    assert label(cast.SUBSTITUTES[0]) == "Họp thay Dương Thị Hồng Nhung"
    assert label(cast.GUESTS[2]) == "Khách mời, nội dung 6.1"
    assert len(seats()) == len(cast.PEOPLE)


def test_a_reset_empties_a_demo_folder_and_keeps_typeset_papers(tmp_path: Path) -> None:
    (tmp_path / "demo").touch()
    (tmp_path / "ecabinet.db").write_bytes(b"x")
    (tmp_path / "files").mkdir()
    (tmp_path / "typeset").mkdir()
    world.clear(tmp_path)
    assert [child.name for child in tmp_path.iterdir()] == ["typeset"]


def test_a_reset_touches_no_other_folder(tmp_path: Path) -> None:
    (tmp_path / "ecabinet.db").write_bytes(b"the meetings of a province")
    with pytest.raises(world.NotADemo):
        world.clear(tmp_path)
    assert (tmp_path / "ecabinet.db").exists()


def test_a_folder_counts_as_seeded_only_when_it_was_finished(tmp_path: Path) -> None:
    assert world.load(tmp_path) is None
    made = world.World("m", {"a": "p"}, {"a": 1}, {"1": 2}, {"k": 3}, {"3": 4})
    world.save(tmp_path, made)
    assert world.load(tmp_path) == made
