"""``make test-model``: a real, small and bad model in the loop.

Starts the llama.cpp server, lets ``dafu reply`` write letters with it as a user would, and reads what came out: every
proposal ends in an exported letter or a clear refusal, no number stands unmarked, opening and closing are whole, and no
name stands there that no source has.

    python -m evals.small_model [--limit N] [--keep DIR] [--data DIR …]
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.export.written import letter_text
from assistant.numerals import find_numbers
from knowledge_base import whereabouts
from knowledge_base.errors import DafuError
from knowledge_base.samples import SAMPLE_CORPUS

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv" / "small-model" / "bin" / "python"
_SHARED = ROOT.parent / "shared" / "data"
_MODEL = "gemma-3-270m"
_SETTINGS = f'[[model]]\nname = "{_MODEL}"\ncontext = 4096\nanswer = 240\nat_once = 2\nusage = true\n'
_ELEMENTS = ("title", "salutation", "opening", "closing", "signature")
_OPINION = ("title", "salutation", "opening", "signature")
_PERSON = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?=(?:代表|委员|同志|先生|女士|厅长|局长|处长|主任|市长|省长|书记)(?:[，。、：:]|提出))"
)
_LATIN = re.compile(r"[A-Za-z]{4,}")


@dataclass(frozen=True)
class Judged:
    """``faults`` is empty when all is well; ``model`` says how many sections have text of the model."""

    name: str
    outcome: str
    faults: tuple[str, ...]
    by_model: int
    sections: int


def main() -> int:
    options = _options()
    if not PYTHON.exists():
        print("跳过：没有小模型的环境，请先运行 .ci/small-model。")
        return 0
    kept = options.keep or Path(tempfile.mkdtemp(prefix="dafu-small-model-"))
    judged: list[Judged] = []
    with _Server(kept) as server:
        for data in options.data:
            proposals = sorted(_proposals(data))[: options.limit]
            home = kept / f"home-{data.name}"
            _run(["index", str(_corpus(data))], home, server.address)
            (home / "models.toml").write_text(_SETTINGS, encoding="utf-8")
            for proposal in proposals:
                began = time.monotonic()
                found = list(_letters(proposal, home, kept / data.name, server.address))
                judged += found
                for one in found:
                    said = "；".join(one.faults) or "好"
                    at = f"{time.monotonic() - began:.0f} 秒，{one.by_model}/{one.sections} 条有模型的文字"
                    print(f"{one.name}：{one.outcome}，{at}：{said}", flush=True)
    bad = sum(bool(j.faults) for j in judged)
    unmarked = sum("没有来源的数字" in f for j in judged for f in j.faults)
    print(f"信件和拒绝 {len(judged)}，没有来源的数字 {unmarked}；稿件在 {kept}")
    print(f"{len(judged) - bad} passed, {bad} failed")
    return 1 if bad or not judged else 0


def _letters(proposal: Path, home: Path, out: Path, address: str) -> Iterator[Judged]:
    """What ``dafu reply`` makes of one file, judged."""
    folder = out / proposal.stem
    done = _run(["reply", str(proposal), "--writer", "model", "--out", str(folder)], home, address)
    entries = sorted(folder.glob("*.json"))
    if not entries:
        said = done.stderr.strip().splitlines()[-1:] or [""]
        told = re.search(r"[\u4e00-\u9fff]{6}", said[0]) and not re.search(r"Error|Traceback", done.stderr)
        clear = _refusal(done.stdout) or (said[0] if told and done.returncode in (1, 2) else "")
        yield Judged(proposal.name, f"拒绝（{clear or said[0]}）", () if clear else ("没有信，也没有说明",), 0, 0)
    for path in entries:
        entry = json.loads(path.read_text(encoding="utf-8"))
        words = [w for w in folder.glob("*.docx") if w.stem.startswith(path.stem)]  # a joint case: one for each signer
        yield _judge(path.stem, words, entry, proposal.read_bytes().decode("utf-8", "ignore"))


def _judge(name: str, words: Sequence[Path], entry: dict[str, Any], proposal: str) -> Judged:
    blocks = entry["draft"]["blocks"]
    body = [r for b in blocks if b["kind"] == "paragraph" for r in b["runs"] if r["kind"] == "text"]
    loose = [n.text for r in body for n in find_numbers(r["text"]) if n.needs_source]
    faults = [f"没有来源的数字：{'、'.join(loose)}"] if loose else []
    kinds = {b["kind"] for b in blocks}
    faults += [f"缺{e}" for e in (_OPINION if entry["role"] == "会办" else _ELEMENTS) if e not in kinds]
    known = json.dumps(entry["proposal"], ensure_ascii=False) + proposal
    known += "".join(p["title"] + p["text"] for a in entry["asks"] for p in a["evidence"])
    names = list(_foreign("".join(r["text"] for r in body), known))
    faults += [f"外来的名称：{'、'.join(names)}"] if names else []
    faults += [] if words else ["没有 Word 文件"]
    for word in words:
        try:
            printed = letter_text(word)
        except DafuError as e:
            faults.append(str(e))
            continue
        for kind in ("opening", "signature"):
            text = next(("".join(r["text"] for r in b["runs"]) for b in blocks if b["kind"] == kind), "")
            if word.stem != name and kind == "opening":
                text = "收悉"  # a signer's own copy has its own pronoun
            if text not in printed:
                faults.append(f"{word.name} 里没有{kind}")
    unsaid = [n for n, a in enumerate(entry["asks"], 1) if not a["section"].strip()]
    faults += [f"没有答复的诉求：{unsaid}"] if unsaid and entry["role"] != "会办" else []
    by_model = sum(
        "大模型没有写出" not in a["note"] and a["status"] in ("answered", "basis-only") for a in entry["asks"]
    )
    return Judged(name, "信", tuple(faults), by_model, len(entry["asks"]))


def _foreign(said: str, known: str) -> Iterator[str]:
    """Places, persons and foreign words of the body that neither the proposal nor the evidence has."""
    yield from (n for n in whereabouts.mentioned(said) if n not in known)
    yield from (n for n in _PERSON.findall(said) if n not in known and "人大" not in n and "政协" not in n)
    yield from (n for n in _LATIN.findall(said) if n not in known)


def _refusal(printed: str) -> str:
    return next((line.strip() for line in printed.splitlines() if "没有起草" in line or "不需要" in line), "")


def _run(arguments: Sequence[str], home: Path, address: str) -> subprocess.CompletedProcess[str]:
    """``dafu`` as a process of its own, with the small model and no other setting."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("DAFU_")}
    env |= {"DAFU_CHAT_BASE_URL": f"{address}/v1", "DAFU_CHAT_MODEL": _MODEL, "DAFU_CHAT_PARALLEL": "2"}
    env |= {"DAFU_CHAT_TIMEOUT": "300", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "cli", *arguments, "--home", str(home)]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)


class _Server:
    """The server as a process; ends with the block."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        command = [str(PYTHON), str(Path(__file__).with_name("llama_server.py")), str(folder)]
        self._log = (folder / "server.log").open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True
        )
        self.address = ""

    def __enter__(self) -> "_Server":
        assert self._process.stdout
        for line in self._process.stdout:
            if line.startswith("http"):
                self.address = line.strip()
                return self
        raise SystemExit(f"小模型的服务没有起来，见 {self._log.name}")

    def __exit__(self, *exc: object) -> None:
        self._process.terminate()
        self._process.wait(20)
        self._log.close()


def _proposals(data: Path) -> Iterator[Path]:
    folder = data / "proposals"
    yield from (p for p in folder.iterdir() if p.suffix in (".txt", ".docx", ".pdf"))


def _corpus(data: Path) -> Path:
    return data.parent / "corpus" if (data.parent / "corpus").is_dir() else data


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.small_model")
    there = [SAMPLE_CORPUS, *([_SHARED] if (_SHARED / "proposals").is_dir() else [])]
    parser.add_argument("--data", type=Path, nargs="+", default=there, help="文件夹，其中 proposals 是建议提案")
    parser.add_argument("--limit", type=int, help="每个文件夹只写前几件")
    parser.add_argument("--keep", type=Path, help="稿件写到这里（默认写到临时文件夹）")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
