"""Policies cited: title, 文号, article."""

import re
from collections.abc import Iterator
from random import Random

from evals.faults.fault import Edit, Fault, one
from evals.faults.places import in_body, sentences, trimmed
from evals.papers import Paper

_CITED = re.compile(r"《(?P<title>[^《》\n]{6,60})》(?:（(?P<number>[\u4e00-\u9fff]{2,8}〔20\d\d〕(?P<n>\d+)号)）)?")
_WORDS = (
    ("实施方案", "指导方案"), ("实施意见", "指导意见"), ("行动方案", "工作方案"), ("行动计划", "行动方案"), ("若干措施", "若干规定"), ("管理办法", "管理规定"), ("实施细则", "实施办法"), ("条例", "办法"), ("工作方案", "实施方案"), ("办法", "规定"), ("意见", "措施"), ("规划", "计划"), ("措施", "意见"), ("通知", "通报"),
    ("高质量发展", "跨越式发展"), ("促进", "推进"), ("提升", "提质"), ("保障", "保证"), ("推广应用", "应用推广"),
)  # fmt: skip
_INVENTED = (
    "促进中小企业协同发展办法（试行）",
    "关于加快数字乡村融合发展的若干措施",
    "公共服务提质增效三年行动方案",
    "重点产业链协作配套奖补办法（试行）",
)


def _cited(paper: Paper) -> Iterator[re.Match[str]]:
    for m in _CITED.finditer(paper.text):
        if (
            in_body(paper, m.start())
            and m["title"] in paper.about.sheet
            and not re.search(r"(?:建议|提案)$", m["title"])
        ):
            yield m


def invented(paper: Paper, chance: Random) -> Iterator[Edit]:
    if "《" not in paper.about.sheet:
        return
    place = re.search(r"示例省|[\u4e00-\u9fff]{2}市", paper.text)
    for _, end in sentences(paper):
        title = (place.group() if place else "") + chance.choice(_INVENTED)
        yield one(
            end, end, chance.choice([f"同时，认真落实《{title}》有关要求。", f"按照《{title}》，相关任务已逐项分解。"])
        )


def altered(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for m in _cited(paper):
        for right, wrong in _WORDS:
            at = m["title"].rfind(right)
            if at >= 0:
                start = m.start("title") + at
                yield trimmed(start, start + len(right), right, wrong)
                break


def other_number(paper: Paper, chance: Random) -> Iterator[Edit]:
    for m in _cited(paper):
        if m["number"] and m["number"] in paper.about.sheet:
            n = m["n"]
            new = n[::-1] if len(n) > 1 and n[0] != n[-1] and n[-1] != "0" else str(int(n) + chance.choice([1, 3, 10]))
            yield one(m.start("n"), m.end("n"), new)


def other_number_year(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for m in _cited(paper):
        if m["number"] and m["number"] in paper.about.sheet:
            at = m.start("number") + m["number"].index("〔") + 1
            yield one(at, at + 4, str(int(paper.text[at : at + 4]) - 1))


def other_issuer(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """示政办发 → 示政发."""
    for m in _cited(paper):
        if m["number"] and m["number"] in paper.about.sheet:
            at = m.start("number")
            code = m["number"].partition("〔")[0]
            new = (
                code.replace("政办发", "政发")
                if "政办发" in code
                else code.replace("政发", "政办发")
                if "政发" in code
                else code[0] + "财" + code[2:]
            )
            if new != code:
                yield one(at, at + len(code), new)


def other_article(paper: Paper, chance: Random) -> Iterator[Edit]:
    for m in re.finditer(r"第(?P<n>[一二三四五六七八九十]{1,3})条", paper.text):
        if m.group() in paper.about.sheet and in_body(paper, m.start()):
            from evals.outline import chinese, ordinal

            yield one(m.start("n"), m.end("n"), chinese(ordinal(m["n"]) + chance.choice([1, 2, 7])))


def title_year(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """（2025—2027年） in a title with another span."""
    for m in _cited(paper):
        if y := re.search(r"20\d\d(?=年）?$)", m["title"].rstrip("）")):
            yield one(m.start("title") + y.start(), m.start("title") + y.end(), str(int(y.group()) + 1))


def quotation(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """Words in “ ” that the sheet has, one of them altered."""
    pairs = (
        ("加快", "全面"),
        ("应当", "可以"),
        ("重点", "一般"),
        ("不得", "不宜"),
        ("支持", "要求"),
        ("建立", "完善"),
        ("推动", "推广"),
        ("全面", "基本"),
        ("优先", "适当"),
        ("鼓励", "引导"),
    )
    for m in re.finditer(r"“([^“”\n]{8,80})”", paper.text):
        for right, wrong in pairs:
            at = m[1].find(right)
            if at >= 0 and m[1] in paper.about.sheet:
                yield one(m.start(1) + at, m.start(1) + at + len(right), wrong)
                break


FAULTS = (
    Fault("G01", "凭空引用一份文件", "src", invented),
    Fault("G02", "文件名称被改动", "src", altered),
    Fault("G03", "引用的文号错", "src", other_number),
    Fault("G08", "引用文号的年份错", "src", other_number_year),
    Fault("G09", "引用文号的机关代字错", "src", other_issuer),
    Fault("G10", "引用的条款错", "src", other_article),
    Fault("G11", "文件名称中的年份错", "src", title_year),
    Fault("G12", "引号内的原话被改动", "src", quotation),
)
