"""Parts that don't add up to their total, wherever the two stand."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.digits import one_digit_off
from assistant.checks.relations.lists import bare_lists
from assistant.checks.relations.quantities import Paper, Quantity, read_paper
from assistant.checks.relations.saying import added, fix, plain, rewritten, told
from assistant.checks.relations.sums import Sum, sums, suspects
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft

_FAR = 3
"""Times the total from which a number is hardly a part of it."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    stated = sums(paper)
    broken = [s for s in stated if not s.holds and not _strange(s)]
    for doubtful, value, where in _culprits(broken):
        if len(doubtful) == 1:
            yield _one(paper, draft.text, doubtful[0], value, where, stated)
        else:
            yield from _several(paper, where[0], doubtful)
        broken = [s for s in broken if s not in where]
    for s in broken:
        open_ = suspects(s, stated)
        if len(open_) == 1 and (value := _needed(s, open_[0])) > 0:
            yield _one(paper, draft.text, open_[0], value, [s], stated)
        else:
            yield from _several(paper, s, open_)
    for b in bare_lists(paper.text):
        if sum(b.parts) != b.total:
            values = _values(f"应合计{sum(b.parts)}{b.unit}", added(map(Decimal, b.parts)), f"{b.total}{b.unit}")
            start, end = paper.joined.span(b.start, b.end)
            severity = None if b.sure else "warning"
            yield Hit(start, end, values, severity, f"{sum(b.parts)}{b.unit}", "contradicted")


def _strange(s: Sum) -> bool:
    """Whether one supposed part is far more than the total and no slip of the pen: 改造小区62个，建成端口5640个."""
    over = [p for p in s.parts if p.value > s.total.value]
    if len(over) != 1 or over[0].value < s.total.value * _FAR:
        return False
    meant = plain(_needed(s, over[0])) if _needed(s, over[0]) > 0 else ""
    written = plain(over[0].value)
    return not (meant and (meant.strip("0") == written.strip("0") or one_digit_off(meant, written)))


def _needed(s: Sum, q: Quantity) -> Decimal:
    """The value of one member that would make the sum hold."""
    return s.added if q is s.total else s.total.value - s.added + q.value


def _culprits(broken: list[Sum]) -> Iterator[tuple[list[Quantity], Decimal, list[Sum]]]:
    """Numbers any of which alone, by one and the same correction, would mend the same two broken sums or more."""
    found: dict[tuple[int, ...], list[tuple[Quantity, Decimal]]] = {}
    for q in {m.index: m for s in broken for m in s.members}.values():
        where = tuple(i for i, s in enumerate(broken) if q in s.members)
        values = {_needed(broken[i], q) for i in where}
        if len(where) > 1 and len(values) == 1 and (value := values.pop()) > 0:
            found.setdefault(where, []).append((q, value))
    if found:
        where, doubtful = max(found.items(), key=lambda f: len(f[0]))
        yield [q for q, _ in doubtful], doubtful[0][1], [broken[i] for i in where]


def _one(paper: Paper, source: str, q: Quantity, value: Decimal, where: list[Sum], stated: Iterable[Sum]) -> Hit:
    right = rewritten(q, value) or f"{plain(value)}{q.unit}"
    first = where[0]
    calculation = (
        added(_in_unit(first, p.value) for p in first.parts)
        if q is first.total
        else "－".join(plain(_in_unit(first, v)) for v in (first.total.value, first.added - q.value))
        + f"＝{plain(_in_unit(first, value))}"
    )
    sure = all(s.sure for s in where)
    return Hit(
        *paper.span(q.number),
        _values(f"应为{right}", calculation, q.text),
        None if sure else "warning",
        right,
        "contradicted",
        detail=_detail(where),
        fix=fix(paper, source, q, value) if sure and _mends(q, value, stated) else None,
    )


def _mends(q: Quantity, value: Decimal, stated: Iterable[Sum]) -> bool:
    """Whether every sum about it adds up with the right value, those of its own paragraph without it as well: two
    numbers in each other's place break several, and mending one of them is no mending."""
    return all(
        _needed(s, q) == value if q in s.members else s.holds
        for s in stated
        if q in s.members or s.total.paragraph == q.paragraph
    )


def _several(paper: Paper, s: Sum, open_: Iterable[Quantity]) -> Iterator[Hit]:
    """One hit for each paragraph in which doubtful members stand."""
    right = rewritten(s.total, s.added) or f"{plain(s.added)}{s.total.unit}"
    values = _values(f"应合计{right}", added(_in_unit(s, p.value) for p in s.parts), s.total.text)
    by_paragraph: dict[int, list[Quantity]] = {}
    for q in open_:
        by_paragraph.setdefault(q.paragraph, []).append(q)
    for members in by_paragraph.values():
        members.sort(key=lambda q: q.start)
        start, end = paper.span(members[0].number, members[-1].number)
        yield Hit(start, end, values, None if s.sure else "warning", right, "contradicted", detail=_detail([s]))


def _values(right: str, calculation: str, wrong: str) -> dict[str, str]:
    return {"right": right, "calculation": calculation, "wrong": wrong}


def _in_unit(s: Sum, value: Decimal) -> Decimal:
    """A value as written in the total's unit: 万元, not 元."""
    written = s.total.number.value
    return value / (s.total.value / written) if written else value


def _detail(where: list[Sum]) -> str:
    return (
        "；".join(
            f"{told(s.total)}，各项为{'、'.join(map(told, s.parts))}，相加{plain(_in_unit(s, s.added))}" for s in where
        )
        + "。"
    )


RULE = Rule(
    id="figures.broken-sum",
    name="加不起来的总数",
    message="{right}：{calculation}，原文{wrong}。",
    reason="总数和分项必须相符。",
    authority="建议提案办理统计口径：建议＋提案、主办＋协办＋会办＋参阅等于总数，A、B、C类之和等于主办或需答复件数",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "共办理500件，其中200、150、100件。下一步")),
        Example(LETTER.replace("下一步", "共培训500家（其中大、中、小企业分别为200、250和100家）。下一步")),
        Example(LETTER.replace("下一步", "共承办建议46件，主办18件、协办29件。下一步")),
        Example(LETTER.replace("下一步", "共承办172件（其中建议46件、提案127件）。下一步")),
        Example(LETTER.replace("下一步", "主办14件，其中A类8件、B类10件。下一步")),
        Example(LETTER.replace("下一步", "收到反馈30件，其中满意25件、基本满意6件。下一步")),
        Example(LETTER.replace("下一步", "建议20件（主办8件、协办12件），提案30件（主办9件、协办21件）。主办件18件均已面复。下一步")),
        Example(LETTER.replace("下一步", "投入4800万元，其中中央3700万元、省级300万元、市级900万元。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "改造老旧小区62个，其中建设充电车棚的47个；建成充电端口5640个。下一步")),
        Example(LETTER.replace("下一步", "提案中主办11件、会办16件，建议中主办7件、会办14件，主办件总数18件，会办件总数30件。下一步")),
        Example(LETTER.replace("下一步", "共设专窗124个，其中云河市28个、青岭市15个、其他14个市81个。下一步")),
        Example(LETTER.replace("下一步", "交办建议34件（主办8件、协办26件），交办提案45件（主办12件、协办33件），两者共79件。下一步")),
        Example(LETTER.replace("下一步", "共承办建议172件，从内容看，供水62件、防洪减灾58件、灌溉30件、其他22件。下一步")),
        Example(LETTER.replace("下一步", "走访企业60家，其中反映用工难的32家、融资难的28家、用地难的15家。下一步")),
        Example(LETTER.replace("下一步", "走访74家企业，其中完成改造的只有31家，上线系统的22家，设专人的24家。下一步")),
        Example(LETTER.replace("下一步", "已有27个县出台办法，其中东部9个、中部8个、西部10个，占全部31个县的87.1%。下一步")),
        Example(LETTER.replace("下一步", "古井204口，其中示范86口（含新增9口）、重点30口、一般88口。下一步")),
        Example(LETTER.replace("下一步", "厅长领办3件，4位副厅长各领办2件，合计11件。下一步")),
        Example(LETTER.replace("下一步", "有甲类1386家、乙类94家，其中临川县分别有338家、22家。下一步")),
        Example(LETTER.replace("下一步", "共办理500件，其中200、150、150件。下一步")),
        Example(LETTER.replace("下一步", "共办理500件，其中重点件20件、公开件150件。下一步")),
        Example(LETTER.replace("下一步", "共承办建议46件，主办17件、协办29件，较去年增加48件。下一步")),
        Example(LETTER.replace("下一步", "共承办172件，其中建议46件、提案126件，主办64件、协办105件、参阅3件。下一步")),
        Example(LETTER.replace("下一步", "共承办172件，其中主办64件。下一步")),
        Example(LETTER.replace("下一步", "建议20件（主办8件、协办12件），提案30件（主办9件、协办21件）。主办件17件均已面复。下一步")),
        Example(LETTER.replace("下一步", "投入4800万元，其中中央3700万元、省级300万元。下一步")),
        Example(LETTER.replace("下一步", "共207件，按内容分，产业类77件、创新类61件、企业类84件（含交叉）。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
