"""What every test runs under: no sockets, and the real samples only where they are."""

from __future__ import annotations

import os
import socket
from pathlib import Path

# Each of several test processes has a core of its own; threads of its own would only wait for each other.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("POLARS_MAX_THREADS", "1")

import hypothesis
import pytest

REPO = Path(__file__).resolve().parent.parent
SHARED = REPO.parent / "shared"

# A busy machine is no fault of the code; and a change must not fail for an example that another run would not draw.
hypothesis.settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.register_profile("long", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True)
def _offline(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make any attempt to open a socket fail, but for tests marked for servers on this machine."""
    if request.node.get_closest_marker("loopback"):
        return

    def refuse(*_args: object, **_options: object) -> None:
        pytest.fail("a test without the mark 'loopback' opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)


@pytest.fixture
def no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let reports know one chart only, which shows nothing in a small thread: for tests that ask about something else."""
    from threadscope import charts

    monkeypatch.setattr(charts, "CHARTS", {"tone": charts.CHARTS["tone"]})


@pytest.fixture
def one_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let reports draw one chart instead of all, since pictures cost most."""
    from threadscope import charts

    monkeypatch.setattr(charts, "CHARTS", {"exchange": charts.CHARTS["exchange"]})


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real samples and labelled threads; the test is skipped where it is not there."""
    if not (SHARED / "samples").is_dir():
        pytest.skip("the real samples are not beside this checkout (../shared)")
    return SHARED
