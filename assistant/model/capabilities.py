"""What each model can take, in one file a person may write: ``models.toml`` in the home.

[[model]]
name = "qwen3-*"     # as in DAFU_CHAT_MODEL; * stands for anything; the first that fits counts
context = 32768
"""

import tomllib
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge_base.errors import SetupError, reason

FILE = "models.toml"
_MARGIN = Decimal("0.85")
"""Our count of tokens is within a fifth for other makers' models; the endpoint's template adds some."""
_ANSWER = 1200
"""Tokens kept free for an answer whose length is not set."""


class Capabilities(BaseModel):
    """One model's settings. Tokens are the model's own; prices are yuan for a million tokens; ``per_minute`` 0 is no limit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = "*"
    context: int = Field(default=16384, ge=2048, le=2_000_000)
    answer: int | None = Field(default=None, ge=64)
    system: bool = True
    """Whether the endpoint takes a message of the role ``system``; else it goes before the user's."""
    usage: bool = False
    """Whether to ask for the endpoint's own count of tokens; some refuse to be asked."""
    at_once: int = Field(default=8, ge=1)
    per_minute: int = Field(default=0, ge=0)
    timeout: float | None = Field(default=None, gt=0)
    price_in: Decimal | None = None
    price_out: Decimal | None = None
    extra: dict[str, Any] = {}
    """Sent with every request as it is, such as ``temperature`` or ``chat_template_kwargs``."""

    @property
    def room(self) -> int:
        """Tokens that a request may have by our own count."""
        return int(self.context * _MARGIN) - (self.answer or min(_ANSWER, self.context // 4))

    def cost(self, prompt: int, answer: int) -> Decimal | None:
        if self.price_in is None or self.price_out is None:
            return None
        return (self.price_in * prompt + self.price_out * answer) / 1_000_000


def load(home: Path) -> tuple[Capabilities, ...]:
    """Raises SetupError, in Chinese, for a file that cannot be read or a key that there is none of."""
    path = home / FILE
    if not path.is_file():
        return ()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise SetupError(f"模型设置 {path} 不是有效的 TOML（{e}），请改正后再试。") from e
    if unknown := sorted(set(raw) - {"model"}):
        raise SetupError(f"模型设置 {path} 中的 {unknown[0]} 不认识：每个模型写成一节 [[model]]。")
    found: list[Capabilities] = []
    for number, entry in enumerate(raw.get("model", []), 1):
        try:
            found.append(Capabilities.model_validate(entry))
        except ValidationError as e:
            first = e.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise SetupError(f"模型设置 {path} 第{number}节的 {where} 不对：{reason(first)}，请改正后再试。") from e
    return tuple(found)


def of(model: str, known: tuple[Capabilities, ...]) -> Capabilities:
    """The first entry whose name fits, or what is assumed of a model that nobody described."""
    return next((c for c in known if fnmatchcase(model.lower(), c.name.lower())), Capabilities(name=model))
