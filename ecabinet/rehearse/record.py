"""The end of the rehearsal: minutes, final text, two signatures, the document store, and verification of the file."""

import asyncio
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecabinet.demo import cast
from ecabinet.demo.world import PIN

if TYPE_CHECKING:
    from ecabinet.rehearse.play import Player

TEXTS: dict[str, str] = {
    "conclusion/1": "Ủy ban nhân dân tỉnh thống nhất chương trình phiên họp.",
    "discussion/2": "Các ý kiến thống nhất với đánh giá về tình hình kinh tế - xã hội; đề nghị tập trung giải ngân vốn "
    "đầu tư công và khắc phục các điểm trường bị ngập sau bão số 10.",
    "conclusion/2": "Giao Sở Tài chính công khai hằng tuần tỷ lệ giải ngân của từng chủ đầu tư, trước ngày 05/12/2026 "
    "trình phương án điều chuyển vốn của các dự án chậm tiến độ. Giao Sở Giáo dục và Đào tạo hoàn thành sửa chữa 47 "
    "điểm trường trước ngày 15/12/2026.",
    "discussion/3": "Các ý kiến cơ bản thống nhất với dự thảo; đề nghị quy định rõ thời hạn gửi tài liệu đối với phiên "
    "họp đột xuất và lộ trình áp dụng cho cấp xã.",
    "conclusion/3": "Ủy ban nhân dân tỉnh thống nhất thông qua dự thảo Nghị quyết. Giao Sở Khoa học và Công nghệ tiếp "
    "thu ý kiến của các thành viên, hoàn thiện hồ sơ trình Hội đồng nhân dân tỉnh trước ngày 04/12/2026.",
    "discussion/4": "Các ý kiến thống nhất thẩm quyền ký số và cách ghi số, ký hiệu văn bản điện tử của các cơ quan "
    "sau sắp xếp.",
    "conclusion/4": "Giao Văn phòng Ủy ban nhân dân tỉnh hoàn thiện, trình ký ban hành trước ngày 02/12/2026.",
    "conclusion/5.1": "Thống nhất danh mục và phương án tổng thể theo Tờ trình số 512/TTr-STC; giao Sở Tài chính công "
    "khai danh mục và cập nhật tiến độ hằng tháng.",
    "discussion/5.2": "Ý kiến các thành viên chia đều giữa phương án chuyển đổi công năng và phương án bán đấu giá.",
    "conclusion/5.2": "Thống nhất chuyển đổi công năng trụ sở cũ của Ủy ban nhân dân xã Phú Lâm thành trạm y tế và nhà "
    "văn hóa. Giao Sở Y tế hoàn thành cải tạo trước ngày 31/5/2027.",
    "conclusion/6.1": "Ghi nhận nội dung điều chỉnh theo bản vẽ QH-04.",
    "discussion/6.2": "Nhiều ý kiến đề nghị đối thoại thêm với các hộ dân tổ dân phố Cầu Ngang và làm rõ phương án đối "
    "với lô CC-14.",
    "conclusion/6.2": "Chưa thống nhất trình phê duyệt. Giao Sở Xây dựng phối hợp Ủy ban nhân dân phường Lam Sơn tổ "
    "chức đối thoại trước ngày 15/12/2026, hoàn thiện hồ sơ trình lại tại phiên họp tháng 12.",
    "conclusion/7": "Yêu cầu các sở, ban, ngành, Ủy ban nhân dân các xã, phường khẩn trương triển khai nhiệm vụ được "
    "giao, báo cáo kết quả trước ngày 15/12/2026.",
}
RECORD, ROOTS = "record.pdf", "roots.pem"


async def finish(player: "Player", out: Path) -> None:
    """From the closed session to a filed and verified record."""
    player.say("Biên bản: hoàn tất, ký, lưu kho")
    secretary, chair = player.actor(cast.SECRETARY.key), player.actor(cast.CHAIR.key)
    await write_everything(player)
    await preview(player)
    stranger = player.actor(cast.GUESTS[0].key)
    await must(player, "finalise", secretary.send("POST", address(player, "finalise"), {"id": "rehearsal-final"}))
    await said(player, chair.send("POST", address(player, "sign"), {"pin": PIN}), "record.not_your_turn")
    await said(player, secretary.send("POST", address(player, "sign"), {"pin": "000000"}), "record.wrong_pin")
    await must(player, "sign", secretary.send("POST", address(player, "sign"), {"pin": PIN}))
    await must(player, "sign", chair.send("POST", address(player, "sign"), {"pin": PIN}))
    status, _ = await stranger.get(address(player, "record.pdf"))
    if status != 404:
        player.fault(f"a guest reached the record: {status}")
    await filed(player)
    await fetch(player, out)
    await verify(player, out)


async def write_everything(player: "Player") -> None:
    for place, words in TEXTS.items():
        kind, _, item = place.partition("/")
        await save(player, f"{kind}/{player.room.ids.items[item]}", words)


async def save(player: "Player", key: str, words: str) -> None:
    """One text of the secretary's editor."""
    secretary = player.actor(cast.SECRETARY.key)
    draft = await secretary.json(address(player, "prose"))
    body = {"key": key, "text": words, "rev": draft["rev"]}
    await must(player, "save", secretary.send("PUT", address(player, "prose"), body))


async def preview(player: "Player") -> None:
    """The real pages, before anything is final."""
    secretary = player.actor(cast.SECRETARY.key)
    begun = time.monotonic()
    pages = (await secretary.json(address(player, "record/preview")))["pages"]
    player.report.took("preview of the record", time.monotonic() - begun)
    status, body = await secretary.get(address(player, "record/preview/1"))
    if status != 200 or not body.startswith(b"RIFF"):
        player.fault(f"no preview of the record: {status}")
    player.report.facts["record_pages"] = pages


async def filed(player: "Player") -> None:
    """The record is in the document store, for members, with its number."""
    member = player.actor("thao.dtp")
    for _ in range(100):
        view = (await member.json(f"/m/{player.meeting}/view"))["set"]["record"]
        if view["state"] == "filed":
            break
        await asyncio.sleep(0.1)
    roles = [signature["role"] for signature in view["signatures"]]
    if view["state"] != "filed" or roles != ["secretary", "chair"]:
        player.fault(f"the record was not filed: {view}")
        return
    document = await member.json(f"/api/v1/documents/{view['document']}")
    found = await member.json("/api/v1/documents", q=view["notation"])
    if view["document"] not in str(found):
        player.fault(f"the document store does not find {view['notation']}: {found}")
    player.report.facts |= {"notation": view["notation"], "document": view["document"]}
    player.report.facts["links"] = len(document.get("links", []))
    status, _ = await player.actor(cast.GUESTS[0].key).get(f"/api/v1/documents/{view['document']}")
    if status != 404:
        player.fault(f"a guest reached the document: {status}")


async def fetch(player: "Player", out: Path) -> None:
    secretary = player.actor(cast.SECRETARY.key)
    for name, path in ((RECORD, address(player, "record.pdf")), (ROOTS, "/api/v1/trust.pem")):
        status, body = await secretary.get(path)
        if status != 200:
            player.fault(f"GET {path}: {status}")
        (out / name).write_bytes(body)


async def verify(player: "Player", out: Path) -> None:
    """`ecabinet verify` on the file alone."""
    begun = time.monotonic()
    command = (sys.executable, "-m", "ecabinet.cli", "verify", "--roots", str(out / ROOTS), str(out / RECORD))
    ran = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    words, _ = await ran.communicate()
    player.report.took("verification", time.monotonic() - begun)
    player.report.facts["verify"] = {"exit": ran.returncode, "says": words.decode().splitlines()}
    if ran.returncode != 0:
        player.fault(f"verify said {ran.returncode}: {words.decode()[:400]}")


def address(player: "Player", what: str) -> str:
    return f"/m/{player.meeting}/{what}"


async def must(player: "Player", what: str, asked: Any) -> Any:
    """The answer, which must be a yes."""
    begun = time.monotonic()
    answer = await asked
    player.report.took(f"record: {what}", time.monotonic() - begun)
    if not answer.get("ok"):
        player.fault(f"{what}: {answer}")
    return answer


async def said(player: "Player", asked: Any, code: str) -> None:
    """The answer, which must be a no with this code."""
    answer = await asked
    player.report.refusals += 1
    if answer.get("ok") or answer.get("code") != code:
        player.fault(f"must be refused with {code}: {answer}")
