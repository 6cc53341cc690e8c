"""Drafts built by hand for the tests of the export."""

from decimal import Decimal

from assistant.draft import Block, Citation, Draft, Run
from assistant.figures import FigureSheet, Source
from knowledge_base.profiles import Profile


def text(kind, words, **more) -> Block:
    return Block(kind, (Run(words),), **more)


def opinion() -> Draft:
    """A 会办意见 of half a page, nothing in it but text."""
    return Draft(
        "opinion",
        "送审稿",
        (
            text("title", "关于省十四届人大五次会议第0217号建议的会办意见"),
            text("salutation", "省商务厅："),
            text(
                "opening",
                "省十四届人大五次会议第0217号建议收悉。经研究，现就涉及我厅职责的事项提出会办意见如下，供答复时参考：",
            ),
            text(
                "paragraph", "我厅将结合职能，配合做好家电、汽车等重点行业产销对接，支持生产企业参加展销活动。", ask=1
            ),
            text("closing", "特此函复。"),
            text("signature", "示例省工业和信息化厅"),
            text("date", "2026年　月　日"),
            text("note", "（联系人及电话：〔待补充：经办人姓名、电话〕）"),
        ),
    )


def letter() -> Draft:
    """Six asks over several pages: figures of a passage, of the proposal and of a person, citations, a table, marks
    of what is missing and unverified, attachment, copies."""
    sheet = FigureSheet()
    report = "报告/2025年省工信厅工作总结.txt"
    grant = sheet.add(
        value=Decimal(50), unit="万元", text="50万元", label="奖补",
        source=Source("passage", report, 1203, 1207, "对认定的省级智能工厂，给予一次性50万元奖补，全年兑现奖补资金1.2亿元。",
                      title="示例省工业和信息化厅2025年工作总结", number="示工信〔2026〕3号", issued="2026-01-15"),
    )  # fmt: skip
    surveyed = sheet.add(
        value=Decimal(86), unit="家", text="86家", label="企业",
        source=Source("proposal", "p.txt", 40, 43, "本人李某某，电话13912345678，走访了86家企业，其中40家没有改造"),
    )  # fmt: skip
    trained = sheet.add(
        value=Decimal(2300), unit="人次", text="2300人次", label="培训",
        source=Source("person", quote="全年培训2300人次", person="人事处 王某 2026-03-02"),
    )  # fmt: skip
    law = Citation(
        "C1",
        Source("passage", "政策/促进条例.txt", 300, 352, "县级以上人民政府应当支持中小企业开展数字化改造。",
               title="示例省促进中小企业发展条例", issued="2024-05-01"),
    )  # fmt: skip
    blocks = [
        text("class-mark", "A"),
        text("title", "关于省十四届人大五次会议第0156号建议的答复"),
        text("salutation", "张某某代表："),
        text("opening", "您提出的《关于加快推进我省中小企业数字化转型的建议》收悉。经研究，现答复如下："),
    ]
    numerals = "一二三四五六"
    for n in range(1, 7):
        blocks += [
            text("heading", f"{numerals[n - 1]}、关于第{n}项建议", level=1, ask=n),
            text("heading", "（一）现状", level=2, ask=n),
            Block("paragraph", (
                Run("建议提到，走访的"), Run("86家", "figure", surveyed.id), Run("企业中有一些尚未改造。按照"),
                Run("《示例省促进中小企业发展条例》", "citation", "C1"), Run("的规定，我厅对省级智能工厂给予一次性"),
                Run("50万元", "figure", grant.id), Run("奖补，培训"), Run("2300人次", "figure", trained.id),
                Run("，企业 R&D <投入> 持续增加。" + "各地按照要求抓好落实，" * 4), Run("〔待核实：90%〕", "unverified"), Run("。"),
            ), ask=n),
            Block("paragraph", (Run("〔待补充：本单位已开展的工作、下一步打算〕", "missing"),), ask=n),
        ]  # fmt: skip
        if n == 2:
            blocks.append(Block("table", (
                Run("项目\t数量\t奖补标准\n智能工厂\t"), Run("86家", "figure", surveyed.id), Run("\t"),
                Run("50万元", "figure", grant.id), Run("\n培训\t2300人次\t—"),
            ), ask=n))  # fmt: skip
    blocks += [
        text("closing", "感谢您对工业和信息化工作的关心和支持。"),
        text("attachment", "附件：1.示例省中小企业数字化改造重点行业目录"),
        text("attachment", "2.服务商名单"),
        text("signature", "示例省工业和信息化厅"),
        text("date", "2026年3月2日"),
        text("note", "（联系人及电话：〔待补充：经办人姓名、电话〕）"),
        text(
            "copies",
            "抄送：省人大常委会代表工作机构，省政府办公厅，云河市人大常委会，青岭市人大常委会，白石市人大常委会。",
        ),
    ]
    return Draft("reply", "送审稿", tuple(blocks), sheet, (law,))


def sentence() -> Draft:
    """A sentence taken from a paper, two figures in it, and another sentence of the same paper."""
    paper = {"kind": "passage", "document": "a.txt", "title": "甲通知", "number": "示工信〔2025〕1号"}
    words = "举办培训72场，建成基地7个。"
    sheet = FigureSheet()
    for value, unit, start in ((72, "场", 14), (7, "个", 21)):
        source = Source(**paper, start=start, end=start + len(f"{value}{unit}"), quote=words)
        sheet.add(value=Decimal(value), unit=unit, text=f"{value}{unit}", source=source)
    citations = (
        Citation("C1", Source(**paper, start=10, end=24, quote=words)),
        Citation("C2", Source(**paper, start=40, end=50, quote="支持建设公共服务平台。")),
    )
    first = (
        Run("举办培训", "citation", "C1"), Run("72场", "figure", "F1"), Run("，建成基地", "citation", "C1"),
        Run("7个", "figure", "F2"), Run("。", "citation", "C1"),
    )  # fmt: skip
    second = (Run("《甲通知》", "citation", "C2"), Run("提出支持建设平台。"))
    return Draft("reply", "送审稿", (Block("paragraph", first), Block("paragraph", second)), sheet, citations)


def profile() -> Profile:
    """An office of our own, so that a change of the samples that ship doesn't touch these tests."""
    phrases = dict.fromkeys(
        ("title", "opinion_title", "opening", "opening_consulted", "opening_share", "opinion_opening",
         "opinion_closing", "closing"), "",
    )  # fmt: skip
    return Profile.model_validate(
        {
            "name": "示例省工业和信息化厅", "short": "省工业和信息化厅", "we": "我厅", "you": "贵厅", "place": "示例省",
            "level": "省", "code": "示工信函", "superiors": [], "phrases": phrases,
            "joint": {"answer": "each", "names_listed": 3}, "classes": {"marks": {}, "place": "none"}, "signers": [],
            "deadlines": [], "return_days": 10, "return_unit": "工作日", "copies": [], "contact": "", "work": "工业",
            "divisions": [], "elsewhere": [],
        }
    )  # fmt: skip
