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
    ``expected`` is the right value where the rule knows it. ``message`` is one line; ``detail`` says more: the parts
    that were added up, the calculation, both places. ``fix`` is what to put in place of the quotation, where exactly
    one answer is right and nothing else has to change (empty: delete it); None where a person must decide."""

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
    detail: str = ""
    fix: str | None = None
