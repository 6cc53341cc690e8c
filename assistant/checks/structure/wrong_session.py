"""The letter names another session than the proposal, or two different ones: then the rarer, or either of both."""

from collections import Counter
from collections.abc import Iterator

from assistant.checks.cases import head, session, sessions
from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LETTER, OPINION, PROPOSAL
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:
    named = [(at + a, at + b, s) for at, text in head(draft) for a, b, s in sessions(text)]
    if not named:
        return
    wanted = session(context.proposal.session) if context.proposal else None
    if wanted is None:
        yield Undecided("没有给出建议提案原文或原文没有届次，无法核对届次。")
    counted = Counter(s for *_, s in named)
    for start, end, found in named:
        right = wanted or next((s for s, n in counted.most_common() if s != found and n >= counted[found]), found)
        if found != right:
            yield Hit(start, end, {"jie": str(right[0]), "ci": str(right[1])}, expected=f"{right[0]}届{right[1]}次")


RULE = Rule(
    id="structure.wrong-session",
    name="与原件不一致的届次",
    message="“{quote}”不对，这件建议提案是第{jie}届第{ci}次会议的，请改正。",
    reason="届次写错，答复就对不上原件。人大和政协的届次不一样，要分别核对。",
    authority="建议提案原件",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("五次会议", "四次会议"), given={"proposal": PROPOSAL}),
        Example(
            OPINION.replace("会议第0207号提案《", "会议第0207号提案《").replace(
                "四次会议第0207号提案的", "三次会议第0207号提案的"
            ),
            given={"kind": "opinion"},
        ),
    ),
    quiet=(Example(LETTER, given={"proposal": PROPOSAL}), Example(OPINION, given={"kind": "opinion"}), Example(LETTER)),
)
