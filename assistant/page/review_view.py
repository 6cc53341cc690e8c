"""The HTML of 审核: the paper with its marks, its findings beside it, and what a person can do about each."""

from html import escape

from assistant.draft import PAPER_WORDS
from assistant.findings import Finding
from assistant.page.reviewing import Review
from assistant.reporting.cards import cards
from assistant.reporting.checked import GROUP_WORDS, remedy
from assistant.reporting.marks import marked

_LONG = 20
"""Characters of a fix that a button can hold."""


def review(shown: Review) -> str:
    draft = shown.reviewed.draft
    chips = "".join(
        f'<b class="df-chip {severity}">{word} {len(shown.checked.of(severity))}</b>'
        for severity, word in GROUP_WORDS.items()
    )
    fixed = f"，已改正 {shown.fixed} 处" if shown.fixed else ""
    buttons = _button("report", "下载报告" + ("和改正稿" if shown.fixed else ""))
    if shown.before:
        buttons = _button("undo", "撤销上次改正") + buttons
    if count := len(shown.fixable):
        buttons = _button("accept_all", f"改正 {count} 处只有一种改法的", css="main") + buttons

    def actions(n: int, finding: Finding) -> str:
        return _actions(shown, n, finding)

    return (
        f'<div class="df-review"><div class="df-bar"><div><strong>{escape(shown.checked.path)}</strong>'
        f"<small>按{PAPER_WORDS[draft.kind]}、{draft.stage}审核{fixed}</small></div>{chips}<span>{buttons}</span></div>"
        f'<div class="df-panes"><div class="df-pane df-text">{marked(draft, shown.checked.open, "review-")}</div>'
        f'<div class="df-pane df-list">{cards(shown.checked, actions=actions)}</div></div></div>'
    )


def _actions(shown: Review, n: int, finding: Finding) -> str:
    if finding in shown.checked.dismissed:
        return _button("restore", "恢复", n)
    accept = ""
    if finding in shown.fixable:
        words = remedy(finding)
        accept = _button("accept", words if len(words) <= _LONG else "照此改正", n, "main")
    return (
        f'<div class="df-do">{accept}<input type="text" maxlength="200" placeholder="不适用的理由，如：引自原件" '
        f'aria-label="不适用的理由">{_button("dismiss", "标为不适用", n)}</div>'
    )


def _button(do: str, words: str, n: int = 0, css: str = "") -> str:
    return f'<button type="button" class="df-button {css}" data-do="{do}" data-n="{n}">{escape(words)}</button>'
