"""An organ with the ending of another level: 省……局 for a province's 厅, 区……部 below the centre, two endings at once; and
names that no organ of the level has."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.prose import untitled
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import duty_stems, organs
from assistant.checks.view import visible
from assistant.draft import Draft

_PARTY = re.compile(r"(?<![\u4e00-\u9fff]{3}部)(?<!中共)(?<!共产党)中央委员会办公[室厅]")
_JOINED = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<name>(?:(?!部)[\u4e00-\u9fff]){2,6}[与及][\u4e00-\u9fff]{2,4}部)(?![分门署队级委件长])"
)
_UNKNOWN = re.compile(r"(?<![全各])省(?P<name>(?:(?![省厅局委部等、])[\u4e00-\u9fff]){4,9}厅)(?![级局])")
_ALIKE = 0.7
"""Share of a known organ's characters that a strange name must have in the same order to be meant for it."""
_NO_PROVINCE = frozenset({"国家安全", "经济和信息化", "外交"})


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = untitled(visible(draft))
    bureaus, ministries, doubled = _endings()
    for m in bureaus.finditer(text):
        yield _hit(*m.span("name"), f"{m['duty']}厅", f"省级没有叫“{m['name']}”的机构")
    for m in ministries.finditer(text):
        ending = "厅" if m["level"] in ("省", "自治区") else "局"
        yield _hit(*m.span("name"), m["duty"] + ending, "部是国务院的部门")
    for m in doubled.finditer(text):
        yield _hit(*m.span("name"), f"{m['duty']}厅", "两个机构名称的结尾连在一起")
    for m in _UNKNOWN.finditer(text):
        if right := _meant(m["name"]):
            yield _hit(m.start("name"), m.end("name"), right, f"省级没有叫“{m['name']}”的机构")
    for m in _JOINED.finditer(text):
        if any(stem in m["name"] for stem in duty_stems()):
            yield _hit(m.start("name"), m.end("name"), "部的规范名称", "国务院没有这样的部")
    for m in _PARTY.finditer(text):
        yield _hit(m.start(), m.end(), "中共中央办公厅", "中央委员会的办事机构是办公厅")


def _hit(start: int, end: int, right: str, why: str) -> Hit:
    return Hit(start, end, {"expected": right, "why": why}, None, right, "contradicted")


@cache
def _endings() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A province's 局 that is a 厅, a 部 below the centre, and a 厅 with another ending before it."""
    duty = "|".join(sorted(duty_stems() - _NO_PROVINCE, key=len, reverse=True))
    place = r"(?<![全各跨城社地小园校辖])"
    return (
        re.compile(rf"{place}(?:省|自治区)(?P<name>(?P<duty>{duty})局)(?![级部面限长])"),
        re.compile(rf"{place}(?P<level>省|自治区|[市县区])(?P<name>(?P<duty>{duty})部)(?![分门署队级委件长])"),
        re.compile(rf"(?P<name>(?P<duty>{duty})[委局部办]厅)(?![级局])"),
    )


def _meant(name: str) -> str:
    """The organ that a name unknown to the table is meant for; empty when it is known or like none."""
    if name in {f"{d}厅" for d in duty_stems()} | {*organs().short, *organs().other}:
        return ""
    full = [f"{d}厅" for d in organs().duties] + [f for f in organs().fixed if f.endswith("局")]
    rated = [(_common(name[:-1], f[:-1]) / max(len(name), len(f[:-1]) + 1), f) for f in full]
    best, right = max(rated)
    return right if best >= _ALIKE - 0.1 and _common(name[:-1], right[:-1]) >= _ALIKE * len(right[:-1]) else ""


def _common(a: str, b: str) -> int:
    """Length of the longest run of characters that both have in the same order."""
    row = [0] * (len(b) + 1)
    for x in a:
        above = row[:]
        for j, y in enumerate(b, 1):
            row[j] = above[j - 1] + 1 if x == y else max(above[j], row[j - 1])
    return row[-1]


def _letter(words: str) -> Example:
    return Example(LETTER.replace("下一步", words + "下一步"))


RULE = Rule(
    id="names.wrong-level",
    name="级别不对的机构名称",
    message="机构应为“{expected}”：{why}。",
    reason="同一职能的机构，国务院叫部，省级叫厅，市县叫局；名称的结尾写错，就成了没有的机构。",
    authority="knowledge_base/facts/organs.toml；《地方各级人民代表大会和地方各级人民政府组织法》第七十九条",
    severity="warning",
    check=check,
    fires=(
        _letter("会同省教育局、省体育局转发。"),
        _letter("会同区民政部走访。"),
        _letter("会同省商务委厅办理。"),
        _letter("会同省林业草原厅监督。"),
        _letter("会同省住房与城市建设厅研究。"),
        _letter("教育与科技部组织实施托管。"),
        _letter("落实中央委员会办公室、国务院办公厅《意见》。"),
    ),
    quiet=(
        Example(LETTER),
        _letter("会同省教育厅、省林业和草原局、省体育局、省统计局、市教育局、区民政局、教育部、民政部办理。"),
        _letter("省教育部门、区财政部署、县民政部分人员、省委组织部、全省各市教育局、全省教育局长会议。"),
        _letter("中共中央办公厅、中央网络安全和信息化委员会办公室，省文化旅游厅、省自然资源和规划厅、省政务服务大厅。"),
        _letter("财政与税务部门协作，加强农业与农村部门联动。"),
    ),
    kinds=ALL_KINDS,
)
