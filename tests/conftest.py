"""What every test has: a clean environment, no network beyond this machine, and fixtures that several share."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.model import forbid_requests

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("DAFU_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("DAFU_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere but this machine fails the test that made it."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1", "localhost"):
            pytest.fail(f"a test asked the network for {host}")
        real(self, address)  # pyright: ignore[reportArgumentType]  # what socket itself takes

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material, which a user's machine does not have."""
    if not SHARED.is_dir():
        pytest.skip("the shared material is not beside this repository")
    return SHARED


@pytest.fixture(autouse=True)
def _no_model_requests() -> Iterator[None]:
    forbid_requests()
    yield
    forbid_requests(False)


@pytest.fixture
def allowed_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests may be made (to a scripted server on this machine), and retries do not wait long."""
    monkeypatch.setattr("assistant.model.endpoint.WAITS", (0.05, 0.05))
    forbid_requests(False)


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose index holds a part of the sample corpus: enough for the demo proposal, indexed in seconds."""
    from assistant.page.workbench import SAMPLE_DONE
    from knowledge_base.embeddings import open_embedder
    from knowledge_base.index import index
    from knowledge_base.samples import SAMPLE_CORPUS

    home = tmp_path_factory.mktemp("home")
    wanted = ("2025年建议提案办理", "账款", "白名单", "数字化转型", "若干措施")
    files = [p for p in sorted(SAMPLE_CORPUS.rglob("*.*")) if any(w in p.name for w in wanted)]
    index(home, files, open_embedder())
    (home / SAMPLE_DONE).touch()
    return home
