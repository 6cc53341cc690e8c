"""A number of a foreign draft that no given text holds."""

from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.evidence import texts, verdicts
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LAW, LETTER, PAYING, REPORT
from assistant.checks.view import body_numbers
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:
    if context.own:
        return
    if not texts(context) and any(True for _ in body_numbers(draft)):
        yield Undecided("没有给出依据材料（--proposal、--source），无法判断数字有没有出处。")
    for v in verdicts(draft, context):
        if v.verdict == "unsupported":
            # a letter's own figures are rarely in the proposal that it answers; what it says of a paper is in the paper
            where = f"所引的《{v.cited}》" if v.cited else "所给的依据材料"
            severity = None if context.sources or v.cited else "advice"
            yield Hit(v.start, v.end, {"where": where}, severity, verdict="unsupported")


RULE = Rule(
    id="figures.unsupported-figure",
    name="依据材料里找不到的数字",
    message="“{quote}”在{where}里找不到，请补充来源或核实。",
    reason="稿子里的数字如果在原件和依据材料里都没有，可能是记错、抄错或编造的。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确，情况属实",
    severity="warning",
    check=check,
    fires=(
        Example(PAYING.replace("30日内支付款项", "支付款项并给予2%的奖励"), known=(LAW,)),
        Example(LETTER.replace("下一步", "同时投入2870万元。下一步"), given={"sources": {"报告.txt": REPORT}}),
        Example(
            LETTER.replace("1260人次。", "1260人次，发放技术改造贷款3.5万元。"),
            given={"sources": {"报告.txt": "全省培训企业管理人员1260人次。"}},
        ),
    ),
    quiet=(
        Example(PAYING, known=(LAW,)),
        Example(LETTER, given={"sources": {"报告.txt": REPORT}}),
        Example(LETTER),
        Example(
            LETTER.replace("1260人次。", "1260人次，发放技术改造贷款35000万元。"),
            given={"sources": {"报告.txt": REPORT}},
        ),
    ),
)
