"""``dafu serve`` in a process of its own, for the tests of the page and the screenshots."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Server:
    """``dafu serve`` in a process of its own; ``address`` is where it listens."""

    def __init__(self, home: Path, *, wait: int = 60, **env: str) -> None:
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        clean = {k: v for k, v in os.environ.items() if not k.startswith("DAFU_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cli", "serve", "--home", str(home), "--port", str(self.port)],
            cwd=Path(__file__).resolve().parents[1], env=clean | {"PYTHONUTF8": "1"} | env,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self._wait(wait)

    def _wait(self, seconds: int) -> None:
        for _ in range(4 * seconds):
            if self.process.poll() is not None:
                raise AssertionError(f"the page did not start: {self.process.stdout.read()[-2000:]}")  # type: ignore[union-attr]
            try:
                with urllib.request.urlopen(self.address, timeout=2):
                    return
            except OSError:
                time.sleep(0.25)
        raise AssertionError(f"the page did not answer within {seconds} s")

    def close(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
