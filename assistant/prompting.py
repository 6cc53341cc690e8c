"""Prompts are Markdown files in ``prompts/`` whose head declares their inputs; nobody writes prompt text in Python.

A file is a TOML head between two ``+++`` lines, then ``# system`` and ``# user`` parts with ``{{name}}`` where an input
goes; a prompt for a later turn has no ``# system``. An input's ``kind`` says how far its text is trusted:

    code     made by the program
    tokens   foreign text in which the program has put ⟦…⟧ tokens (after ``neutral``); fenced as data
    foreign  text from outside as it came; neutralised and fenced as data
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from assistant.model import Message
from knowledge_base.errors import SetupError

InputKind = Literal["code", "tokens", "foreign"]

FOLDER = Path(__file__).resolve().parent.parent / "prompts"
"""Beside the package, in the source tree as in an installed wheel."""

_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_FILE = re.compile(r"\+\+\+\n(?P<head>.*?)\n\+\+\+\n\s*(?:# system\n(?P<system>.*?)\n)?# user\n(?P<user>.*)", re.DOTALL)


@dataclass(frozen=True)
class Prompt:
    """``fingerprint`` names the exact wording (for the record of a draft)."""

    name: str
    inputs: dict[str, InputKind]
    system: str
    user: str
    fingerprint: str

    def fill(self, **inputs: str) -> tuple[Message, ...]:
        """The messages to send. Raises SetupError naming prompt and input when one is missing or not declared."""
        if missing := sorted(set(self.inputs) - set(inputs)):
            raise SetupError(f"提示词 {self.name} 缺少输入：{'、'.join(missing)}。")
        if unknown := sorted(set(inputs) - set(self.inputs)):
            raise SetupError(f"提示词 {self.name} 没有声明输入：{'、'.join(unknown)}，请在文件开头的 [inputs] 中声明。")
        texts = {name: _as(self.inputs[name], text) for name, text in inputs.items()}

        def filled(part: str) -> str:
            return _PLACE.sub(lambda m: texts[m[1]], part)

        user = Message("user", filled(self.user))
        return (Message("system", filled(self.system)), user) if self.system else (user,)

    def wording(self, **inputs: str) -> str:
        """The program's own words in the messages, which a model must not recite: nothing from outside, no tokens."""
        own = {name: text if self.inputs[name] == "code" else "" for name, text in inputs.items()}
        return _PLACE.sub(lambda m: own.get(m[1], ""), f"{self.system}\n{self.user}")


@cache
def load(name: str) -> Prompt:
    """The prompt ``prompts/NAME.md``. Raises SetupError when it is missing or its head and text do not agree."""
    path = FOLDER / f"{name}.md"
    try:
        return parse(name, path.read_text(encoding="utf-8"))
    except FileNotFoundError as e:
        raise SetupError(f"找不到提示词文件 {path}，请重新安装，或从备份恢复该文件。") from e


def parse(name: str, text: str) -> Prompt:
    """A prompt from the text of its file; ``name`` is for messages."""
    text = text.replace("\r\n", "\n")
    if not (found := _FILE.fullmatch(text)):
        raise SetupError(f"提示词 {name} 的格式不对：应先是两行 +++ 之间的开头，再是 # system 和 # user 两部分。")
    try:
        head = tomllib.loads(found["head"])
    except tomllib.TOMLDecodeError as e:
        raise SetupError(f"提示词 {name} 的开头不是有效的 TOML：{e}。") from e
    if unknown := sorted(set(head) - {"purpose", "inputs"}):
        raise SetupError(f"提示词 {name} 的开头有不认识的键：{'、'.join(unknown)}。")
    inputs: dict[str, InputKind] = head.get("inputs", {})
    for key, kind in inputs.items():
        if kind not in get_args(InputKind):
            raise SetupError(f"提示词 {name} 的输入 {key} 的类别“{kind}”不对，应为 code、tokens 或 foreign。")
    system = found["system"] or ""
    used = set(_PLACE.findall(system + found["user"]))
    if used != set(inputs):
        odd = "、".join(sorted(used ^ set(inputs)))
        raise SetupError(f"提示词 {name} 的正文与开头声明的输入不一致：{odd}。")
    fingerprint = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Prompt(name, inputs, system.strip(), found["user"].strip(), fingerprint)


def neutral(text: str) -> str:
    """Foreign text that cannot pass for our tokens; every offset stays as it is."""
    return text.translate(_HARMLESS)


def fence(text: str) -> str:
    """Foreign text between two lines that it cannot hold itself, since they are made from its content."""
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"<<<资料 {mark}\n{text}\n资料 {mark}>>>"


_HARMLESS = str.maketrans(
    {"⟦": "[", "⟧": "]", "\u200b": " ", "\u200c": " ", "\u200d": " ", "\u2060": " ", "\ufeff": " "}
)


def _as(kind: InputKind, text: str) -> str:
    match kind:
        case "code":
            return text
        case "tokens":
            return fence(text)
        case "foreign":
            return fence(neutral(text))
