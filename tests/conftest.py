"""For every test: no request to a chat model unless the test allows it (``allowed_model``)."""

from collections.abc import Iterator

import pytest

from assistant.model import forbid_requests


@pytest.fixture(autouse=True)
def no_model_requests() -> Iterator[None]:
    forbid_requests()
    yield
    forbid_requests(False)


@pytest.fixture
def allowed_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests may be made (to a scripted server on this machine), and retries do not wait long."""
    monkeypatch.setattr("assistant.model.WAITS", (0.05, 0.05))
    forbid_requests(False)
