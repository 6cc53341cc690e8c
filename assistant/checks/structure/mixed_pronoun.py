"""The letter's word for the proposers changes, or doesn't fit their number."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, PROPOSAL
from assistant.checks.view import of_kind, visible
from assistant.draft import Draft

Person = Literal["one", "many", "organisation"]

_WORD = re.compile(r"您们|你们|您|贵(?=[委会党团组社盟支院校单])|(?<![我由归])你(?=[委会党团组社盟支]|提|对|的|在)")
_HONOURED = re.compile(r"贵(?:委(?!员)|党|会|社|盟|总?支部?)")
_QUOTED = re.compile(r"“[^”\n]*”|《[^》\n]*》")
_KIND: dict[str, Person] = {"您": "one", "你": "one", "你们": "many", "贵": "organisation"}
_NAMES: dict[Person, str] = {"one": "您", "many": "你们", "organisation": "贵×"}


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    text = _QUOTED.sub(lambda m: "\0" * len(m.group()), visible(draft))
    words = list(_WORD.finditer(text))
    wanted = _from_proposal(context) or _from_salutation(draft)
    for m in words:
        kind = _KIND.get(m.group())
        if m.group() == "您们":
            yield Hit(*m.span(), {"why": "没有“您们”这种写法"}, expected="你们")
        elif kind == "one" and m.group() == "你" and wanted == "organisation":
            continue  # 你委, 你会
        elif wanted and kind and kind != wanted and not (wanted == "organisation" and kind == "many"):
            yield Hit(*m.span(), {"why": f"对这样的提出人应称“{_NAMES[wanted]}”"}, expected=_NAMES[wanted])
    yield from _honoured(text)
    kinds = {_KIND[m.group()] for m in words if m.group() in _KIND}
    if not wanted and len(kinds) > 1:
        first = _KIND.get(words[0].group())
        other = next(m for m in words if _KIND.get(m.group()) not in (first, None))
        yield Hit(*other.span(), {"why": f"前面用的是“{words[0].group()}”，前后要一致"})


def _honoured(text: str) -> Iterator[Hit]:
    """贵委 once in a letter that says 贵会."""
    said = list(_HONOURED.finditer(text))
    counted = Counter(m.group() for m in said)
    if len(counted) == 2 and min(counted.values()) == 1 < max(counted.values()):
        usual = max(counted, key=counted.__getitem__)
        odd = next(m for m in said if m.group() != usual)
        yield Hit(*odd.span(), {"why": f"别处称“{usual}”，前后要一致"}, None, usual)


def _from_proposal(context: CheckContext) -> Person | None:
    if context.kind != "reply" or context.proposal is None:
        return None
    return _KIND.get(context.proposal.pronoun[:2]) or _KIND.get(context.proposal.pronoun[:1])


def _from_salutation(draft: Draft) -> Person | None:
    lines = of_kind(draft, "salutation")
    line = lines[0][1].text.strip().rstrip("：:") if lines else ""
    if re.search(r"等\d*[名位]?[\u4e00-\u9fff]{0,4}(?:代表|委员)$|[、，].*(?:代表|委员)$|各位", line):
        return "many"
    if re.fullmatch(r"(?:尊敬的)?[^、，等\s]{2,6}(?:代表|委员)", line) and not re.search(r"[会委团联社盟]", line[:-2]):
        return "one"
    return (
        "organisation" if re.search(r"(?:委员会|总支|支部|党|会|联|盟|社|厅|局|委|政府|办公室|办公厅)$", line) else None
    )


RULE = Rule(
    id="structure.mixed-pronoun",
    name="与提出人不符的您、你们",
    message="“{quote}”用得不对：{why}，请改正。",
    reason="一人称“您”，几人称“你们”，单位称“贵×”，全文要一致；混用是常见的退稿原因。",
    authority="各地建议提案复函格式",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("感谢您", "感谢你们")),
        Example(LETTER.replace("林某代表：", "林某等8名代表：")),
        Example(LETTER.replace("感谢您", "感谢您们")),
        Example(
            LETTER.replace("林某代表：", "民建云河市委会：")
            .replace("您提", "贵会提")
            .replace("您", "贵会")
            .replace("我厅已", "我厅到贵委汇报，贵会予以肯定，现已")
        ),
        Example(LETTER.replace("感谢您", "感谢你们"), given={"proposal": PROPOSAL}),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER, given={"proposal": PROPOSAL}),
        Example(LETTER.replace("林某代表：", "林某等8名代表：").replace("您", "你们")),
        Example(LETTER.replace("林某代表：", "民盟云河市委员会：").replace("您提", "贵委提").replace("您", "贵委")),
    ),
    kinds=("reply",),
)
