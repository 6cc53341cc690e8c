"""Classified papers are refused before anything of them is stored; internal ones are marked (涉密不上网)."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from knowledge_base.documents import Use
from knowledge_base.errors import InputError

_EDGE = 15
"""Lines at the head and the foot in which a marking can stand."""


class SecretDocumentError(InputError):
    """The file bears a 密级 or ★ with a term: nothing of it may be read in."""


@cache
def _facts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads((files("knowledge_base") / "facts" / "secrecy.toml").read_text(encoding="utf-8"))
    level = "|".join(r"\s*".join(word) for word in data["levels"])
    term = r"(?:\d{1,2}\s*(?:年|个?月|天)|[一二三四五六七八九十]{1,3}(?:年|个?月)|长期|启用前|解密前|待定|公布前)"
    secret = re.compile(
        rf"^(?:密\s*级\s*[：:]\s*)?[【\[（(]?\s*(?:{level})\s*[】\]）)]?(?:\s*[★☆*＊]\s*{term}?)?$"
        rf"|(?:{level})\s*[★☆]|[★☆]\s*{term}|密\s*级\s*[：:]\s*(?:{level})"
    )
    internal = "|".join(data["internal"])
    marks = re.compile(
        rf"^[【\[（(]?\s*(?:内\s*部|(?:{internal})[，,、 ]?(?:注意保存|请勿外传|妥善保管|严禁外传|不得公开)?)\s*[】\]）)]?$|^[（(](?:此件|本文件)?.{{0,8}}(?:{internal}).{{0,8}}[）)]$"
    )
    return secret, marks


def refuse_secret(text: str, name: str) -> None:
    """Raises SecretDocumentError when the paper is marked as classified. A paper that only speaks of 国家秘密 is not."""
    for line in _edges(text):
        if _facts()[0].search(line):
            raise SecretDocumentError(
                f"“{name}”标有密级（{line[:20]}），按涉密不上网的规定不能读入，也没有保存，请移到涉密设备上处理。"
            )


def use_of(text: str) -> Use:
    """``internal`` when the head or foot of the paper says so."""
    return "internal" if any(_facts()[1].search(line) for line in _edges(text)) else "public"


def _edges(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines if len(lines) <= 2 * _EDGE else lines[:_EDGE] + lines[-_EDGE:]
