"""Parts that don't add up to the total before them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.facts import letters
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import blocks
from assistant.draft import Draft
from assistant.numerals import Number, find_numbers

_JOIN = re.compile(r"[（(，、：:；]?(?:其中)?[，：:]?(?P<label>[^，。；、：:（）()\d]{1,8})")
_LIST = re.compile(
    r"(?<![\d.,])(?P<total>\d[\d,]*)(?P<unit>[件个家户项名人场次份条所亩台套])[，（(：:、]?其中[，：:]?(?P<label>[^，。；：\d]{0,30}?)(?:分别)?(?:为|是|有)?(?P<list>\d[\d,]*(?P=unit)?(?:[、和及]\d[\d,]*(?P=unit)?)*[、和及]\d[\d,]*)(?P=unit)"
)
_OTHER = re.compile(r"[增减超多少]|同比|上年|去年|累计")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for at, block in blocks(draft):
        text = block.text
        counts = [n for n in find_numbers(text) if n.kind == "count" and n.value is not None and not n.about]
        for i, total in enumerate(counts):
            parts = _parts(text, total, counts[i + 1 :])
            added = sum((p.value for p in parts if p.value is not None), Decimal(0))
            earlier = [n for n in counts[: i + 1] if n.unit == total.unit and "。" not in text[n.end : total.start]]
            if len(parts) > 1 and not _is_part(text, total, parts) and all(n.value != added for n in earlier):
                values = {"sum": f"{added:f}{total.unit}", "parts": "、".join(p.text for p in parts)}
                yield Hit(at + total.start, at + parts[-1].end, values, expected=values["sum"], verdict="contradicted")
        yield from _bare(at, text)


def _bare(at: int, text: str) -> Iterator[Hit]:
    """A total with a list of bare numbers: 500件，其中200、150、100件. Words that name the parts must name
    as many, and may not name all; two totals side by side (甲1386户、乙94户，其中…) each have their own part."""
    for m in _LIST.finditer(text):
        total = int(m["total"].replace(",", ""))
        parts = re.findall(r"\d[\d,]*", m["list"])
        added = sum(int(p.replace(",", "")) for p in parts)
        unit = m["unit"]
        named = len(re.split(r"[、和及]", m["label"])) if m["label"] else 0
        beside = re.search(rf"\d{unit}[^。；\n]{{0,30}}$", text[: m.start()])
        if added != total and not beside and named in (0, len(parts)):
            values = {"sum": f"{added}{unit}", "parts": "、".join(p + unit for p in parts)}
            severity = "warning" if m["label"] and added < total else None
            yield Hit(at + m.start(), at + m.end(), values, severity, values["sum"], "contradicted")


def _parts(text: str, total: Number, following: list[Number]) -> list[Number]:
    """The counts right after the total that one way of dividing names (主办…、协办…), up to the first that it doesn't."""
    parts: list[Number] = []
    used: list[str] = []
    end, partition = total.end, None
    for n in following:
        m = _JOIN.fullmatch(text[end : n.start])
        if not m or n.unit != total.unit or _OTHER.search(m["label"]):
            break
        found = [(p, w) for p in letters().sums.partitions for w in p if w in m["label"]]
        found = [f for f in found if partition in (None, f[0])]
        if not found or found[0][1] in used:
            break
        partition = found[0][0]
        used.append(found[0][1])
        parts.append(n)
        end = n.end
    return parts


def _is_part(text: str, total: Number, parts: list[Number]) -> bool:
    """Whether the supposed total is itself one of the parts: 主办64件、协办105件、参阅3件."""
    label = re.split(r"[，。；、：（）]", text[max(0, total.start - 8) : total.start])[-1]
    first = text[total.end : parts[0].start]
    return any(any(w in label for w in p) and any(w in first for w in p) for p in letters().sums.partitions)


RULE = Rule(
    id="figures.broken-sum",
    name="加不起来的总数",
    message="各项相加（{parts}）是{sum}，与前面的总数不符，请核对。",
    reason="总数和分项必须相符。",
    authority="建议提案办理统计口径：建议＋提案、主办＋协办＋会办＋参阅等于总数，A、B、C类之和等于主办件数",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "共办理500件，其中200、150、100件。下一步")),
        Example(LETTER.replace("下一步", "共培训500家（其中大、中、小企业分别为200、250和100家）。下一步")),
        Example(LETTER.replace("下一步", "共承办建议46件，主办18件、协办29件。下一步")),
        Example(LETTER.replace("下一步", "共承办172件（其中建议46件、提案127件）。下一步")),
        Example(LETTER.replace("下一步", "主办14件，其中A类8件、B类10件。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "有甲类1386家、乙类94家，其中临川县分别有338家、22家。下一步")),
        Example(LETTER.replace("下一步", "共办理500件，其中200、150、150件。下一步")),
        Example(LETTER.replace("下一步", "共办理500件，其中重点件20件、公开件150件。下一步")),
        Example(LETTER.replace("下一步", "共承办建议46件，主办17件、协办29件，较去年增加48件。下一步")),
        Example(LETTER.replace("下一步", "共承办172件，其中建议46件、提案126件，主办64件、协办105件、参阅3件。下一步")),
        Example(LETTER.replace("下一步", "共承办172件，其中主办64件。下一步")),
    ),
    kinds=ALL_KINDS,
)
