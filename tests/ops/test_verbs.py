"""Every verb of the command line explains itself."""

import pytest

from ecabinet.cli import VERBS, main


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    assert f"usage: ecabinet {verb}" in capsys.readouterr().out
