"""A verb of change that goes against its two values."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.directions import turns
from assistant.checks.relations.quantities import read_paper
from assistant.checks.relations.saying import plain
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    for turn in turns(paper):
        if turn.factor:
            what = f"{turn.before.text}翻番应是{plain(turn.factor)}倍，{turn.now.text}没有达到"
        else:
            what = f"由{turn.before.text}到{turn.now.text}是{turn.right}"
        first, last = sorted((turn.before, turn.now), key=lambda q: q.start)
        values = {"what": what, "verb": turn.wrong}
        yield Hit(*paper.span(first.number, last.number), values, verdict="contradicted")


def _said(words: str) -> Example:
    return Example(LETTER.replace("下一步", f"{words}。下一步"))


RULE = Rule(
    id="figures.wrong-direction",
    name="与数字相反的增减",
    message="{what}，文中写“{verb}”。",
    reason="提高、下降、压减、翻番要与前后两个数的大小相符；不是动词写反，就是数字写反。",
    authority="统计用语常识；《党政机关公文处理工作条例》第十九条：内容准确",
    severity="error",
    check=check,
    fires=(
        _said("研发投入强度由0.95%提高至0.86%"),
        _said("审批时限由15个工作日压缩到30个工作日"),
        _said("补助标准从每人200元增加到150元"),
        _said("规模以上企业由386家减少到412家"),
        _said("2025年培训460人次，比2024年的400人次减少60人次"),
        _said("高新技术企业由1200家增加到1800家，实现翻番"),
        _said("累计6.8亿元，其中2024年3.2亿元、2025年3.6亿元，2025年比2024年下降12.5%"),
    ),
    quiet=(
        _said("研发投入强度由0.86%提高至0.95%"),
        _said("审批时限由30个工作日压缩到15个工作日"),
        _said("全省排名由第8位提升到第5位"),
        _said("大型仪器精度由5微米提高到2微米"),
        _said("颗粒物排放标准由30毫克提高到10毫克"),
        _said("高新技术企业由1200家增加到2430家，实现翻番"),
        _said("新增企业30家，增加到20个县"),
        _said("2025年培训460人次，比2024年的400人次增加60人次"),
    ),
    kinds=ALL_KINDS,
)
