"""What every test runs under: no sockets, and the real samples only where they are."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
SHARED = REPO.parent / "shared"


@pytest.fixture(autouse=True)
def _offline(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make any attempt to open a socket fail, but for tests marked for servers on this machine."""
    if request.node.get_closest_marker("loopback"):
        return

    def refuse(*_args: object, **_options: object) -> None:
        pytest.fail("a test without the mark 'loopback' opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real samples and labelled threads; the test is skipped where it is not there."""
    if not (SHARED / "samples").is_dir():
        pytest.skip("the real samples are not beside this checkout (../shared)")
    return SHARED
