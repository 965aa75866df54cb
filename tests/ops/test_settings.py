"""What the environment and the command line say becomes settings."""

from pathlib import Path

from ecabinet.settings import from_environment


def test_a_data_folder_beside_the_caller_is_found_from_anywhere() -> None:
    """Page workers stand in another folder than the server: `make demo` says "var/demo"."""
    assert from_environment({}, data="var/demo").data == Path.cwd() / "var/demo"
    assert from_environment({"ECABINET_DATA": "/srv/ecabinet"}).data == Path("/srv/ecabinet")
