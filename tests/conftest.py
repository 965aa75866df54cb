"""What a failing screen test leaves to read: the words on every open page."""

from collections.abc import Generator

import pytest

from tests.kit import browsers


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed and call.when != "teardown":
        report.sections += browsers.pages()
    return report
