"""Words doubled, dropped, mistyped."""

import re
from collections.abc import Iterator
from random import Random

from evals.faults.fault import Edit, Fault, one
from evals.faults.places import in_body, quoted, swap, trimmed
from evals.papers import Paper

_TYPOS = (
    ("部署", "布署"), ("按照", "安照"), ("坚持", "坚特"), ("贯彻", "贯切"), ("落实", "落时"), ("协调", "协凋"), ("截至", "截止"), ("制定", "制订订"), ("突出", "凸出"), ("反映", "反应"),
    ("账款", "帐款"), ("拖欠", "托欠"), ("督促", "督捉"), ("融资", "溶资"), ("鼓励", "鼓厉"), ("培训", "培川"), ("建设", "建没"), ("已经", "己经"), ("履行", "屡行"), ("推进", "推近"), ("以来", "己来"), ("完善", "完膳"),
    ("进一步", "进一部"), ("提升", "提生"), ("机制", "机治"), ("沟通", "勾通"), ("提供", "题供"), ("及时", "急时"), ("措施", "措拖"), ("改造", "改照"), ("研究", "研就"), ("规范", "规犯"), ("重点", "重典"), ("调研", "调妍"), ("覆盖", "复盖"),
    ("明确", "名确"), ("加快", "加块"), ("健全", "键全"), ("保障", "保章"), ("服务", "服物"), ("其他", "其它他"), ("意见", "义见"), ("代表", "代表表"), ("企业", "企叶"), ("监督", "监都"), ("化解", "化介"), ("逐步", "遂步"), ("统筹", "统畴"), ("依据", "依剧"),
)  # fmt: skip


def typo(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for right, wrong in _TYPOS:
        for m in list(re.finditer(right, paper.text))[:3]:
            if in_body(paper, m.start()) and not quoted(paper.text, m.start()) and _fair(paper.text, m, wrong):
                yield trimmed(m.start(), m.end(), right, wrong)


def _fair(text: str, m: re.Match[str], wrong: str) -> bool:
    """截止 is wrong only before a time; 反应 only where something is told."""
    if wrong == "截止":
        return bool(re.match(r"\d|目前", text[m.end() :]))
    if wrong == "反应":
        return bool(re.match(r"的|了|意见|出", text[m.end() :]))
    return wrong != "凸出" or bool(re.match(r"重点|抓|问题|位置", text[m.end() :]))


_WORDS = (
    "的",
    "了",
    "在",
    "和",
    "我厅",
    "我局",
    "建议",
    "提案",
    "工作",
    "企业",
    "办理",
    "情况",
    "关于",
    "进行",
    "对",
    "是",
    "并",
    "全省",
    "全市",
    "有关",
    "项目",
    "推进",
)


def doubled_word(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    for word in _WORDS:
        for m in list(re.finditer(rf"(?<!{word}){word}(?!{word})", paper.text))[:6]:
            near = paper.text[m.start() - 1 : m.end() + 1]
            if (
                in_body(paper, m.start())
                and not quoted(paper.text, m.start())
                and not re.search(
                    r"目的|标的|有的|的确|对对|是否|但是|还是|总是|实事|求是|一是|[二三四五六七八]是|面对|针对|应对|正在|旨在|所在|存在|现在|在于|并列|温和|饱和|和谐",
                    near,
                )
            ):
                yield one(m.end(), m.end(), word)


_COLLOQUIAL = (
    ("十分", "特别特别"),
    ("解决", "搞定"),
    ("召开", "开了个"),
    ("许多", "好多"),
    ("大力", "使劲"),
    ("尽快", "赶紧"),
    ("逐一", "挨个"),
    ("督促", "催着"),
    ("不断", "一个劲儿地"),
    ("认真", "老老实实"),
    ("开展", "搞了"),
)
_CLAIMED = (
    "得到省委、省政府主要领导的充分肯定。",
    "相关做法被国务院办公厅通报表扬。",
    "该做法在全国会议上作经验交流。",
    "走在了全国前列。",
    "受到社会各界一致好评。",
    "被中央主要媒体广泛报道。",
    "获评全国先进典型。",
    "有关经验被国家部委在全国推广。",
)


def claimed(paper: Paper, chance: Random) -> Iterator[Edit]:
    """A claim of praise, without a figure, that nothing bears out."""
    for line in paper.outline.body:
        if line.text.endswith("。") and len(line.text) > 60:
            yield one(line.end, line.end, chance.choice(_CLAIMED))


_DONE = (
    (r"(?<![草方])拟(?=[建开出制印在于从组安对将支选推联])", "已"), (r"(?<=[，。；])将(?=[于在组开印出建启完继持会加])", "已"), (r"正在(?=[征推制编研开组建办])", "已经"), (r"计划(?=[在于年建组开对用])", "已"), (r"力争(?=[在于到年])", "已"),
)  # fmt: skip


def done(paper: Paper, chance: Random) -> Iterator[Edit]:  # noqa: ARG001
    """A plan told as done: 拟 → 已."""
    for pattern, new in _DONE:
        for m in re.finditer(pattern, paper.text):
            if in_body(paper, m.start()) and not quoted(paper.text, m.start()):
                yield one(m.start(), m.end(), new)


_AGREED = ("已就上述意见与您电话沟通，您表示满意。", "上述意见已与您当面沟通，您表示认可。")


def agreed(paper: Paper, chance: Random) -> Iterator[Edit]:
    """Contact and content claimed where no record is given."""
    if paper.about.kind == "reply" and not re.search(r"电话沟通|当面沟通|登门|面商|走访了您", paper.text):
        for line in paper.outline.body[-2:]:
            if line.text.endswith("。"):
                yield one(line.end, line.end, chance.choice(_AGREED))


FAULTS = (
    Fault("P06", "字词重复", "self", doubled_word),
    Fault("P07", "音近形近错字", "llm", typo),
    Fault("P19", "口语", "llm", swap(*_COLLOQUIAL)),
    Fault(
        "P20",
        "截止目前",
        "self",
        swap((r"截至目前", "截止目前"), (r"截至(?=20\d\d年)", "截止"), (r"截至(?=\d+月)", "截止")),
    ),
    Fault("P21", "“建议”误作“建设”", "self", swap((r"(?<=的)建议(?=》|收悉|的答复|办理)", "建设"), body=False)),
    Fault("G04", "没有根据的表扬", "llm", claimed),
    Fault("G05", "计划写成已办", "llm", done),
    Fault("G07", "没有记录的沟通、满意", "llm", agreed),
)
