"""A stated count that differs from the items listed: “五个坚持” with four, 甲、乙、丙等2家单位."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations import slogans
from assistant.checks.relations.enumerations import miscounted
from assistant.checks.relations.quantities import Paper, read_paper
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft
from assistant.numerals.chinese import DIGITS, read
from assistant.numerals.vocabulary import vocabulary

_N = "[一二两三四五六七八九十]"
_COUNTED = r"(?:方面|个方面|坚持|到位|强化|突出|聚焦|提升|结合|注重|转变|关键|重点|环节|抓手|举措|措施|任务|要求|原则|机制|行动|工程|问题|不足|步骤|要点|体系|平台|统一|确保|加强|着力|明确|必须|同步|精准|化|定|把关|步走|落实|清单|制度|层面|维度|部分|做法|经验|特点|板块|领域|意见|建议|工作(?!日)|实事|变化)"
_BEFORE_LIST = re.compile(
    rf"(?<!第)(?P<n>{_N}{{1,2}}|\d{{1,2}})(?P<unit>个|项|大|条|点|类|种|方面)?(?P<noun>{_COUNTED})”?(?P<rest>[^。；：，\n“”]{{0,16}}(?:，(?!一是)[^。；：，\n“”]{{0,24}})?)(?P<end>[：。]|，(?=一是))"
)
_TOLD = re.compile("^[，：（]?(?:即|就是|也就是|是指|包括|分别)")
"""The items follow in the same sentence, so that the lines below are others."""
_ITEMS = (
    re.compile(rf"(?P<n>{_N}{{1,2}})(?:是|要)(?!否)"),
    re.compile(rf"其(?P<n>{_N})[，、是]"),
    re.compile(rf"第(?P<n>{_N})[，、是]"),
)
_HEADED = (
    re.compile(rf"(?P<n>{_N}{{1,2}})[是要](?!否)"),
    re.compile(rf"（(?P<n>{_N}{{1,2}})）"),
    re.compile(r"(?P<n>\d{1,2})[.．、](?!\d)"),
)
_HEADING = re.compile(rf"{_N}{{1,3}}、|（{_N}{{1,3}}）")
_QUOTED_SLOGAN = re.compile(
    r"(?P<list>(?:[^，。；：“”\n、]{1,16}、){1,12}[^，。；：“”\n、]{1,30})”?(?:的|等|这)?“(?P<n>[两二三四五六七八九十])(?P<noun>(?:个|项|大)?[^“”\d一二两三四五六七八九十]{1,3})”"
)
_COUNTED_NOUN = re.compile(
    rf"(?P<list>(?:[^，。；：“”\n、（）\d]{{2,24}}(?:“[^”]{{1,8}}”)?、){{2,12}}[^，。；：\n、（）\d]{{2,30}}?)(?P<etc>等)(?P<n>{_N}{{1,2}}|\d{{1,2}})(?P<unit>个|项|家|户|所|名|位|种|类|大|条|件|部|市|县)"
)
_JOINED = re.compile("和|与|及|以及")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    told: set[int] = set()
    for hit in _every(paper):
        if hit.start not in told:
            told.add(hit.start)
            yield hit


def _every(paper: Paper) -> Iterator[Hit]:
    """The hits of every reading; several may find the same number."""
    for m in _BEFORE_LIST.finditer(paper.text):
        n = 0 if _TOLD.search(m["rest"]) else _read(m["n"])
        listed = _enumerated(paper.text, m) if n and n > 1 else 0
        if n and listed > 1 and listed != n:
            yield _hit(paper, m.start("n"), m.end("noun"), listed, "error" if m["end"] == "：" else None)
    yield from _slogans(paper)
    yield from _counted_nouns(paper)
    for c in (*miscounted(paper.text), *slogans.miscounted(paper.text)):
        yield _hit(paper, c.start, c.end, c.listed, None)


def _read(numeral: str) -> int:
    value = int(numeral) if numeral.isdecimal() else read(numeral)
    return int(value or 0)


def _enumerated(text: str, m: re.Match[str]) -> int:
    """How many items of a list (一是…二是…, or lines （一）…（二）…) the announcement opens; 0 when it opens none."""
    rest = text[m.end("end") : m.end("end") + 6000]
    if rest.startswith("\n"):
        return next((n for p in _HEADED if (n := _headed(rest[1:], p))), 0) or _dashed(rest[1:])
    line = rest.partition("\n")[0]
    return next((n for item in _ITEMS if (n := _inline(line, item))), 0)


def _inline(line: str, item: re.Pattern[str]) -> int:
    """How many items 一是…二是… the line holds, the first of them near its beginning."""
    first = item.search(line[:60])
    if not first or first["n"] != "一" or "。" in line[: first.start()]:
        return 0
    count = 0
    for i in item.finditer(line, first.start()):
        if i["n"] == "一" and count:
            break
        count += i.start() == first.start() or line[i.start() - 1] in "，。；：、"
    return count


def _dashed(lines: str) -> int:
    """How many lines in a row begin with a dash, 0 where others follow later and may belong to them."""
    marked = [line.startswith("——") for line in lines.split("\n")]
    count = next((i for i, dash in enumerate(marked) if not dash), len(marked))
    return 0 if any(marked[count:]) else count


def _headed(lines: str, item: re.Pattern[str]) -> int:
    """How many lines in a row of paragraphs are items, the first of them item one; a heading above ends the row."""
    count = 0
    for line in lines.split("\n"):
        m = item.match(line)
        if not count and not (m and m["n"] in ("一", "1")):
            return 0
        if m and count and m["n"] in ("一", "1"):
            break
        if not m and _HEADING.match(line):
            break
        count += bool(m)
    return count


def _slogans(paper: Paper) -> Iterator[Hit]:
    """甲、乙、丙的“三结合”: the slogan's number is that of the items before it."""
    for m in _QUOTED_SLOGAN.finditer(paper.text):
        n, items = _read(m["n"]), m["list"].split("、")
        if re.fullmatch(f"（?{_N}{{1,3}}）?", items[0]):
            continue  # the numeral of a heading: 二、突出“三个强化”
        if re.search("(?:和|与|及)$", items[-1]) or re.fullmatch(vocabulary().idiom, m["n"] + m["noun"]):
            continue
        listed = {len(items), len(items) + len(_JOINED.findall(items[-1]))}
        if n and n not in listed and not re.search("等$", items[-1]) and _alike(items, m["noun"]):
            yield _hit(paper, m.start("n"), m.end("noun"), len(items), None)


def _alike(items: list[str], noun: str) -> bool:
    """Whether the items are the slogan's: each has its word (定领导、定人员… “五定”), or they are of one length."""
    return (
        all(noun[0] in i for i in items) or len({len(i) for i in items[1:-1]} | {len(items[-1])}) <= 2 or len(items) > 2
    )


def _counted_nouns(paper: Paper) -> Iterator[Hit]:
    """甲、乙、丙等2家: more are listed than counted; a list of four or more that lacks just one is doubtful too."""
    for m in _COUNTED_NOUN.finditer(paper.text):
        n, items = _read(m["n"]), m["list"].split("、")
        joined = len(_JOINED.findall(items[-1]))
        if n > 1 and len(items) > n:
            yield _hit(paper, m.start("n"), m.end("unit"), len(items) + joined, None)
        elif len(items) >= 4 and n == len(items) + 1 and not joined:
            yield _hit(paper, m.start("n"), m.end("unit"), len(items), "advice" if m["n"].isdecimal() else "warning")


def _hit(paper: Paper, start: int, end: int, listed: int, severity: str | None) -> Hit:
    numeral = next((c for c, n in DIGITS.items() if n == listed and c not in "二〇○"), str(listed))
    values = {"right": f"{numeral}项", "said": paper.text[start:end]}
    return Hit(*paper.joined.span(start, end), values, severity, values["right"])  # pyright: ignore[reportArgumentType]


RULE = Rule(
    id="figures.miscounted-items",
    name="与所列项数不符的数目",
    message="应为{right}：所列共{right}，原文“{said}”。",
    reason="说了几个，就要列出几个。",
    authority="公文校核常识",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "突出“五个坚持”：一是坚持学习，二是坚持调研，三是坚持协商，四是坚持落实。下一步")),
        Example(LETTER.replace("下一步", "主要做好三项任务。一是学习；二是调研。下一步")),
        Example(LETTER.replace("下一步", "抓了三件事：一是学习，办班两期；二是调研。下一步")),
        Example(LETTER.replace("下一步", "一要突出学习，二要突出调研，以“三个突出”推动落实。下一步")),
        Example(LETTER.replace("下一步", "一是学习，二是调研，着力抓好以上三项工作。下一步")),
        Example(LETTER.replace("下一步", "做到“三个一”，即一次登门走访、一次联合调研。下一步")),
        Example(LETTER.replace("下一步", "推行“一件一策、一件一档”“三个一”工作法。下一步")),
        Example(LETTER.replace("下一步", "落实“定领导、定人员、定时间”的“四定”要求。下一步")),
        Example(LETTER.replace("下一步", "会同省发展改革委、省财政厅、省商务厅等2家单位研究。下一步")),
        Example(LETTER.replace("下一步", "坚持“交办、承办、沟通、答复、反馈”六个环节闭环管理。下一步")),
        Example(LETTER.replace("下一步", "围绕基本情况、总体要求、主要任务、重点工程、组织保障等六个部分编写。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "坚持“交办、承办、沟通、答复、反馈”五个环节闭环管理。下一步")),
        Example(LETTER.replace("下一步", "\n二、突出“三个强化”，提升质效\n（一）强化领导。\n（二）强化过程。\n（三）强化成果。\n下一步")),
        Example(LETTER.replace("下一步", "一要突出学习，二要突出调研，以“两个突出”推动落实。下一步")),
        Example(LETTER.replace("下一步", "一是学习，二是调研，坚持“四个意识”，抓好以上两项工作。下一步")),
        Example(LETTER.replace("下一步", "做到“两个一”，即一次登门走访、一次联合调研。下一步")),
        Example(LETTER.replace("下一步", "突出“四个坚持”：一是坚持学习，二是坚持调研，三是坚持协商，四是坚持落实。下一步")),
        Example(LETTER.replace("下一步", "落实“定领导、定人员、定时间、定任务和定责任”的“五定”要求。下一步")),
        Example(LETTER.replace("下一步", "会同省发展改革委、省财政厅等6家单位研究。下一步")),
        Example(LETTER.replace("下一步", "增强“四个意识”，一是学习，二是调研。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
