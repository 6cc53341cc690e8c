"""What a letter took of the chat model: requests, tokens, cost, and by which prompts it was asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.drafting.writer import Attempt, Section


@dataclass(frozen=True)
class Spent:
    """``cost`` is in yuan, None where a model has no price set. ``exact`` says that every endpoint counted by itself;
    else the tokens are our own count, within a fifth."""

    requests: int
    prompt: int
    answer: int
    cost: Decimal | None
    exact: bool
    models: tuple[str, ...]
    prompts: tuple[str, ...]

    def told(self) -> str:
        """One Chinese sentence for the person who pays."""
        about = "" if self.exact else "约"
        price = f"，约 {self.cost:.4f} 元" if self.cost is not None else ""
        return f"大模型 {'、'.join(self.models)}：{self.requests} 次请求，输入{about} {self.prompt}、输出{about} {self.answer} 词元{price}。"


def spent(sections: Iterable[Section]) -> Spent | None:
    """The sum over all attempts; None when no model was asked."""
    attempts: list[Attempt] = [a for s in sections for a in s.attempts]
    if not attempts:
        return None
    used = [a.usage for a in attempts if a.usage]
    costs = [u.cost for u in used]
    return Spent(
        requests=len(attempts),
        prompt=sum(u.prompt for u in used),
        answer=sum(u.answer for u in used),
        cost=None if None in costs or not costs else sum((c for c in costs if c is not None), Decimal(0)),
        exact=bool(used) and all(u.exact for u in used),
        models=tuple(dict.fromkeys(u.model for u in used)),
        prompts=tuple(dict.fromkeys(p for a in attempts for p in a.prompt.split())),
    )


def to_json(found: Spent) -> dict[str, Any]:
    """The key ``model`` of ``dafu reply``."""
    return {
        "requests": found.requests,
        "prompt_tokens": found.prompt,
        "answer_tokens": found.answer,
        "exact": found.exact,
        "cost": None if found.cost is None else format(found.cost, "f"),
        "models": list(found.models),
        "prompts": list(found.prompts),
        "told": found.told(),
    }
