"""What a template, a model or another paper left behind."""

import re
from collections.abc import Iterator
from random import Random

from evals.faults.fault import Edit, Fault, one
from evals.faults.places import Edits, after_sentence, in_body
from evals.papers import Paper


def placeholder(paper: Paper, chance: Random) -> Iterator[Edit]:
    for n in paper.numbers:
        if n.whole and in_body(paper, n.start):
            yield one(n.start, n.end, chance.choice(["XX", "××", "xx", "__", "【】", "〔待填〕", "***"]))


def before_first(*written: str) -> Edits:
    """A line before the whole text."""

    def edits(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
        for text in written:
            yield one(0, 0, text + "\n")

    return edits


def after_last(*written: str) -> Edits:
    def edits(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
        end = len(paper.text.rstrip("\n"))
        for text in written:
            yield one(end, end, "\n" + text)

    return edits


def bold(paper: Paper, chance: Random) -> Iterator[Edit]:
    for line in paper.outline.body:
        words = re.findall(r"[\u4e00-\u9fff]{4,12}", line.text)
        if words:
            w = chance.choice(words)
            at = line.start + line.text.index(w)
            yield one(at, at + len(w), f"**{w}**")


def hashed(paper: Paper, chance: Random) -> Iterator[Edit]:
    """Markdown marks before a heading."""
    for h in paper.outline.headings:
        if h.level <= 2:
            yield one(h.line.start, h.line.start, chance.choice(["## ", "### ", "- "]))


def cited(paper: Paper, chance: Random) -> Iterator[Edit]:
    """[3], 【1†source】, ⟦F3⟧ behind a sentence."""
    for line in paper.outline.body:
        for m in re.finditer(r"(?=。)", line.text):
            at = line.start + m.start()
            yield one(at, at, chance.choice(["[3]", "[1]", "【1†source】", "⟦F3⟧", "[^2]", "（来源：资料2）"]))


def open_mark(paper: Paper, chance: Random) -> Iterator[Edit]:
    for n in paper.numbers:
        if in_body(paper, n.start):
            yield one(
                n.start, n.stop, chance.choice(["〔待核实：" + paper.text[n.start : n.stop] + "〕", "〔待补充：数据〕"])
            )


_PHONES = ("13800002345", "139 0000 1234", "15800006789")
_IDS = ("110101199003071234", "22010219851201003X")


def personal(paper: Paper, chance: Random) -> Iterator[Edit]:
    if paper.about.kind in ("reply", "web-copy", "report", "spoken-report", "meeting-paper"):
        for line in paper.outline.body[:3]:
            if line.text.endswith("。"):
                told = chance.choice(
                    [f"（联系电话：{chance.choice(_PHONES)}）", f"（身份证号：{chance.choice(_IDS)}）"]
                )
                yield one(line.end - 1, line.end - 1, told)


FAULTS = (
    Fault("F18", "模板空格未填", "self", placeholder),
    Fault(
        "F19",
        "模型客套话",
        "self",
        before_first(
            "以下是根据您的要求起草的文稿：",
            "好的，这是一份正式的公文：",
            "当然可以！以下为您生成的内容：",
            "根据您提供的材料，我为您撰写如下：",
        ),
    ),
    Fault(
        "F40",
        "模型结束语",
        "self",
        after_last(
            "希望以上内容对您有所帮助！",
            "如需进一步修改，请随时告诉我。",
            "（注：以上内容由AI生成，仅供参考）",
            "---\n以上是根据要求撰写的文稿，您可以根据实际情况调整。",
        ),
    ),
    Fault(
        "F41",
        "模型拒答语",
        "self",
        after_sentence(
            "抱歉，我无法提供这方面的信息。",
            "作为一个人工智能语言模型，我无法核实上述数据。",
            "对不起，我不能协助完成这一请求。",
            "由于我的知识截止于2023年，无法获取最新数据。",
        ),
    ),
    Fault("F42", "加粗星号", "self", bold),
    Fault("F43", "标题前有#或-", "self", hashed),
    Fault("F44", "引文标记未清", "self", cited),
    Fault("F45", "定稿中仍有待核实、待补充", "self", open_mark, final=True),
    Fault("F46", "个人信息未隐去", "self", personal),
    Fault(
        "F47",
        "写作说明未删",
        "self",
        after_sentence(
            "（此处可补充具体数据）", "（注：此处需插入典型案例）", "［此处请填写负责人姓名］", "（请根据实际情况修改）"
        ),
    ),
    Fault(
        "F48", "思考过程未删", "self", before_first("<think>用户需要一份答复，我先列出要点。</think>", "```markdown")
    ),
    Fault(
        "F49",
        "修订说明、批注未清",
        "self",
        after_sentence("（李处：这个数再核一下）", "【批注：与去年重复】", "（？）", "（待领导审定后填写）"),
    ),
)
