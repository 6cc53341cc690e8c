"""What a check says about a draft."""

from dataclasses import dataclass
from typing import Literal

from assistant.figures import Source

Severity = Literal["error", "warning", "advice"]
SEVERITY_WORDS: dict[Severity, str] = {"error": "错误", "warning": "提醒", "advice": "建议"}
Verdict = Literal["supported", "contradicted", "unsupported", ""]


@dataclass(frozen=True)
class Finding:
    """``check`` is the rule's stable id, ``name`` its Chinese name; ``start``/``end`` count in the draft's text;
    ``expected`` is the right value where the rule knows it."""

    check: str
    name: str
    severity: Severity
    message: str
    start: int
    end: int
    quote: str = ""
    verdict: Verdict = ""
    expected: str = ""
    source: Source | None = None
