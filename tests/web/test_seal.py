"""A tablet seals a secret ballot with what the client brings along: loaded after the first page, and without
SubtleCrypto, which browsers do not offer over plain http."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from playwright.sync_api import Page

from ecabinet import protocol
from ecabinet.urn.seal import Plain, open_sealed
from tests.web.conftest import Open
from tests.web.small import CHAIR
from voting.urn import sealed_length

STATIC = protocol.ROOT / "ecabinet" / "static"
SLOW = 6  # times slower than this machine
SECONDS = 3.0  # for the first ballot on such a tablet, loading included

SEAL = """async ({ address, urn, ballots }) => {
  const begun = performance.now();
  const { sealBallot } = await import(address);
  const sealed = [];
  const times = [];
  for (const [voter, plain] of ballots) {
    sealed.push(await sealBallot(urn, 'm0browser', 3, voter, plain));
    times.push(performance.now() - begun);
  }
  return { sealed, times, subtle: typeof crypto.subtle };
}"""


def chunk() -> str:
    """The file of the client that seals."""
    [found] = STATIC.glob("c-seal-*.js")
    return found.name


def test_sealing_is_not_part_of_the_first_page() -> None:
    entry = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))["src/main.tsx"]
    needed = [entry["file"], *entry["preload"]]
    assert chunk() not in needed
    assert not any("ChaCha20Poly1305" in (STATIC / name).read_text(encoding="utf-8") for name in needed)


@pytest.mark.browser
def test_the_house_opens_what_a_browser_sealed(device: Open) -> None:
    page: Page = device(CHAIR)
    page.evaluate("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    key = X25519PrivateKey.generate()
    urn = {"key": key.public_key().public_bytes_raw().hex(), "size": 64}
    plains = {7: Plain("yes"), 8: Plain(marks=(3, 1, 2)), 9: Plain(marks=())}
    ballots = [[7, {"choice": "yes"}], [8, {"marks": [3, 1, 2]}], [9, {"marks": []}]]
    made = page.evaluate(SEAL, {"address": f"/static/{chunk()}", "urn": urn, "ballots": ballots})
    print("ms:", [round(ms) for ms in made["times"]])
    assert made["subtle"] == "undefined"
    assert {len(one) for one in made["sealed"]} == {2 * sealed_length(64)}
    for (voter, plain), sealed in zip(plains.items(), made["sealed"], strict=True):
        assert open_sealed(key, "m0browser", 3, voter, bytes.fromhex(sealed), 64) == plain
    assert made["times"][0] < 1000 * SECONDS
