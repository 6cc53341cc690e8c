"""A figure of an internal paper in a letter that is to be published."""

from collections.abc import Iterator
from pathlib import PurePath

from assistant.checks.context import CheckContext
from assistant.checks.evidence import verdicts
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, REPORT
from assistant.draft import Draft
from knowledge_base.secrecy import use_of


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if context.stage != "公开版":
        return
    internal = {path for path, text in context.sources.items() if use_of(text) == "internal"}
    if context.lookup is not None:
        internal |= {d.path for d in context.lookup.documents() if d.use == "internal"}
    if not internal:
        return
    if context.own:
        for start, end, figure in draft.figure_spans():
            if figure.source.document in internal:
                yield _hit(start, end, figure.source.document)
        return
    for v in verdicts(draft, context):
        if v.verdict == "supported" and v.source and v.source.document in internal:
            yield _hit(v.start, v.end, v.source.document)


def _hit(start: int, end: int, path: str) -> Hit:
    return Hit(start, end, {"where": PurePath(path).stem[:12]})


_NOTE = f"（内部资料）\n{REPORT}"

RULE = Rule(
    id="substance.internal-figure",
    name="公开版里的内部数据",
    message="“{quote}”出自内部材料《{where}》，不得公开。",
    reason="内部材料的数据没有公开过，随答复上网就等于公开。",
    authority="国办发〔2014〕46号：复文与公开同步审查",
    severity="error",
    check=check,
    fires=(Example(LETTER, given={"stage": "公开版", "sources": {"要点.txt": _NOTE}}),),
    quiet=(
        Example(LETTER, given={"stage": "公开版", "sources": {"报告.txt": REPORT}}),
        Example(LETTER, given={"stage": "终稿", "sources": {"要点.txt": _NOTE}}),
    ),
    kinds=("reply", "opinion", "report", "web-copy"),
)
