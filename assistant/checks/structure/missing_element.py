"""A part that this kind of paper must have is not there."""

import re
from collections.abc import Iterator

from assistant.checks.context import REPORTS, CheckContext
from assistant.checks.facts import Form, forms, pattern
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import DRAFT_LETTER, LETTER, OPINION
from assistant.checks.view import blocks, of_kind, title
from assistant.draft import BlockKind, Draft
from assistant.findings import Severity

_FIXED: tuple[BlockKind, ...] = ("title", "number", "salutation", "opening", "closing", "signature", "date")
_LETTER: tuple[BlockKind, ...] = ("salutation", "closing", "signature", "date")
"""What is published often leaves out several of these; one that has all but one has lost that one."""
_UNDER_TITLE = re.compile(r"\s*[（(]\s*\d{4}年\s*\d+\s*月\s*\d+\s*日\s*[）)]\s*$")
_DELIVERED = re.compile(r"[（(]\s*\d{4}年\s*\d+\s*月\s*\d+\s*日\s*在[^（）()\n]{4,40}会议上\s*[）)]")
_HEAD = 240
"""Characters among which the title and what stands under it are."""
_HEAD_LINES = 6
_ISSUER = re.compile(r"[\u4e00-\u9fff　 ]{4,40}(?:委员会|办公厅|办公室|厅|局|委|院|政府|会|组)$")
_NAMES: dict[BlockKind, str] = {
    "title": "标题", "number": "发文字号", "opening": "开头语", "closing": "结束语", "signature": "署名", "date": "成文日期",
}  # fmt: skip
_HOW: dict[BlockKind, str] = {
    "title": "写明事由和文种",
    "number": "如“×函〔2026〕3号”",
    "opening": "写明“……收悉，现答复如下”",
    "signature": "写发文机关全称",
    "date": "如“2026年5月8日”",
}


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    form = forms().of(context.kind)
    if form is None:
        return
    needs: dict[BlockKind, Severity] = {**form.needs, **(form.final if context.final else {})}
    if form.kind == "web-copy":
        lacking: list[BlockKind] = [b for b in _LETTER if not _has(draft, form, b)]
        if len(lacking) == 1:
            lost = lacking[0]
            if lost != "salutation" or "收悉" not in draft.text:
                needs[lost] = "advice"
    for block, severity in needs.items():
        if not _has(draft, form, block):
            if context.stage == "公开版" and block == "number":
                continue  # a page gives the number beside the text, if at all
            if block == "date" and not context.final and not of_kind(draft, "number"):
                continue  # sent up for signature with both open
            if block in ("signature", "salutation") and form.kind == "meeting-paper" and _issued_above(draft):
                continue
            if block in ("signature", "date") and _DELIVERED.search(draft.text[:_HEAD]):
                continue  # a report to a plenary names its speaker and day at the top
            if _is_summary(draft, form) and block in ("number", "closing"):
                continue
            public = context.stage == "公开版" and block in ("salutation", "signature")
            asked = form.kind == "spoken-report" and block == "closing" and pattern(form.closing).search(draft.text)
            start, end = _place(draft, block)
            name = form.addressee if block == "salutation" else _NAMES[block]
            values = {"element": name, "how": _how(form, block)}
            yield Hit(start, end, values, "advice" if public or asked else severity)


def _issued_above(draft: Draft) -> bool:
    """Whether the issuing body and the day stand under the title, as on papers laid before a meeting: then neither an
    addressee nor a signature is asked for."""
    lines = [line.strip() for line in draft.text[:_HEAD].split("\n") if line.strip()][:_HEAD_LINES]
    return any(_UNDER_TITLE.match(x) for x in lines) and any(_ISSUER.match(x) and "关于" not in x for x in lines)


def _is_summary(draft: Draft, form: Form) -> bool:
    """A 总结 is handed in without a number of its own and ends with what it says."""
    return form.kind in ("report", "web-copy") and bool(re.search(r"总结(?:[（(][^（）()]*[）)])?$", title(draft)[2]))


def _how(form: Form, block: BlockKind) -> str:
    if block == "closing":
        return f"如“{form.closing_text}”" if form.closing_text else "如“特此报告。”"
    return "写明送给谁，后用“：”" if block == "salutation" else _HOW[block]


def _has(draft: Draft, form: Form, block: BlockKind) -> bool:
    if block == "closing" and (form.closing or form.kind == "web-copy"):
        ends = [b.text.strip()[-80:] for _, b in of_kind(draft, "paragraph", "closing", "heading")[-3:]]
        return any(pattern((*form.closing, *forms().closings.foreign)).search(t) for t in ends)
    if block == "date" and (
        any(re.search(r"\d年\s*\d+\s*月", b.text) for _, b in of_kind(draft, "signature"))
        or any(_UNDER_TITLE.match(b.text) for _, b in of_kind(draft, "note"))
    ):
        return True
    return bool(of_kind(draft, block))


def _place(draft: Draft, missing: BlockKind) -> tuple[int, int]:
    """Where the part would stand: from the end of what comes before it into the line that comes after."""
    at, signed = 0, False
    for start, block in blocks(draft):
        signed = signed or block.kind in ("signature", "date")
        kind = "number" if missing == "title" and block.kind == "class-mark" else block.kind
        kind = "title" if missing == "title" and kind == "number" else kind  # a number may stand above the title
        earlier = kind in _FIXED and _FIXED.index(kind) <= _FIXED.index(missing)
        body = kind in ("paragraph", "heading") and missing in ("closing", "signature", "date")
        body = body or (kind == "attachment" and not signed and missing in ("signature", "date"))
        if block.text.strip() and (earlier or body):
            at = start + len(block.text)
    if missing == "salutation":
        bodies = (
            start for start, b in blocks(draft) if b.kind in ("opening", "paragraph", "heading") and b.text.strip()
        )
        at = max(at, len(draft.text[: next(bodies, 0)].rstrip()))
    following = re.compile(r"\s*\S.{0,15}").match(draft.text, at)
    if following:
        line = re.compile(r"(?:[^\S\n]*\n)*").match(draft.text, at) if missing in ("signature", "date") else None
        return line.end() if line else at, following.end()
    return max(at - 12, 0), len(draft.text)


def _without(text: str, line: str) -> str:
    return "\n".join(x for x in text.split("\n") if line not in x)


_REPORT = """关于2025年建议提案办理工作情况的报告
示工信办〔2025〕12号
省政府办公厅：
2025年，我厅共承办建议12件，全部按期答复。现将办理情况报告如下。
特此报告。
示例省工业和信息化厅
2025年7月9日"""

RULE = Rule(
    id="structure.missing-element",
    name="缺少的要素",
    message="缺{element}：应{how}，请补上。",
    reason="要素不全会被退回，缺署名、日期的不产生效力；要求哪些要素由文种决定。",
    authority="GB/T 9704-2012 第7、10部分；knowledge_base/facts/forms.toml",
    severity="error",
    check=check,
    fires=(
        Example(_without(LETTER, "关于省十四届")),
        Example(_without(LETTER, "林某代表：")),
        Example(_without(LETTER, "感谢您")),
        Example(_without(LETTER, "2026年5月8日")),
        Example(_without(LETTER, "收悉")),
        Example("\n".join(x for x in LETTER.split("\n") if x != "示例省工业和信息化厅")),
        Example(_without(LETTER, "〔2026〕31号"), given={"stage": "终稿"}),
        Example(_without(OPINION, "省农业农村厅："), given={"kind": "opinion"}),
        Example(_without(_REPORT, "省政府办公厅"), given={"kind": "report"}),
        Example(_without(_REPORT, "特此报告"), given={"kind": "report"}),
        Example(_without(_REPORT, "7月9日"), given={"kind": "report"}),
        Example("\n".join(x for x in _REPORT.split("\n") if x != "示例省工业和信息化厅"), given={"kind": "report"}),
        Example(_without(_REPORT, "7月9日"), given={"kind": "web-copy"}),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER, given={"stage": "终稿"}),
        Example(_without(DRAFT_LETTER, "示工信函")),
        Example(_without(_without(LETTER, "示工信函"), "2026年5月8日")),
        Example(
            "关于提案审查立案情况的报告\n（2025年3月25日）\n政协示例省委员会提案委员会\n\n现将提案审查立案情况报告如下：\n共收到提案912件。",
            given={"kind": "meeting-paper", "stage": "终稿"},
        ),
        Example(OPINION, given={"kind": "opinion"}),
        Example(_REPORT, given={"kind": "report"}),
        Example("\n".join(_REPORT.split("\n")[:1] + _REPORT.split("\n")[3:4]), given={"kind": "web-copy"}),
        Example(_without(_without(_REPORT, "特此报告"), "省政府办公厅"), given={"kind": "web-copy"}),
        Example(_without(LETTER, "〔2026〕31号"), given={"stage": "公开版"}),
        Example(_without(_REPORT, "省政府办公厅"), given={"kind": "other"}),
        Example(
            "政协示例省委员会提案工作情况的报告\n（2026年1月19日在政协示例省第十三届委员会第四次会议上）\n王某\n各位委员：\n现报告提案工作，请予审议。",
            given={"kind": "meeting-paper"},
        ),
        Example(_without(_REPORT, "特此报告").replace("的报告", "总结"), given={"kind": "report"}),
    ),
    kinds=(*REPORTS, "reply", "opinion"),
)
