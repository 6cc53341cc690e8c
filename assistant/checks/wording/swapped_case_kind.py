"""建议 of deputies called 提案, or 提案 of committee members called 建议."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, OPINION, PROPOSAL
from assistant.checks.view import of_kind, title, visible
from assistant.draft import Draft

_SESSION = r"[^，。；：、\n和及与（《]{0,16}次会议(?:以来|期间)?"
_CASE = r"[^，。；：、\n和及与建议提案]{0,16}第?\s*[A-Za-z]?\d+\s*号"
_AS_NOUN = r"(?=\s*[\d，。；：）”]|\s*$|中(?=，)|办理|答复|承办|交办|共|[一二三四五六七八九十]+件)"
"""委员建议加快…: a verb; 委员建议46件, 委员建议办理: the case."""
_PAIRS = (
    (re.compile(
        rf"(?:人大代表|(?<!委员、)代表|人大)提案(?!人|者|权|、(?:建议|议案)|委|线索)|人大(?:{_SESSION})?{_CASE}(?:代表)?提案|人大{_SESSION}(?:代表|重点)*提案|(?<!政协)届人大代表[^，。；、\n]{{0,6}}提案",
        re.MULTILINE,
    ), "提案", "建议"),
    (re.compile(
        rf"(?:政协委员|(?<!专家)委员|政协(?:重点)?)建议{_AS_NOUN}|政协(?:{_SESSION})?{_CASE}(?:代表|委员)?建议|政协{_SESSION}(?:委员|代表|重点)*建议(?!案|、|和)|政协提案(?:和|及|、)政协建议",
        re.MULTILINE,
    ), "建议", "提案"),
)  # fmt: skip
_HEARD = re.compile(r"(?:听取|征求|采纳|吸收|吸纳|根据|按照|结合|对|梳理)[^，。；]{0,10}$")
"""What committee members advise, not the cases that they file."""


_BY_WHOM = re.compile(r"(?:代表提案|委员建议)$")
"""Who made the case stands right before it; after a mere session the 人大 or 政协 may be what is wrong."""
_ORGAN = {"人大": "建议", "政协": "提案"}


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    text = visible(draft)
    kind = context.proposal.kind if context.proposal else "none"
    known = kind if kind in ("建议", "提案") else _addressed(draft)
    swapped = list(_organs(draft, known))
    for start, end, right in swapped:
        yield Hit(start, end, {"expected": right}, expected=right, fix=right)
    for pattern, wrong, right in _PAIRS:
        for m in pattern.finditer(text):
            at = m.start() + m.group().rindex(wrong)
            heard = right == "提案" and not re.search("[号次]", m.group()) and _HEARD.search(text, 0, m.start())
            if not heard and not any(m.start() <= start < m.end() for start, _, _ in swapped):
                sure = right == known or (not known and _BY_WHOM.search(m.group()))
                yield Hit(at, at + 2, {"expected": right}, expected=right, fix=right if sure else None)
    if kind in ("建议", "提案"):
        wrong = "提案" if kind == "建议" else "建议"
        for start, end in _own_case(draft):
            for m in re.finditer(rf"号(?:代表)?({wrong})(?!{kind})", draft.text[start:end]):
                yield Hit(start + m.start(1), start + m.end(1), {"expected": kind}, expected=kind, fix=kind)


def _organs(draft: Draft, kind: str) -> Iterator[tuple[int, int, str]]:
    """人大 for 政协 and the other way round where the letter names its own case: the kind of case is right there."""
    if kind not in _ORGAN.values():
        return
    wrong, right = ("人大", "政协") if kind == "提案" else ("政协", "人大")
    for start, end in _own_case(draft):
        for m in re.finditer(
            rf"(?P<organ>{wrong})(?:[^，。；：\n]{{0,16}}?次会议)?[^，。；：\n和及与]{{0,16}}?号{kind}|届(?P<after>{wrong})[^，。；：\n]{{0,4}}次",
            draft.text[start:end],
        ):
            group = "organ" if m["organ"] else "after"
            yield start + m.start(group), start + m.end(group), right


def _addressed(draft: Draft) -> str:
    """The kind of case by whom the letter is written to; empty when that doesn't say."""
    lines = of_kind(draft, "salutation") if draft.kind in ("reply", "opinion") else []
    to = re.search(r"(代表|委员)[：:]?$", lines[0][1].text.strip()) if lines else None
    return {"代表": "建议", "委员": "提案"}[to[1]] if to else ""


def _own_case(draft: Draft) -> Iterator[tuple[int, int]]:
    start, end, _ = title(draft)
    yield start, end
    for at, block in of_kind(draft, "opening"):
        yield at, at + len(block.text)


_ABOUT = {"kind": "opinion", "proposal": replace(PROPOSAL, kind="提案", number="第0207号")}

RULE = Rule(
    id="wording.swapped-case-kind",
    name="混淆的建议和提案",
    message="应为“{expected}”：代表提的是建议，委员提的是提案。",
    reason="建议、提案是两种不同的件，不能混称。",
    authority="《代表法》第二十二条；《中国人民政治协商会议全国委员会提案工作条例》",
    severity="error",
    check=check,
    fires=(
        Example(
            OPINION.replace("省政协十三届四次会议第0207号提案的", "省人大十三届四次会议第0207号提案的"), given=_ABOUT
        ),
        Example(LETTER.replace("号建议", "号提案")),
        Example(OPINION.replace("第0207号提案的", "第0207号建议的"), given={"kind": "opinion"}),
        Example(LETTER.replace("下一步", "对人大代表提案，下一步")),
        Example(LETTER.replace("下一步", "共承办代表提案46件、政协提案12件。下一步")),
        Example(LETTER.replace("下一步", "共承办人大建议46件、政协建议12件。下一步")),
        Example(LETTER.replace("下一步", "办理省政协十三届四次会议委员建议12件。下一步")),
        Example(LETTER.replace("省十四届人大五次会议", "").replace("号建议", "号提案"), given={"proposal": PROPOSAL}),
    ),
    quiet=(
        Example(LETTER, given={"proposal": PROPOSAL}),
        Example(LETTER.replace("下一步", "对人大代表建议、政协委员提案，下一步")),
        Example(LETTER.replace("下一步", "充分听取委员建议和意见，有的委员建议加快进度，下一步")),
        Example(LETTER.replace("下一步", "落实省政协建议案，向政协委员、人大代表征求委员建议，下一步")),
        Example(OPINION, given={"kind": "opinion"}),
        Example(OPINION, given=_ABOUT),
    ),
    kinds=ALL_KINDS,
)
