"""Lists whose number is stated: 交办、承办、答复三个环节; “两个转变”，即…转变、…转变; 三项工作：抓甲，…；抓乙，…；抓丙，…."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.numerals.chinese import read

_N = "[一二两三四五六七八九十]"
_PLACE = r"(?:市|县|区县|县区|区|州|省|地市|盟|旗|县（市）|县（区）|县（市、区）)(?![级内域里长委政直属场])"
_SITE = r"(?:口岸|新城|新区|园区|开发区|片区|街道|乡镇|镇|村)"
_THING = r"[^，。；：、（）“”\n\d]{0,2}(?:环节|步骤|方面|领域|阶段|专题|主题|类别|维度|层面|问题|难题|规定|机制|制度|清单|体系|指标|要素|板块|关口|部分|程序|工序|手续)"
_ORGAN = r"(?:单位|部门|厅局|党派|大户|承办大户)"
_BEFORE = re.compile(
    rf"(?P<list>(?:[^，。；：“”\n、（）\d]{{2,16}}、)+[^，。；：“”\n、（）\d]{{2,16}}?)(?P<n>{_N}|\d{{1,2}})"
    rf"(?:个?(?P<place>{_PLACE})|个(?P<site>{_SITE})|[个项类大张条种道](?P<thing>{_THING})|[个家](?P<organ>{_ORGAN}))"
)
_QUOTED = re.compile(
    rf"“(?P<list>[^，。；：“”\n、（）]{{1,10}}(?:、[^，。；：“”\n、（）]{{1,10}})+)”(?:的|这)?(?P<n>{_N}|\d{{1,2}})[个项类大道]{_THING}"
)
_AFTER = re.compile(
    rf"(?<!第)(?P<n>{_N}|\d{{1,2}})(?P<unit>[个项件类条大种])?(?P<noun>[^，。；：、“”（）\n\d]{{1,6}})”?(?:[^，。；：“”\n\d]{{0,6}})(?:：|，(?:即|分别是|分别为)[：，]?)(?P<list>[^。\n]+)"
)
_AND = re.compile("和|与|及|以及")
_AMOUNT = re.compile(r"\d[\d.,]*万?亿?(?P<unit>[个件家项名人条处座户元])(?:（[^（）]*）)?$")
_FARTHEST = 2
"""How far a slip takes a number; a list that is longer or shorter by more was hardly meant."""


@dataclass(frozen=True)
class Counted:
    """``stated`` at ``start`` to ``end`` of the text says how many are listed; ``listed`` are."""

    start: int
    end: int
    stated: int
    listed: int


def miscounted(text: str) -> Iterator[Counted]:
    """Lists whose number is not the stated one, where all items are plainly of one form."""
    for m in _BEFORE.finditer(text):
        yield from _compared(m, m.end(), _named(m))
    for m in _QUOTED.finditer(text):
        items = m["list"].split("、")
        if not items[-1].endswith("等"):
            yield from _compared(m, m.end(), {len(items), len(items) + len(_AND.findall(items[-1]))})
    for m in _AFTER.finditer(text):
        yield from _compared(m, m.end("noun"), _parallel(m["list"], m["noun"]))


def _compared(m: re.Match[str], end: int, lengths: set[int]) -> Iterator[Counted]:
    stated = int(m["n"]) if m["n"].isdecimal() else int(read(m["n"]) or 0)
    if stated > 1 and lengths and stated not in lengths:
        listed = min(lengths, key=lambda n: abs(n - stated))
        if listed > 1 and abs(listed - stated) <= _FARTHEST:
            yield Counted(m.start("n"), end, stated, listed)


def _named(m: re.Match[str]) -> set[int]:
    """How many things are named right before their number; empty where it may be a number of something else."""
    items = m["list"].split("、")
    last = items[-1]
    joined = _AND.split(last)
    later = [*items[1:-1], *joined]
    if re.search("等$|[的了把将对]|(?:制定|建立|完善|推动|支持|建设|开展|形成|明确|出台|印发)$", last):
        return set()
    if m["place"]:
        return {len(items) - 1 + len(joined)} if all(2 <= len(i) <= 4 for i in later) else set()
    if m["organ"]:
        alike = all(re.search("[厅局委办会院部署]$", i) for i in [items[0], *later])
        return {len(items) - 1 + len(joined)} if alike and len(items) > 2 else set()
    if len(items) < 3:
        return set()
    if m["site"]:
        return {len(items) - 1 + len(joined)} if all(2 <= len(i) <= 3 for i in later) else set()
    sizes = [len(i) for i in items[1:-1]]
    return {len(items), len(items) - 1 + len(joined)} if min(sizes) - 1 <= len(last) <= max(sizes) + 1 else set()


def _parallel(said: str, noun: str) -> set[int]:
    """How many items a list after its number may have: those that begin or end with the word counted, or with one and
    the same character, or with a number of one unit. Empty where they are of no one form."""
    clauses = [c for c in said.split("；") if c]
    pieces = [p for p in re.split("[，；]", said) if p]
    listed = [p for p in re.split("[，；、]", said) if p]
    for word in {noun, noun[-2:]} - {noun[-1:]}:
        for items in (pieces, listed):
            lengths = {
                n for n in (sum(i.startswith(word) for i in items), sum(i.endswith(word) for i in items)) if n > 1
            }
            if lengths:
                return lengths | {sum(word in c for c in clauses)}
    if len(clauses) > 1 and len({c[0] for c in clauses}) == 1 and clauses[0][0] >= "\u4e00" and not re.match(_N, said):
        return {len(clauses)}
    pieces = pieces[:-1] if re.match("共|合计|总计", pieces[-1]) else pieces
    amounts = [_AMOUNT.search(p) for p in pieces]
    if len(pieces) > 1 and all(amounts) and len({a["unit"] for a in amounts if a}) == 1:
        return {len(pieces)}
    return set()
