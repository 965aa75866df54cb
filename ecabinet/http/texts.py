"""Words for the pages that the server writes itself (sign-in, seats, errors), from the web client's catalogues.

The build puts `vi.json` and `en.json` into `ecabinet/static/i18n/`; before a build the few words below are used, so
that a page is never without text. Vietnamese unless the cookie `lang`, or the browser, says English.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "static" / "i18n"
LANGUAGES = ("vi", "en")

BUILT_IN: dict[str, dict[str, str]] = {
    "vi": {
        "page.app": "Phòng họp không giấy tờ",
        "page.sign_in": "Đăng nhập",
        "page.login": "Tên đăng nhập",
        "page.password": "Mật khẩu",
        "page.sign_out": "Đăng xuất",
        "page.change_password": "Đổi mật khẩu",
        "page.old_password": "Mật khẩu hiện tại",
        "page.new_password": "Mật khẩu mới",
        "page.password_hint": "Ít nhất 10 ký tự",
        "page.password_changed": "Đã đổi mật khẩu.",
        "page.seats": "Chỗ ngồi của phiên họp mẫu",
        "page.seats_hint": "Chọn một người để vào phiên họp ở vai người đó. Chỉ có trên máy này.",
        "page.seat_name": "Họ và tên",
        "page.seat_position": "Chức vụ",
        "page.seat_open": "Vào họp",
        "page.seat_screen": "Màn hình chung",
        "page.seats_preparing": "Đang chuẩn bị phiên họp mẫu…",
        "page.demo_closed": "Đây là bản trình diễn. Xin dùng đường dẫn riêng được phát cho mỗi chỗ ngồi.",
        "page.back": "Về trang đầu",
        "page.error.404": "Không tìm thấy trang này.",
        "page.error.403": "Yêu cầu không đến từ trang của hệ thống nên không được nhận.",
        "page.error.other": "Máy chủ gặp lỗi. Xin báo mã lỗi cho người quản trị.",
        "page.error_id": "Mã lỗi",
        "page.other_language": "English",
        "page.no_script": "Trình duyệt cần bật JavaScript để vào họp.",
        "refusal.identity.wrong": "Tên đăng nhập hoặc mật khẩu không đúng.",
        "refusal.identity.too_many": "Đã sai quá nhiều lần. Xin thử lại sau 15 phút.",
        "refusal.identity.too_short": "Mật khẩu mới quá ngắn.",
        "refusal.identity.link": "Đường dẫn này không còn dùng được.",
    },
    "en": {
        "page.app": "Paperless meetings",
        "page.sign_in": "Sign in",
        "page.login": "User name",
        "page.password": "Password",
        "page.sign_out": "Sign out",
        "page.change_password": "Change password",
        "page.old_password": "Current password",
        "page.new_password": "New password",
        "page.password_hint": "At least 10 characters",
        "page.password_changed": "Password changed.",
        "page.seats": "Seats of the sample meeting",
        "page.seats_hint": "Choose a person to enter the meeting as. Only on this machine.",
        "page.seat_name": "Name",
        "page.seat_position": "Position",
        "page.seat_open": "Enter",
        "page.seat_screen": "Room screen",
        "page.seats_preparing": "The sample meeting is being prepared…",
        "page.demo_closed": "This is a demonstration. Use the link that was given out for each seat.",
        "page.back": "Back to the start",
        "page.error.404": "This page was not found.",
        "page.error.403": "The request did not come from a page of this system and was not accepted.",
        "page.error.other": "The server met an error. Please give the error's id to the administrator.",
        "page.error_id": "Error id",
        "page.other_language": "Tiếng Việt",
        "page.no_script": "Entering a meeting needs JavaScript.",
        "refusal.identity.wrong": "User name or password is wrong.",
        "refusal.identity.too_many": "Too many wrong tries. Please wait 15 minutes.",
        "refusal.identity.too_short": "The new password is too short.",
        "refusal.identity.link": "This link is no longer valid.",
    },
}


class Texts:
    """`say(language, key)`; a key without words comes back as itself."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.words = {language: BUILT_IN[language] | catalogue(folder / f"{language}.json") for language in LANGUAGES}

    def say(self, language: str, key: str, **args: object) -> str:
        found = self.words.get(language, self.words["vi"]).get(key, key)
        for name, value in args.items():
            found = found.replace("{" + name + "}", str(value))
        return found


def catalogue(path: Path) -> dict[str, str]:
    """A catalogue as `{key: words}`, flat or nested."""
    if not path.exists():
        return {}
    return dict(flat(json.loads(path.read_text(encoding="utf-8"))))


def flat(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in tree.items():
        if isinstance(value, dict):
            found += flat(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            found.append((prefix + key, value))
    return found


def language_of(cookie: str | None, accepted: str) -> str:
    """The cookie `lang` wins; then an English browser gets English; everybody else Vietnamese."""
    if cookie in LANGUAGES:
        return str(cookie)
    first = accepted.split(",")[0].strip().lower()
    return "en" if first.startswith("en") else "vi"
