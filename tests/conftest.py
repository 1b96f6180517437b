"""Settings of all tests: property tests are repeatable and never fail for a slow machine; where skips are forbidden, a skip fails."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import TypeVar

import pytest
from hypothesis import settings

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
FORBID_SKIPS = os.environ.get("PORTABILITY_FORBID_SKIPS", "") not in ("", "0")

settings.register_profile("portability", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("portability")


def _failed_for_skipping(report: Report) -> Report:
    if FORBID_SKIPS and report.outcome == "skipped":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skips are forbidden here (PORTABILITY_FORBID_SKIPS); {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _failed_for_skipping((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _failed_for_skipping((yield))
