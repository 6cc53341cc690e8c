"""The list of findings as HTML: one line each, the whole of it on a click; what must be changed is open, the rest folded."""

from collections.abc import Callable, Sequence
from html import escape

from assistant.draft import Draft
from assistant.export.sources import origin
from assistant.findings import Finding
from assistant.reporting.checked import GROUP_WORDS, Checked, context, grounds, place, remedy

_ALIKE = 3
"""Findings of one rule that a list shows; with more, one fewer and the rest folded."""

Actions = Callable[[int, Finding], str]
"""HTML of what a person can do about a finding."""


def cards(checked: Checked, prefix: str = "", actions: Actions | None = None) -> str:
    """Everything about a file: its findings, then what was held not to apply and what could not be decided, folded.
    ``prefix`` as for the marked paper."""
    if checked.reviewed is None:
        return f'<p class="df-unread">{escape(checked.error)}</p>'
    draft, report = checked.reviewed.draft, checked.reviewed.report
    groups = [listed(checked.open, draft, prefix, actions)]
    numbered = [(n, f) for n, f in enumerate(report.findings, 1) if f in checked.dismissed]
    if numbered:
        inner = "".join(_dismissed(n, f, checked.dismissed[f], actions) for n, f in numbered)
        groups.append(_group(f"已标不适用 {len(numbered)} 处", "off", f"<ul>{inner}</ul>"))
    if report.not_applicable:
        inner = "".join(f"<li>{escape(why)}<small>{escape(check)}</small></li>" for check, why in report.not_applicable)
        groups.append(_group(f"没有判断的 {len(report.not_applicable)} 项", "off", f"<ul>{inner}</ul>"))
    return f'<div class="df-cards">{"".join(groups)}</div>'


def listed(
    findings: Sequence[tuple[int, Finding]],
    draft: Draft | None = None,
    prefix: str = "",
    actions: Actions | None = None,
) -> str:
    """Numbered findings in groups by gravity, the gravest group open. A card is ``<details class="df-card" data-n=…>``;
    ``draft`` gives each its place and the words around it."""
    groups: list[str] = []
    for severity, word in GROUP_WORDS.items():
        if of := [(n, f) for n, f in findings if f.severity == severity]:
            cards_ = [(f, _card(draft, n, f, prefix, actions(n, f) if actions else "")) for n, f in of]
            groups.append(_group(f"{word} {len(of)} 处", severity, _folded(cards_), opened=not groups))
    return "".join(groups) or '<p class="df-clean">没有发现问题。规则查不出的，仍请人工把关。</p>'


def _folded(cards_: Sequence[tuple[Finding, str]]) -> str:
    """Cards in the order of the text; of a rule that found much the first two, the rest folded behind them."""
    by_rule: dict[str, list[str]] = {}
    for f, card in cards_:
        by_rule.setdefault(f.check, []).append(card)
    out: list[str] = []
    for cards_of in by_rule.values():
        shown = len(cards_of) if len(cards_of) <= _ALIKE else _ALIKE - 1
        out += cards_of[:shown]
        if rest := cards_of[shown:]:
            out.append(_group(f"同类还有 {len(rest)} 处", "more", "".join(rest)))
    return "".join(out)


def _group(head: str, css: str, inner: str, *, opened: bool = False) -> str:
    state = " open" if opened else ""
    return f'<details class="df-group {css}"{state}><summary>{head}</summary>{inner}</details>'


def _card(draft: Draft | None, n: int, f: Finding, prefix: str, actions: str) -> str:
    before, words, after = map(escape, context(draft, f) if draft else ("", f.quote, ""))
    rows = [("原文", f"{before}<b>{words}</b>{after}" if words else "")]
    if len(f.message) > 40:
        rows.append(("问题", escape(f.message)))
    rows.append(("应为", escape(f.expected)))
    rows.append(("说明", escape(f.detail).replace("\n", "<br>")))
    if f.source:
        rows.append(("来源", f"{escape(origin(f.source))}<q>{escape(f.source.quote)}</q>"))
    reason, authority = grounds(f)
    rows.append(("理由", escape(reason)))
    rows.append(("依据", escape(authority)))
    rows.append(("可改", escape(remedy(f))))
    body = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value)
    jump = f'<a class="df-jump" href="#{prefix}m{n}">看原处</a>' if prefix else ""
    return (
        f'<details class="df-card {f.severity}" data-n="{n}"><summary title="{escape(f.message)}"><i>{n}</i>'
        f"<span>{escape(f.message)}</span><em>{escape(place(draft, f) if draft else '')}</em></summary><dl>{body}</dl>{jump}{actions}</details>"
    )


def _dismissed(n: int, f: Finding, reason: str, actions: Actions | None) -> str:
    more = actions(n, f) if actions else ""
    return f"<li>{escape(f.message)}<small>理由：{escape(reason)}</small>{more}</li>"
