"""The table of seats that the demo prints: who, as what, and the link that signs them in."""

import sys
import unicodedata
from collections.abc import Sequence
from typing import TextIO

from ecabinet.demo import cast
from ecabinet.demo.world import World
from ecabinet.identity.sessions import Link

VIETNAMESE = {
    "head": ("Họ và tên", "Trong phiên họp", "Đường dẫn đăng nhập"),
    "password": "Đăng nhập bằng tên cũng được (vd. {login}); mật khẩu chung: {password}",
    "pin": "Mã PIN của các khóa ký số thử nghiệm: {pin}",
    "screen": "Màn hình",
    "all": "Tất cả ghế ngồi: {base}/",
}
ENGLISH = {
    "head": ("Name", "In this meeting", "Sign-in link"),
    "password": "Signing in by name works too (e.g. {login}); password of all: {password}",
    "pin": "PIN of the demo's signing keys: {pin}",
    "screen": "Screen",
    "all": "All seats: {base}/",
}


def show(links: Sequence[Link], world: World, base: str, *, english: bool = False, to: TextIO | None = None) -> None:
    """Print it, on standard output unless `to` says where."""
    to = to or sys.stdout
    words = ENGLISH if english else VIETNAMESE
    by_person = {ident: key for key, ident in world.people.items()}
    rows = [row(link, by_person, base, str(words["screen"])) for link in links]
    wide = [max(width(line[i]) for line in (words["head"], *rows)) for i in range(2)]
    print(file=to)
    for line in (words["head"], *rows):
        print(f"  {pad(line[0], wide[0])}  {pad(line[1], wide[1])}  {line[2]}", file=to)
    print(f"\n  {str(words['pin']).format(pin=world.pin)}", file=to)
    print(f"  {str(words['password']).format(login=cast.SECRETARY.key, password=world.password)}", file=to)
    print(f"  {str(words['all']).format(base=base)}\n", file=to, flush=True)


def row(link: Link, by_person: dict[str, str], base: str, screen: str) -> tuple[str, str, str]:
    if link.kind == "screen":
        return screen, link.label, f"{base}/s/{link.token}"
    person = cast.person(by_person[link.person or ""])
    return person.name, link.label, f"{base}/l/{link.token}"


def width(text: str) -> int:
    """Columns on a terminal: combining marks take none."""
    return sum(1 for letter in unicodedata.normalize("NFC", text) if not unicodedata.combining(letter))


def pad(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
