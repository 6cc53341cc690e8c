"""The letter names another case number than the proposal's."""

from collections.abc import Iterator

from assistant.checks.cases import NUMBER, digits, head
from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LETTER, OPINION, PROPOSAL
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:
    named = [(at + m.start(), at + m.end(), m.group()) for at, text in head(draft) for m in NUMBER.finditer(text)]
    wanted = context.proposal.number if context.proposal else ""
    if not named or not wanted:
        if named:
            yield Undecided("没有给出建议提案原文或原文没有编号，无法核对编号。")
        wanted = named[0][2] if named else ""
    whole = wanted.strip("第号")  # 闭2026-07, 2026-XD-018: the digits before 号 are not all of it
    for start, end, text in named:
        if whole and whole in draft.text[max(0, start - len(whole)) : end]:
            continue
        if digits(text) != digits(wanted) and digits(text).lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != digits(wanted):
            yield Hit(start, end, {"expected": wanted}, expected=wanted)


RULE = Rule(
    id="structure.wrong-case-number",
    name="与原件不一致的编号",
    message="“{quote}”与原件编号“{expected}”不符，请改正。",
    reason="编号写错，答复会登记到别的建议提案上。",
    authority="建议提案原件",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("第0156号", "第0165号"), given={"proposal": PROPOSAL}),
        Example(OPINION.replace("第0207号提案的", "第0270号提案的"), given={"kind": "opinion"}),
    ),
    quiet=(
        Example(LETTER, given={"proposal": PROPOSAL}),
        Example(LETTER.replace("第0156号", "第156号"), given={"proposal": PROPOSAL}),
        Example(OPINION, given={"kind": "opinion"}),
        Example(LETTER.replace("收悉", "答复（×工信函〔2026〕12号）提出的意见收悉"), given={"proposal": PROPOSAL}),
    ),
)
