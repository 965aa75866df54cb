"""A tablet without a connection: it reads, takes notes, and never pretends to have voted. Real server, real browser."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, WebSocketRoute, expect

from tests.web.conftest import Demo, Open
from tests.web.small import CHAIR, MEMBERS, Small

pytestmark = pytest.mark.browser

ANN, BINH = MEMBERS[1], MEMBERS[2]
EVERYTHING = "Đọc được khi mất mạng: 1/1 tài liệu đã ở trên máy này"
NOTE = "Hỏi Sở KH&CN về lộ trình cấp xã"


@pytest.fixture(scope="module")
def small(demo: Demo) -> Iterator[Small]:
    made = Small(demo)
    made.check_in(*MEMBERS)
    made.do("meeting.start", by=CHAIR)
    made.do("agenda.open_item", by=CHAIR, item=made.items[1])
    yield made
    made.end()


Tablet = Any


@pytest.fixture
def tablet(device: Open, small: Small) -> Tablet:
    """Signed in, in the meeting, on a device that keeps it; nothing waits for a random moment."""

    def opened(name: str, **more: Any) -> Page:
        page = device(name, 800, 1280, service_workers="allow", **more)
        page.context.add_init_script("Math.random = () => 0")
        page.goto(f"/m/{small.meeting}/papers")
        expect(page.locator(".link.connected")).to_be_visible()
        return page

    return opened


def kept(page: Page) -> None:
    """Pictures and words of the paper, the view, and the client itself."""
    expect(page.locator("main .offline-line")).to_have_text(EVERYTHING, timeout=15_000)
    until(page, "(await here()).pages === 10 && (await here()).views === 1 && (await here()).worker")


def until(page: Page, condition: str) -> None:
    """The policy forbids evaluated conditions in the page's own loop."""
    for _ in range(60):
        if page.evaluate(f"(async () => {{ {HERE} return {condition} }})()"):
            return
        page.wait_for_timeout(150)
    raise AssertionError((condition, page.evaluate(f"(async () => {{ {HERE} return await here() }})()")))


HERE = """
const all = async (db, store) => new Promise((done) => {
  const request = indexedDB.open(db);
  request.onsuccess = () => {
    const base = request.result;
    if (!base.objectStoreNames.contains(store)) { base.close(); return done([[], []]); }
    const keys = base.transaction(store).objectStore(store).getAllKeys();
    keys.onsuccess = () => {
      const rows = base.transaction(store).objectStore(store).getAll();
      rows.onsuccess = () => { base.close(); done([keys.result, rows.result]); };
    };
  };
});
const here = async () => {
  const papers = (await caches.keys()).filter((one) => one.startsWith('papers|'));
  const lists = await Promise.all(papers.map(async (one) => (await (await caches.open(one)).keys()).length));
  const [kept] = await all('ecabinet', 'kept');
  const [, waiting] = await all('ecabinet-notes', 'waiting');
  return {
    papers, pages: lists.reduce((a, b) => a + b, 0), kept, views: kept.filter((one) => one.startsWith('view|')).length,
    waiting: waiting.length, worker: navigator.serviceWorker.controller?.state === 'activated',
  };
};
"""


def sharp(page: Page) -> None:
    expect(page.locator('.face[data-state="sharp"] img')).to_be_visible()


def read_at(page: Page, small: Small, number: int) -> None:
    page.goto(f"/m/{small.meeting}/r/{small.paper}/{number}")


def write_note(page: Page, text: str) -> None:
    page.get_by_role("button", name="Ghi chú", exact=True).click()
    page.locator(".leaf").click(position={"x": 200, "y": 300})
    page.get_by_role("textbox").last.fill(text)
    page.get_by_role("button", name="Lưu ghi chú").click()


def notes_of(small: Small, name: str) -> list[str]:
    answer = small.seat(name).http.get(f"/m/{small.meeting}/notes").json()
    return [op.get("text", "") for op in answer["ops"]]


def holding_back(page: Page, *events: str) -> None:
    """The server never hears these; everything else passes. From the next connection on."""

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda said: None if any(f'["{one}"' in str(said) for one in events) else server.send(said))

    page.route_web_socket(re.compile("socket.io"), between)


def test_a_meeting_is_read_and_annotated_without_a_connection_even_after_a_crash(tablet: Tablet, small: Small) -> None:
    page = tablet(ANN)
    kept(page)
    context: BrowserContext = page.context
    context.set_offline(True)

    read_at(page, small, 3)  # a reload: the client itself comes from the device
    sharp(page)
    expect(page.get_by_text(re.compile(r"Đây là bản lưu trên máy này lúc \d\d:\d\d"))).to_be_visible()
    expect(page.locator(".session-bar")).to_contain_text("Bản lưu lúc")
    page.get_by_role("button", name="Trang sau").or_(page.locator("body")).first.press("ArrowRight")
    page.wait_for_url("**/4")
    sharp(page)
    page.get_by_role("button", name="Xem dạng văn bản").click()
    expect(page.get_by_text("Trang 4", exact=True)).to_be_visible()
    page.get_by_role("button", name="Xem dạng trang").click()

    write_note(page, NOTE)
    expect(page.locator(".link")).to_contain_text("1 ghi chú chờ gửi")
    page.close()  # the tab is gone, without a word

    page = context.new_page()
    page.goto(f"/m/{small.meeting}/notes")
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.locator("main").get_by_text("1 ghi chú chờ gửi")).to_be_visible()
    assert NOTE not in notes_of(small, ANN)

    context.set_offline(False)
    expect(page.locator(".link.connected")).to_be_visible(timeout=10_000)
    expect(page.get_by_text("ghi chú chờ gửi")).to_have_count(0)
    expect(page.get_by_text("Đây là bản lưu trên máy này")).to_have_count(0)
    assert notes_of(small, ANN).count(NOTE) == 1


def test_a_ballot_that_went_off_without_an_answer_is_said_to_be_not_sent(tablet: Tablet, small: Small) -> None:
    page = tablet(ANN)
    holding_back(page, "do")
    page.reload()
    expect(page.locator(".link.connected")).to_be_visible()
    motion = small.objects("motion")[0]["id"]
    small.do("voting.open", by=CHAIR, motion=motion)
    sheet = page.get_by_role("dialog")
    page.wait_for_timeout(900)
    sheet.get_by_text("Tán thành", exact=True).click()
    sheet.get_by_role("button", name="Gửi phiếu: Tán thành").click()
    expect(sheet).to_contain_text("Đang gửi phiếu…")

    page.context.set_offline(True)
    expect(sheet).to_contain_text("Đang kiểm tra phiếu đã đến chưa…")
    page.context.set_offline(False)
    expect(page.locator(".link.connected")).to_be_attached(timeout=10_000)
    expect(sheet).to_contain_text("Chưa gửi được phiếu. Lựa chọn của bạn còn giữ trên máy này")
    page.wait_for_timeout(1_500)
    assert small.open_poll()["voted"] == 0, "nothing is sent later by itself"
    small.do("voting.close", by=CHAIR, poll=small.open_poll()["id"])


def test_somebody_else_on_the_same_tablet_neither_sees_nor_sends(tablet: Tablet, small: Small) -> None:
    page = tablet(ANN)
    kept(page)
    page.context.set_offline(True)
    read_at(page, small, 1)
    sharp(page)
    write_note(page, "Chỉ của tôi")
    until(page, "(await here()).waiting === 1")
    context = page.context
    page.close()  # a page that is only left may live on for a moment, and send
    context.set_offline(False)

    page = context.new_page()
    page.goto(small.demo.links[BINH])
    page.goto(f"/m/{small.meeting}/notes")
    expect(page.get_by_text("Bạn chưa có ghi chú nào")).to_be_visible()
    page.goto(f"/m/{small.meeting}/papers")
    kept(page)
    here = page.evaluate(f"(async () => {{ {HERE} return await here() }})()")
    assert len(here["papers"]) == 1, "of one person at a time"
    assert here["waiting"] == 1, "it waits for its owner"
    assert "Chỉ của tôi" not in notes_of(small, ANN) + notes_of(small, BINH)

    page.goto(small.demo.links[ANN])
    page.goto(f"/m/{small.meeting}/notes")
    expect(page.get_by_text("Chỉ của tôi")).to_be_visible()
    until(page, "(await here()).waiting === 0")
    assert "Chỉ của tôi" in notes_of(small, ANN)


def test_signing_out_warns_of_unsent_notes_and_leaves_nothing(tablet: Tablet, small: Small) -> None:
    page = tablet(BINH)
    kept(page)
    holding_back(page, "keep")
    read_at(page, small, 2)
    sharp(page)
    write_note(page, "Chưa gửi")
    page.goto(f"/m/{small.meeting}")

    page.get_by_role("button", name="Cài đặt của").click()
    page.get_by_role("button", name="Đăng xuất").click()
    question = page.get_by_role("dialog").filter(has_text="1 ghi chú chưa gửi được còn trên máy này")
    question.get_by_role("button", name="Ở lại").click()
    expect(question).to_be_hidden()
    page.get_by_role("button", name="Đăng xuất").click()
    question.get_by_role("button", name="Đăng xuất và xóa").click()
    page.wait_for_url("**/sign-in")
    until(page, "!(await here()).papers.length && !(await here()).kept.length && !(await here()).waiting")
    assert "Chưa gửi" not in notes_of(small, BINH)

    page.context.set_offline(True)
    page.goto(f"/m/{small.meeting}")
    expect(page.get_by_text("Máy này chưa lưu phiên họp này")).to_be_visible(timeout=10_000)


def test_a_session_that_the_server_ended_takes_the_papers_with_it_but_not_unsent_notes(
    tablet: Tablet, small: Small
) -> None:
    page = tablet(BINH)
    kept(page)
    holding_back(page, "keep")
    read_at(page, small, 2)
    sharp(page)
    write_note(page, "Còn chờ")
    until(page, "(await here()).waiting === 1")
    page.context.request.post("/sign-out", headers={"origin": small.demo.url})  # from elsewhere, so to say
    page.wait_for_url("**/sign-in", timeout=15_000)
    until(page, "!(await here()).papers.length && !(await here()).kept.length && (await here()).waiting === 1")


def test_a_recalled_paper_and_a_meeting_that_is_over_go_from_the_tablet(tablet: Tablet, small: Small) -> None:
    page = tablet(BINH)
    kept(page)
    second = small.upload(small.items[2], "Phụ lục", 2)
    expect(page.locator("main .offline-line")).to_have_text(EVERYTHING.replace("1/1", "2/2"), timeout=15_000)
    small.do("papers.recall", paper=second, reason="theo yêu cầu của Sở Tài chính")
    expect(page.locator("main .offline-line")).to_have_text(EVERYTHING, timeout=15_000)
    until(page, "(await here()).pages === 10")

    page.evaluate("""() => new Promise((done) => {
        const open = indexedDB.open('ecabinet');
        open.onsuccess = () => {
            const store = open.result.transaction('kept', 'readwrite').objectStore('kept');
            store.getAllKeys().onsuccess = (event) => {
                const packet = event.target.result.find((one) => one.startsWith('packet|'));
                store.put({ ends: Date.now() - 1 }, packet).onsuccess = done;
            };
        };
    })""")  # its two hours have passed
    page.goto("/meetings")
    until(page, "!(await here()).papers.length && !(await here()).views")


def test_a_tablet_that_slept_notices_a_dead_connection_within_seconds(tablet: Tablet, small: Small) -> None:
    page = tablet(ANN)
    dead: list[bool] = []
    opened: list[WebSocketRoute] = []

    def between(socket: WebSocketRoute) -> None:
        opened.append(socket)
        server = socket.connect_to_server()
        mine = len(opened)
        socket.on_message(lambda said: None if dead and mine == 1 else server.send(said))
        server.on_message(lambda said: None if dead and mine == 1 else socket.send(said))

    page.route_web_socket(re.compile("socket.io"), between)
    page.goto(f"/m/{small.meeting}")
    expect(page.locator(".link.connected")).to_be_visible()
    page.wait_for_timeout(300)
    dead.append(True)  # half-open: nobody says a word any more
    look = "(state) => { Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });"
    look += " document.dispatchEvent(new Event('visibilitychange')); }"
    page.evaluate(look, "hidden")
    page.wait_for_timeout(4_200)
    page.evaluate(look, "visible")
    for _ in range(50):
        if len(opened) > 1:
            break
        page.wait_for_timeout(100)
    assert len(opened) == 2
    small.do("agenda.open_item", by=CHAIR, item=small.items[2])
    expect(page.locator(".row.open")).to_contain_text("Kết luận")
    small.do("agenda.open_item", by=CHAIR, item=small.items[1])


def test_what_a_leaving_server_turned_away_is_asked_of_the_next_one(tablet: Tablet, small: Small) -> None:
    """No refusal is shown: the same command, under the same id, counts once the tablet is back."""
    page = tablet(BINH)
    asked: list[str] = []

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        first = not asked

        def said(words: str | bytes) -> None:
            words = str(words)
            if '["do"' not in words:
                server.send(words)
                return
            asked.append(json.loads(words[words.index("[") :])[1]["id"])
            if first:
                number = words[2 : words.index("[")]
                socket.send(f'43{number}[{{"ok":false,"code":"house.stopping","args":{{}}}}]')
                socket.close(code=1012)
            else:
                server.send(words)

        socket.on_message(said)

    page.route_web_socket(re.compile("socket.io"), between)
    page.goto(f"/m/{small.meeting}")
    expect(page.locator(".link.connected")).to_be_visible()
    page.get_by_role("button", name="Đăng ký phát biểu").click()
    expect(page.get_by_role("button", name="thứ 1")).to_be_visible(timeout=15_000)
    assert len(asked) == 2
    assert asked[0] == asked[1]
    small.do("agenda.withdraw_request", by=BINH)


def test_the_worker_is_served_at_the_root_and_asked_for_anew(demo: Demo) -> None:
    answer = demo.seat(CHAIR).http.get("/sw.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    script = json.loads(demo.seat(CHAIR).http.get("/static/manifest.json").text)["src/main.tsx"]["file"]
    packed = demo.seat(CHAIR).http.get(f"/static/{script}", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == demo.seat(CHAIR).http.get(f"/static/{script}", headers={"accept-encoding": "identity"}).text
