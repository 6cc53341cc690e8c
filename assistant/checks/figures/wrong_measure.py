"""A measure word that what is counted does not take: 重点建议20人次, 34万元部门, 企业64人."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.quantities import Paper, Quantity, read_paper
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft

_CASES = r"(?:建议|提案|议案|建议提案|提案建议)"
_NO_CASES = frozenset({"人次", "户", "家", "亩", "公里", "吨", "元"})
_CASES_BEFORE = re.compile(rf"{_CASES}(?:总[量数]|合计|共计?)?$")
_CASES_AFTER = re.compile(rf"(?:重点|督办|的)?(?:{_CASES}|重点件|[AB]类件|主办件|会办件)(?=[，。；、）]|均|全部|已|$)")
_OFFICES_AFTER = re.compile(r"(?:部门|单位|承办单位|乡镇|街道|处室|科室|工作日)")
_NO_OFFICES = frozenset({"元", "人次", "名", "户", "件", "亩"})
_FIRMS_BEFORE = re.compile(r"(?<!进)(?:企业|公司|基地|纪念馆|驿站|合作社)$")
_TAUGHT = re.compile("培训|选派|服务|走访|来自|面向|参加|惠及|覆盖|招聘|派|引进|组织|邀请")
_MEMBERS_BEFORE = re.compile(r"(?:走访|联系|沟通|邀请|座谈|面商|回访)[^，。；：]{0,4}(?:代表|委员|代表委员)$")
_NO_MEMBERS = frozenset({"家", "件", "户", "亩", "元", "公里"})
_PEOPLE = re.compile("代表|委员|走访|联系|群众|惠及|面商|沟通|人次|参加|参与")
_LENGTHS = re.compile(r"(?:河段|渠道|管网|河道|道路|公路|绿道|线路)$")
_AREAS = frozenset({"亩", "公顷"})


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    for q in paper.counts:
        if right := _meant(paper, q):
            yield Hit(*paper.span(q.number), {"right": right}, verdict="contradicted")


def _meant(paper: Paper, q: Quantity) -> str:
    """The measure word that is meant, "" where the one that is written will do."""
    after = paper.text[q.end : q.end + 10]
    if q.unit in _NO_CASES and (_CASES_AFTER.match(after) or _case_before(paper, q)):
        return "件"
    if q.unit in _NO_OFFICES and _OFFICES_AFTER.match(after):
        return "个"
    if q.number.unit == "人" and _FIRMS_BEFORE.search(q.label) and not _TAUGHT.search(q.label):
        return "家"
    if q.unit in _NO_MEMBERS and _MEMBERS_BEFORE.search(q.label):
        return "人次"
    return "公里" if q.unit in _AREAS and _LENGTHS.search(q.label) else ""


def _case_before(paper: Paper, q: Quantity) -> bool:
    """Whether a number of cases, or of those of one role, class or state among other numbers of cases, stands there."""
    if q.unit in ("亩", "公里", "吨", "元"):
        return False
    if _CASES_BEFORE.search(q.label):
        return True
    others = [c for c in paper.counts if c.sentence == q.sentence and c is not q and c.parts]
    told = q.parts and not _PEOPLE.search(q.label)
    return bool(told) and q.unit == "人次" and bool(others) and all(c.unit == "件" for c in others)


RULE = Rule(
    id="figures.wrong-measure",
    name="与所数事物不合的量词",
    message="量词疑应为“{right}”：原文“{quote}”。",
    reason="建议提案论件，部门论个，企业论家，走访代表委员论人次；量词写错，数字的意思就变了。",
    authority="GB/T 15835-2011；建议提案办理统计口径",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "厅领导领办重点建议20人次。下一步")),
        Example(LETTER.replace("下一步", "共213件，分别交由34万元部门办理。下一步")),
        Example(LETTER.replace("下一步", "全市现有预制菜生产企业64人。下一步")),
        Example(LETTER.replace("下一步", "上门走访代表1204家。下一步")),
        Example(LETTER.replace("下一步", "主办40件已答复33人次，会办52件已反馈45件。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "厅领导领办重点建议20件，走访代表委员1204人次。下一步")),
        Example(LETTER.replace("下一步", "共213件，分别交由34个部门办理，安排资金34万元。下一步")),
        Example(LETTER.replace("下一步", "全市现有预制菜生产企业64家，培训企业640人。下一步")),
        Example(LETTER.replace("下一步", "为办好建议，投入资金200万元，惠及群众30户。下一步")),
        Example(LETTER.replace("下一步", "争取资金50亿元建议列入预算，安排50亿元建议项目资金。下一步")),
        Example(LETTER.replace("下一步", "主办件面商代表56人次、委员24人次，满意率100%。下一步")),
    ),
    kinds=ALL_KINDS,
)
