"""One thing counted in one paper, with two values."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.digits import one_digit_off
from assistant.checks.relations.quantities import ALL, Paper, Quantity, read_paper
from assistant.checks.relations.saying import fix, plain
from assistant.checks.relations.sums import confirmed, sums
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft

_BACK = re.compile(r"^(?:目前|现|至今|已将|将)?(?:这|该|上述|以上|前述|所有|对|全部)?(?:批|些)?$")
_POINTING = "这该上述以前所有对批些目现至今已将"
_REST = re.compile(r"(?:剩余|余下|剩下|其余)的?$")
_ANOTHER_YEAR = re.compile(r"(?:19|20)\d\d(?=年)|上半年|季度|上年|去年")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)|上半年|下半年|季度|上年|去年|\d+月")
_PROMISES = "承诺"
_LARGE = 100
_WORDS = 6
"""Characters that two labels must share to speak of one thing."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    known = confirmed(sums(paper))
    said: set[int] = set()
    for a, b in _pairs(paper):
        if a.index in said or b.index in said or (a.index in known and b.index in known):
            continue
        said |= {a.index, b.index}
        both = a.index not in known and b.index not in known
        for wrong, right in ((a, b), (b, a)):
            if both or wrong.index not in known:
                told = f"{right.label[-8:]}{right.text}{right.tail[:6]}"
                values = {"right": right.text, "told": told}
                mended = None if both or b.part("role") else fix(paper, draft.text, wrong, right.value)
                yield Hit(*paper.span(wrong.number), values, None, right.text, "contradicted", fix=mended)


def _pairs(paper: Paper) -> Iterator[tuple[Quantity, Quantity]]:
    counts = [q for q in paper.quantities if q.number.value is not None and not q.number.about and not q.moved and q.number.kind in ("count", "money", "percent")]  # fmt: skip
    yield from _totals(paper, [q for q in counts if q.exact])
    yield from _references(paper, [q for q in counts if q.exact])
    yield from _classes(paper, [q for q in counts if q.exact])
    yield from _rests([q for q in counts if q.exact])
    yield from _same_words(paper, counts)


def _totals(paper: Paper, counts: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """The number of all cases, told twice."""
    whole = [q for q in counts if q.kind == ALL and not q.limits and not q.division and q.unit == "件"]
    for i, b in enumerate(whole):
        for a in whole[:i]:
            if a.value != b.value and a.sentence != b.sentence and _one_time(paper, a, b) and _alike(a, b):
                yield a, b


def _references(paper: Paper, counts: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """这658件建议已全部答复: the number has been given before."""
    for b in counts:
        back = _BACK.match(b.label) and (b.kind or b.part("role")) and not b.limits.strip(_POINTING)
        if not back or not (_all_of(paper, b) or _resumed(paper, b)):
            continue
        before = [a for a in counts if a.index < b.index and a.unit == b.unit]
        if not before or any(a.value == b.value for a in before):
            continue
        near = [a for a in before if _alike(a, b) and (not b.part("role") or a.part("role") == b.part("role"))]
        if near:
            yield min(near, key=lambda a: (abs(a.value - b.value), b.index - a.index)), b


def _all_of(paper: Paper, q: Quantity) -> bool:
    """Whether something is said of every one: 658件建议已全部答复."""
    return bool(re.search("均|全部|都|已|率", q.tail + paper.text[q.end : q.end + 12]))


def _resumed(paper: Paper, q: Quantity) -> bool:
    """Whether a sentence begins with a number of cases too large to be told for the first time: 689件提案由61家单位主办."""
    return q.value >= _LARGE and paper.text[q.start - 1] in "。\n"


def _rests(counts: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """What is still open, told again as the rest: 尚在办理55件 … 剩余的55件7月底前办结."""
    for b in counts:
        if b.unit != "件" or not _REST.search(b.label):
            continue
        open_ = [a for a in counts if a.part("progress") == "在办" and a.index < b.index and a.unit == b.unit]
        if len(open_) == 1 and open_[0].paragraph != b.paragraph and open_[0].value != b.value and _alike(open_[0], b):
            yield open_[0], b


def _classes(paper: Paper, counts: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """A class of results told in a list (B类24件) and again elsewhere (对24件B类件逐一跟踪)."""
    listed = {p.index: p for s in sums(paper) if s.holds for p in s.parts if p.part("class")}
    for b in counts:
        if b.index in listed or not b.part("class") or b.unit not in ("件", "项"):
            continue
        same = [a for a in listed.values() if a.part("class") == b.part("class") and a.index < b.index]
        if len({a.value for a in same}) != 1 or same[0].value == b.value or not _alike(same[0], b):
            continue
        if same[0].unit != b.unit or _PROMISES in _sentence(paper.text, b):
            continue  # 承诺事项3项，已落实1项: no cases of class A
        if not _ANOTHER_YEAR.search(_sentence(paper.text, b)) and b.start - same[0].start > 30:
            yield same[0], b


def _sentence(text: str, q: Quantity) -> str:
    return text[max(text.rfind("。", 0, q.start), text.rfind("\n", 0, q.start)) + 1 : q.start]


def _same_words(paper: Paper, counts: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """The same words before two numbers of one unit, of one time."""
    seen: dict[tuple[str, str], Quantity] = {}
    for b in counts:
        words = re.sub("[^\u4e00-\u9fff]", "", b.label)
        if len(words) < _WORDS:
            continue
        a = seen.setdefault((words[-_WORDS:], b.unit), b)
        if a.value != b.value and a.sentence != b.sentence and _one_time(paper, a, b) and _alike(a, b):
            yield a, b


def _alike(a: Quantity, b: Quantity) -> bool:
    """Whether the one may be the other with a slip of the pen."""
    x, y = plain(a.value), plain(b.value)
    if a.value * 10_000 == b.value or b.value * 10_000 == a.value:
        return True
    return one_digit_off(x, y) or abs(a.value - b.value) <= max(Decimal(3), a.value / 50) < a.value


def _one_time(paper: Paper, a: Quantity, b: Quantity) -> bool:
    """Whether the time last named before each is the same, or one of them names none."""
    times = [_YEAR.findall(_paragraph(paper.text, q))[-1:] for q in (a, b)]
    return not times[0] or not times[1] or times[0] == times[1]


def _paragraph(text: str, q: Quantity) -> str:
    return text[text.rfind("\n", 0, q.start) + 1 : q.start]


RULE = Rule(
    id="figures.two-values",
    name="前后不一的同一数字",
    message="应为{right}：别处写“{told}”，此处“{quote}”。",
    reason="同一口径的数字全文要一致。",
    authority="建议提案办理统计口径",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "今年共承办建议提案172件，均已分解。截至目前，173件建议提案已全部答复。下一步")),
        Example(LETTER.replace("下一步", "交由我厅办理的建议271件。到9月底，272件建议全部办复。下一步")),
        Example(
            LETTER.replace(
                "下一步", "办理结果为A类25件，B类12件，C类3件，共40件。\n二、存在问题和今后打算\n有的答复不够具体。我厅将对13件B类件逐件回访，每季度通报一次进展，务求件件有着落。下一步"
            )
        ),
        Example(LETTER.replace("下一步", "新建农村公路里程218公里。\n全年新建农村公路里程281公里。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "今年共承办建议提案172件。截至目前，172件建议提案已全部答复。下一步")),
        Example(
            LETTER.replace(
                "下一步", "办理结果为A类5件，B类3件，C类1件，共9件。\n我厅在答复中作出承诺事项9项，截至目前已落实4项，其余按时限推进，逐项登记，逐项销号。下一步"
            )
        ),
        Example(LETTER.replace("下一步", "2024年共承办建议提案139件，2025年共承办建议提案156件。下一步")),
        Example(LETTER.replace("下一步", "甲市新建农村公路里程218公里。\n乙市改建农村公路281公里。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
