"""Invented letters on which the rules show what they mean. Every rule is silent on each of them as it stands."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.draft import Block, BlockKind, Draft, Run
from assistant.figures import FigureSheet, Source
from assistant.proposal import Ask, Proposal, Proposer
from knowledge_base.documents import Document

LETTER = """关于省十四届人大五次会议第0156号建议的答复
示工信函〔2026〕31号
林某代表：
您提出的《关于扶持小型铸造企业改造的建议》收悉。经研究，现答复如下：
一、关于编制改造指引
我厅已梳理铸造行业共性改造场景，完成指引初稿，目前正在征求企业意见。
二、关于培训管理人员
2025年全省培训企业管理人员1260人次。下一步，我厅将继续开展培训。
感谢您对工业和信息化工作的关心和支持。
示例省工业和信息化厅
2026年5月8日
（联系人及电话：赵某，0431-80001234）
抄送：省人大常委会代表工作机构，省政府办公厅。"""

DRAFT_LETTER = LETTER.replace("〔2026〕31号", "〔2026〕　号").replace("2026年5月8日", "2026年　月　日")
"""As sent up for signature: number and date are given at signing."""

OPINION = """关于省政协十三届四次会议第0207号提案的会办意见
示工信函〔2026〕32号
省农业农村厅：
省政协十三届四次会议第0207号提案《关于发展薯类加工的提案》收悉。经研究，现就涉及我厅职责的事项提出会办意见如下，供答复时参考：
一、关于企业技术改造
我厅支持薯类加工企业实施技术改造，符合条件的纳入项目库。
特此函复。
示例省工业和信息化厅
2026年4月2日"""

PROPOSAL = Proposal(
    kind="建议",
    text="关于扶持小型铸造企业改造的建议。一、编制改造指引。二、培训管理人员1260人次以上。",
    number="第0156号",
    session="省十四届人大五次会议",
    title="关于扶持小型铸造企业改造的建议",
    proposers=(Proposer("林某", "代表", lead=True),),
    proposer_total=1,
    salutation="林某代表：",
    pronoun="您",
    asks=(
        Ask("编制改造指引。由工信部门组织编制铸造行业改造指引。", 17, 24, core="编制改造指引"),
        Ask("培训管理人员1260人次以上。", 25, 40, core="培训管理人员"),
    ),
)

REPORT = "2025年，全省培训企业管理人员1260人次，发放技术改造贷款3.5亿元。"
POLICY = Document(
    path="铸造.txt", title="示例省铸造行业改造提升实施方案", text="", number="示政发〔2024〕8号", issuer="示例省人民政府", kind="policy",
    issued=date(2024, 3, 1), place="示例省",
)  # fmt: skip
OLD_POLICY = Document(
    path="铸造旧.txt", title="示例省铸造行业规范条件", text="", number="示政发〔2016〕5号", issuer="示例省人民政府", kind="policy",
    issued=date(2016, 5, 1), place="示例省", validity="superseded",
)  # fmt: skip

LAW = Document(
    path="付款.txt", title="示例省工程款支付条例", issuer="示例省人民代表大会常务委员会", kind="regulation", place="示例省",
    text="示例省工程款支付条例\n第一条　为了规范工程款支付，制定本条例。\n"
    "第十八条　建设单位应当建立工程款支付台账，每季度末公布支付情况，并接受职工和社会监督。\n"
    "第二十八条　建设单位应当自工程验收合格之日起30日内支付款项；合同另有约定的，付款期限最长不得超过60日。",
)  # fmt: skip
PAYING = LETTER.replace(
    "我厅已梳理",
    "按照《示例省工程款支付条例》第二十八条，建设单位应当自工程验收合格之日起30日内支付款项。我厅已梳理",
)
"""Cites the law rightly, where the proposal that it answers (``MISQUOTED``) does not."""
MISQUOTED = replace(
    PROPOSAL, text="《示例省工程款支付条例》规定，建设单位应当自工程验收合格之日起90日内支付款项。" + PROPOSAL.text
)


def own_draft(*body: Run, kind: BlockKind = "paragraph", ask: int | None = 2, bound: bool = True) -> Draft:
    """A draft of ours with one paragraph of the given runs; F1 is 1260人次 from ``REPORT`` (file 报告.txt)."""
    sheet = FigureSheet()
    if bound:
        at = REPORT.index("1260人次")
        sheet.add(
            value=Decimal(1260),
            unit="人次",
            text="1260人次",
            source=Source("passage", "报告.txt", at, at + 6, quote=REPORT),
            label="全省培训企业管理人员",
            period="2025年",
        )
    lines = LETTER.split("\n")
    frame: list[tuple[BlockKind, str]] = [
        ("title", lines[0]),
        ("number", lines[1]),
        ("salutation", lines[2]),
        ("opening", lines[3]),
    ]
    tail: list[tuple[BlockKind, str]] = [("closing", lines[8]), ("signature", lines[9]), ("date", lines[10])]
    head = tuple(Block(k, (Run(t),)) for k, t in frame)
    first = Block("paragraph", (Run("关于编制改造指引，我厅已完成初稿。"),), ask=1)
    return Draft(
        "reply", "送审稿", (*head, first, Block(kind, body, ask=ask), *(Block(k, (Run(t),)) for k, t in tail)), sheet
    )
