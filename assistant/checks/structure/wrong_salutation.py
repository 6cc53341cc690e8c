"""The letter addresses someone else than the proposers."""

import re
from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LETTER, PROPOSAL
from assistant.checks.view import of_kind, title
from assistant.draft import Draft
from assistant.proposal import Proposal


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:
    lines = of_kind(draft, "salutation")
    if not lines or context.kind != "reply":
        return
    at, block = lines[0]
    if context.proposal is None or not context.proposal.proposers:
        if why := _against_title(re.sub(r"\s", "", block.text), draft):
            yield Hit(at, at + len(block.text), {"why": why})
        yield Undecided("没有给出建议提案原文，无法核对称谓。")
        return
    if why := _fault(re.sub(r"\s", "", block.text), context.proposal, public=context.stage == "公开版"):
        yield Hit(at, at + len(block.text), {"why": why}, expected=context.proposal.salutation)


def _against_title(line: str, draft: Draft) -> str:
    """What is wrong with the salutation by the letter's own words: 代表 make 建议 at a 人大, 委员 make 提案 at a 政协."""
    own = title(draft)[2] + "".join(b.text for _, b in of_kind(draft, "opening"))
    people, committee = "人大" in own or "人民代表大会" in own, "政协" in own
    if people and not committee and "提案" not in own and re.search(r"委员[：:]?$", line):
        return "本件是人大代表建议，应称代表"
    if committee and not people and "建议" not in own and re.search(r"代表[：:]?$", line):
        return "本件是政协提案，应称委员"
    return ""


def _fault(line: str, proposal: Proposal, *, public: bool) -> str:
    """What is wrong with the salutation, or "". Each signer may get a letter of their own, so one name is enough."""
    names = [p.name for p in proposal.proposers]
    if not (public and re.search(r"[×xX*＊某]", line)) and not any(re.sub(r"\s", "", n) in line for n in names):
        return f"没有写到提出人{'、'.join(names[:3])}"
    types = {p.type for p in proposal.proposers}
    if "委员" in types and "代表" not in types and re.search(r"代表[：:]?$", line):
        return "提出人是委员，写成了代表"
    if "代表" in types and "委员" not in types and re.search(r"委员[：:]?$", line):
        return "提出人是代表，写成了委员"
    total = re.search(r"等(\d+)[名位]", line)
    if total and proposal.proposer_total and int(total[1]) != proposal.proposer_total:
        return f"提出人共{proposal.proposer_total}名，写成了{total[1]}名"
    strangers = [
        n
        for n in re.split(
            r"[、，]|等", re.sub(r"(?:等\d*[名位]?)?(?:代表|委员)?[：:]?$", "", line.removeprefix("尊敬的"))
        )
        if n
    ]
    if types <= {"代表", "委员"} and len(names) >= proposal.proposer_total and not public:
        unknown = [s for s in strangers if not any(s in n or n in s for n in names)]
        if unknown:
            return f"“{unknown[0]}”不在提出人之列"
    return ""


RULE = Rule(
    id="structure.wrong-salutation",
    name="与提出人不符的称谓",
    message="称谓“{quote}”与提出人不符：{why}，请改正。",
    reason="称谓写错人、写错身份是最容易被退回的错误。",
    authority="各地建议提案办理办法：复函主送领衔代表、委员或提案单位",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("林某代表：", "林某委员："), given={"proposal": PROPOSAL}),
        Example(LETTER.replace("林某代表：", "陈某代表："), given={"proposal": PROPOSAL}),
        Example(LETTER.replace("林某代表：", "林某、陈某代表："), given={"proposal": PROPOSAL}),
        Example(LETTER.replace("林某代表：", "林某委员：")),
    ),
    quiet=(
        Example(LETTER, given={"proposal": PROPOSAL}),
        Example(LETTER.replace("林某代表", "尊敬的林某代表"), given={"proposal": PROPOSAL}),
        Example(LETTER),
    ),
    kinds=("reply",),
)
