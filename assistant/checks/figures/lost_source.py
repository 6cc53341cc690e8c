"""A figure whose source can't be opened."""

from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import REPORT, own_draft
from assistant.draft import Draft, Run
from assistant.figures import Problem, recompute


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if not context.own:
        return
    for start, end, _, run in draft.spans():
        if run.kind != "figure":
            continue
        figure = draft.figures.get(run.ref)
        if figure is None:
            yield Hit(start, end, {"why": f"数据表里没有编号“{run.ref}”"}, verdict="unsupported")
        elif isinstance(again := recompute(figure, context.sources), Problem) and again.kind == "source-missing":
            yield Hit(
                start, end, {"why": "来源文件里找不到所引的位置或提供人"}, verdict="unsupported", source=figure.source
            )


RULE = Rule(
    id="figures.lost-source",
    name="来源丢失的数字",
    message="“{quote}”的来源打不开：{why}，请重新检索或补上出处。",
    reason="来源文件被删除、替换，或提供人没有写明，数字就无法复核。",
    authority="本系统的基本约定（docs/adr）",
    severity="error",
    check=check,
    fires=(Example(draft=own_draft(Run("1260人次", "figure", "F1"), bound=False), given={"own": True}),),
    quiet=(
        Example(draft=own_draft(Run("1260人次", "figure", "F1")), given={"own": True, "sources": {"报告.txt": REPORT}}),
    ),
)
