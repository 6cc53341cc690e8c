"""公开版: the copy of a letter that may be put on a web site, and what a person has to look at before it is.

复文 and its publication are reviewed together, contacts and enclosures are not published (国办发〔2014〕46号); trade secrets
and personal data stay out (《政府信息公开条例》 art. 15).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from assistant.draft import Block, Draft
from assistant.export.annexes import annexes
from assistant.export.sheets import Sheet, write_workbook
from assistant.export.sources import origin, source_of
from assistant.findings import Finding
from assistant.intake.mapped import Mapped
from assistant.intake.people import is_name
from assistant.intake.personal import find_personal

_CLOSED = ("note", "attachment", "copies", "class-mark")
"""附注 with the contact, 附件说明, 抄送, 办理结果类别."""
_NOTE = re.compile(r"^〔(待补充|待核实)：.*〕$", re.S)
_TRADE = re.compile(r"商业秘密|技术秘密|核心技术参数|配方|合同(?:金额|价款)|报价|客户名单|未上市|股权结构")
_FIRM = re.compile(r"[\u4e00-\u9fff（）]{2,20}(?:有限责任公司|股份有限公司|有限公司|集团公司)")
_INTERNAL = re.compile(r"内部(?:资料|文件|通报|会议)|不予公开|会议纪要|批示|涉密|征求意见稿|送审稿")
_MEMBERS = re.compile(
    r"^(?P<respect>尊敬的)?(?P<names>(?!各位)[\u4e00-\u9fff·]{2,4}(?:、[\u4e00-\u9fff·]{2,4})*?)(?=等|代表(?!团)|委员(?!会))"
)
_LABELLED = re.compile(
    r"(?:联系人|经办人|承办人|填报人|签发人|主管领导|分管领导|责任人|项目负责人)(?:及电话)?[为是：:\s]*(?P<name>[\u4e00-\u9fff·]{2,4})"
)
_VERBS = "由|经|与|和|向|对|请|感谢|走访|拜访|联系|邀请|陪同"
_CALLED = re.compile(
    rf"(?:{_VERBS}|^|[\s，。、；：（(“])(?!{_VERBS})(?P<name>(?:[\u4e00-\u9fff](?<![的和与及在等您你们我是为了法各本这那全])){{2,4}}?)"
    r"(?=同志|先生|女士|(?:等\d+[名位])?(?:代表|委员)(?:[，。、；：）)\s]|提|联名|领衔|的|反映|$)|等\d+[名位]|提出的|领衔|联名)",
    re.M,
)
_NO_NAME = re.compile(
    r"代表|委员|人民|人大|政协|省委|市委|部门|单位|群众|企业|听取|相关|有关|应当|应该|通过|督促|申请|充分|加强|支持"
)
_DOUBLE = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "令狐",
    "慕容",
    "夏侯",
    "司徒",
    "端木",
    "轩辕",
)
_NEVER_SHOWN = {
    "phone": "电话",
    "id": "证件号码",
    "address": "住址",
    "email": "邮箱",
    "post-code": "邮编",
    "name": "联系人",
}


@dataclass(frozen=True)
class Doubt:
    """One thing to decide before publication. ``start`` and ``end`` count in the public copy's text."""

    kind: str
    start: int
    end: int
    quote: str
    why: str


def public_copy(draft: Draft, names: Literal["full", "surname"] = "full") -> Draft:
    """Without contact, enclosures, 抄送 and class; of what is still missing only the place is left, not the note on who supplies it and
    what was searched; ``names`` says how people are addressed. Nothing else is changed: what has to be masked in the text is a
    person's decision."""
    enclosed = annexes(draft)  # their tables too
    shown = (b for n, b in enumerate(draft.blocks) if b.kind not in _CLOSED and n not in enclosed)
    kept = (_without_notes(b) for b in shown)
    return replace(draft, stage="公开版", blocks=tuple(_masked(b) if names == "surname" else b for b in kept))


def _without_notes(block: Block) -> Block:
    """What is missing as 〔待补充〕; a claim that is to be verified stays, for it is the letter's own words."""
    runs = (replace(r, text=_NOTE.sub(r"〔\1〕", r.text)) if r.kind == "missing" else r for r in block.runs)
    return replace(block, runs=tuple(runs))


def _masked(block: Block) -> Block:
    """张某某、李某某代表 as 张××、李××代表; organisations stay."""
    if block.kind != "salutation":
        return block
    first, *others = block.runs
    return replace(block, runs=(replace(first, text=_MEMBERS.sub(_surnames, first.text)), *others))


def _surnames(match: re.Match[str]) -> str:
    named = (f"{n[:2]}××" if n[:2] in _DOUBLE and len(n) > 2 else f"{n[0]}××" for n in match["names"].split("、"))
    return f"{match['respect'] or ''}{'、'.join(named)}"


def doubts(copy: Draft) -> tuple[Doubt, ...]:
    """Personal data, names, trade secrets, unpublished figures, internal sources and open places of a public copy, in
    order. Names that the salutation has in full are the profile's choice."""
    told = [*_in_text(copy.text)]
    found = [
        *told,
        *(n for n in _names(copy) if not any(d.start < n.end and n.start < d.end for d in told if d.kind == n.kind)),
        *_in_runs(copy),
    ]
    return tuple(sorted(found, key=lambda d: (d.start, d.end)))


def findings(copy: Draft) -> list[Finding]:
    """The same as warnings for the report of the checks."""
    return [
        Finding(
            "public-review",
            "公开审查",
            "error" if d.kind == "未完成" else "warning",
            f"公开前请审查（{d.kind}）：{d.why}。",
            d.start,
            d.end,
            d.quote,
        )
        for d in doubts(copy)
    ]


def write_review(found: Sequence[Doubt], out: Path) -> None:
    """The 公开审查 list as xlsx, with columns for the decision. Raises InputError when ``out`` cannot be written."""
    columns = (
        ("序号", 6),
        ("类别", 16),
        ("稿中文字", 40),
        ("为什么要看", 50),
        ("处理（公开、隐去、删去）", 24),
        ("审查人", 14),
    )
    rows = ((n, d.kind, d.quote, d.why, "", "") for n, d in enumerate(found, 1))
    write_workbook([Sheet("公开审查", columns, rows)], out)


def _in_text(text: str) -> Iterator[Doubt]:
    for piece in find_personal(Mapped.of(text), ()):
        name = _NEVER_SHOWN[piece.kind]
        yield Doubt("个人信息", piece.start, piece.end, piece.text, f"稿中有{name}，公开稿不应出现")
    for kind, pattern, why in (
        ("商业秘密", _TRADE, "可能涉及商业秘密，须征得企业同意或隐去"),
        ("企业名称", _FIRM, "点名具体企业，须确认可以公开"),
        ("内部来源", _INTERNAL, "提到内部文件或程序，须确认可以公开"),
    ):
        for m in pattern.finditer(text):
            yield Doubt(kind, m.start(), m.end(), m.group(), why)


def _names(copy: Draft) -> Iterator[Doubt]:
    """Names of contacts, and of people who are named as such outside the salutation."""
    text = copy.text
    greeted = "".join(b.text for b in copy.blocks if b.kind == "salutation")
    seen: set[int] = set()
    for pattern, why in (
        (_LABELLED, "稿中有联系人、经办人的姓名，公开稿不应出现"),
        (_CALLED, "稿中有个人姓名，公开稿按单位规定隐去名字或确认可以公开"),
    ):
        for m in pattern.finditer(text):
            name = _name_in(m["name"])
            start = m.start("name")
            if name and name not in greeted and start not in seen:
                seen.add(start)
                yield Doubt("个人信息", start, start + len(name), name, why)


def _name_in(text: str) -> str:
    """The name that a piece of text begins with; 张某 counts."""
    pieces = (text[:n] for n in sorted(range(2, len(text) + 1), key=lambda n: (n != len(text), n != 3)))
    return next((p for p in pieces if _is_name(p)), "")


def _is_name(text: str) -> bool:
    return not _NO_NAME.search(text) and (is_name(text) or bool(re.fullmatch(r"[\u4e00-\u9fff]某{1,2}", text)))


def _in_runs(copy: Draft) -> Iterator[Doubt]:
    for start, end, _, run in copy.spans():
        source = source_of(copy, run)
        if run.kind in ("missing", "unverified"):
            yield Doubt("未完成", start, end, run.text, "还没有补充或核实，不能公开")
        elif source and source.kind in ("person", "ledger"):
            kind = "未公开数据" if run.kind == "figure" else "内部来源"
            yield Doubt(kind, start, end, run.text, f"出自{origin(source) or '单位内部材料'}，须确认已经公开或可以公开")
