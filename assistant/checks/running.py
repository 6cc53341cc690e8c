"""Run every rule over a draft."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.against_ledger import borne_out
from assistant.checks.context import CheckContext
from assistant.checks.registry import RULES
from assistant.checks.rule import Hit, Rule, Undecided
from assistant.draft import Draft
from assistant.findings import Finding
from knowledge_base.profiles import Profile

LINE = 40
"""Characters of a message, so that it reads in one line of a list."""
_RECKONED = {"figures.broken-sum": ("件", "件次"), "figures.wrong-ratio": ("件", "件次", "%")}
"""What these doubt by reckoning with the paper's own numbers of these units, a ledger decides."""
_WEIGHT = {"error": 0, "warning": 1, "advice": 2}


@dataclass(frozen=True)
class CheckReport:
    """``not_applicable`` lists (rule id, why in Chinese) for what could not be decided; it is never counted as passed."""

    findings: tuple[Finding, ...]
    not_applicable: tuple[tuple[str, str], ...] = ()

    @property
    def errors(self) -> int:
        return sum(f.severity == "error" for f in self.findings)


def run(draft: Draft, context: CheckContext) -> CheckReport:
    """All findings, in the order of the text, the graver first at one place."""
    findings: list[Finding] = []
    undecided = list(_unknown(context.profile))
    text = draft.text
    for rule in RULES:
        if context.kind not in rule.kinds:
            continue
        if reason := switched_off(rule.id, context.profile):
            undecided.append((rule.id, f"本单位停用：{reason}"))
            continue
        for outcome in rule.check(draft, context):
            if isinstance(outcome, Undecided):
                undecided.append((rule.id, outcome.why))
            else:
                findings.append(finding(rule, outcome, text))
    if context.ledger and not context.own:
        agreed = borne_out(draft, context.ledger)
        findings = [f for f in findings if not agreed(f.start, f.end, _RECKONED.get(f.check, ()))]
    unique = {(f.check, f.start, f.end, f.message): f for f in findings}
    ordered = sorted(unique.values(), key=lambda f: (f.start, _WEIGHT[f.severity], f.end))
    return CheckReport(tuple(ordered), tuple(undecided))


def switched_off(rule_id: str, profile: Profile) -> str:
    """Why this office does without the rule; empty where it doesn't."""
    return next((off.reason for off in profile.switched_off if rule_id.startswith(off.rule.rstrip("*"))), "")


def _unknown(profile: Profile) -> Iterator[tuple[str, str]]:
    """What the office means to switch off and there isn't: a misspelt name must not pass for a wish that was met."""
    for off in profile.switched_off:
        if off.rule.startswith("layout"):
            continue  # rules on Word files, which stand elsewhere
        if not any(rule.id.startswith(off.rule.rstrip("*")) for rule in RULES):
            yield off.rule, f"单位配置 switched_off 中的“{off.rule}”不是任何规则的编号或开头，没有停用什么。"


def finding(rule: Rule, hit: Hit, text: str) -> Finding:
    """A hit with the rule's words: one line of at most ``LINE`` characters; what is longer is whole in the detail."""
    quote = text[hit.start : hit.end]
    said = _say(rule, hit, quote, 30)
    line = next((m for most in (30, 20, 12) if len(m := _say(rule, hit, quote, most)) <= LINE), f"{said[: LINE - 1]}…")
    return Finding(
        check=rule.id,
        name=rule.name,
        severity=hit.severity or rule.severity,
        message=line,
        start=hit.start,
        end=hit.end,
        quote=quote,
        verdict=hit.verdict,
        expected=hit.expected,
        source=hit.source,
        detail=hit.detail if len(said) <= LINE else f"{said}\n{hit.detail}".strip(),
        fix=hit.fix,
    )


def _say(rule: Rule, hit: Hit, quote: str, most: int) -> str:
    return rule.message.format_map({"quote": _short(quote, most)} | hit.values)


def _short(quote: str, most: int) -> str:
    """A quotation for a message, in one line of at most ``most`` characters."""
    line = quote.replace("\n", "")
    return line if len(line) <= most else f"{line[: most - 1]}…"
