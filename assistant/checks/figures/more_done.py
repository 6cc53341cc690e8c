"""More cases closed than were received."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.overdone import overdones
from assistant.checks.relations.quantities import read_paper
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    for come, done in overdones(paper):
        values = {"come": come.text, "done": done.text}
        yield Hit(*paper.span(come.number, done.number), values, verdict="contradicted")


def _said(words: str) -> Example:
    return Example(LETTER.replace("下一步", f"{words}。下一步"))


RULE = Rule(
    id="figures.more-done",
    name="比收到的还多的办结数",
    message="办结的不能比收到的多：收到{come}，办结{done}，含上年结转的请写明。",
    reason="受理多少，最多办结多少；把以前的也办了，要写明结转。",
    authority="建议提案办理统计口径：办结＋在办＝承办",
    severity="error",
    check=check,
    fires=(
        _said("全年受理账款投诉12件，办结13件"),
        _said("共承办建议提案64件，已办结65件，办结率98.5%"),
        _said("收到群众来信30件，其中已答复31件"),
    ),
    quiet=(
        _said("全年受理账款投诉13件，办结12件"),
        _said("全年受理账款投诉12件，办结13件（含上年结转3件）"),
        _said("受理投诉12件，走访企业13家"),
    ),
    kinds=ALL_KINDS,
)
