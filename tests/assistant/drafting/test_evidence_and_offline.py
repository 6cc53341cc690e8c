"""What is found for an ask, and what the writer without a model makes of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.draft import Draft
from assistant.drafting.evidence import gather
from assistant.drafting.letter import assemble
from assistant.drafting.matter import matter, speaks_of_money
from assistant.drafting.offline import OfflineWriter, organ
from assistant.drafting.wording import subject
from assistant.drafting.writer import Brief, Contribution, Evidence, Point, Role, Section
from assistant.figures import FigureSheet, Source
from assistant.proposal import Ask, Proposal, Proposer
from knowledge_base.documents import Passage
from knowledge_base.profiles import Profile
from knowledge_base.retrieval import KnowledgeBase

REUSE = "推广中水回用。支持工业园区采用中水回用和循环冷却工艺。"
BALANCE = "督促重点企业开展水平衡测试，并报送测试结果。"
SUBSIDY = "对开展中水回用改造的企业，按设备投资额的30%给予改造补贴，单户最高500万元。"
STRANGE = "组建冰雪运动装备创新联盟，三年引进20家雪具企业。"


def proposal_of(*asks: str, **fields: object) -> Proposal:
    text = "关于推进工业节水的建议\n" + "\n".join(asks)
    found = tuple(
        Ask(a, text.index(a), text.index(a) + len(a), duty="own", unit="节能处", core=a.split("。")[0]) for a in asks
    )
    return Proposal(
        "建议", text=text, number="第0721号", session="省十四届人大五次会议", title="关于推进工业节水的建议",
        proposers=(Proposer("何某", "代表", lead=True),), salutation="何某代表：", pronoun="您", asks=found,
    ).with_(**fields)  # fmt: skip


def evidence_of(ask: str, profile: Profile, kb: KnowledgeBase) -> Evidence:
    p = proposal_of(ask)
    return gather(1, p.asks[0], p, profile, kb)


def written(
    p: Proposal, profile: Profile, kb: KnowledgeBase, *said: Contribution, role: Role = "主办"
) -> tuple[Draft, list[Section]]:
    sheet, sections = FigureSheet(), []
    for n, ask in enumerate(p.asks, 1):
        brief = Brief(n, ask, p, profile, role, gather(n, ask, p, profile, kb, said))
        sections.append(OfflineWriter().write(brief, sheet, on_text=lambda _: None, stop=lambda: False))
    return assemble(p, profile, sections, sheet, role=role, stage="送审稿", contributions=said), sections


def test_the_article_that_speaks_of_the_ask_comes_first(profile: Profile, kb: KnowledgeBase) -> None:
    assert "水平衡测试" in evidence_of(BALANCE, profile, kb).usable[0].text


def test_an_older_version_and_another_provinces_rules_are_background_only(profile: Profile, kb: KnowledgeBase) -> None:
    found = evidence_of(REUSE, profile, kb)
    assert found.usable
    assert not any("旧版" in p.document or "南溪" in p.title for p in found.usable)
    assert any("南溪" in p.title for p in found.background)


@pytest.mark.parametrize("ask", [SUBSIDY, STRANGE])
def test_an_ask_that_nothing_supports_stays_open_and_cites_nothing(
    profile: Profile, kb: KnowledgeBase, ask: str
) -> None:
    draft, (section,) = written(proposal_of(ask), profile, kb)
    assert section.status == "open"
    assert "《" not in draft.section(1)
    assert "〔待补充：" in draft.section(1)
    assert "已检索" in draft.section(1)


def test_a_law_alone_is_a_basis_and_the_work_is_left_to_be_supplied(profile: Profile, kb: KnowledgeBase) -> None:
    draft, (section,) = written(proposal_of(BALANCE), profile, kb)
    assert section.status == "basis-only"
    assert "《工业节水条例》（国务院令第901号）第三条规定：“年取水量30万立方米以上的企业应当" in draft.section(1)
    assert "〔待补充：我厅已开展的工作" in draft.section(1)


def test_every_figure_points_to_its_very_characters_in_the_stored_text(profile: Profile, kb: KnowledgeBase) -> None:
    draft, _ = written(proposal_of(BALANCE, REUSE), profile, kb)
    cited = [f for _, _, f in draft.figure_spans() if f.source.kind == "passage"]
    assert {f.value for f in cited} >= {Decimal(30), Decimal(17)}
    for figure in cited:
        document = kb.document(figure.source.document)
        assert document is not None
        assert document.text[figure.source.start : figure.source.end] == figure.text
        assert figure.text in figure.source.quote


def test_our_own_reply_is_asserted_with_its_year_and_without_its_plans(profile: Profile, kb: KnowledgeBase) -> None:
    draft, (section,) = written(proposal_of(REUSE), profile, kb)
    assert section.status == "answered"
    assert "2025年以来，我厅在17个工业园区推广中水回用" in draft.section(1)
    assert "今年" not in draft.text
    assert "示范项目" not in draft.text
    assert "〔待补充：我厅下一步打算" in draft.section(1)


def test_what_a_division_supplied_stands_as_its_own_words_with_its_name(profile: Profile, kb: KnowledgeBase) -> None:
    source = Source("person", document="素材表.xlsx", person="节能处 王某 2026-03-02", cells=("B4",))
    said = Contribution("第1项", "在用机组31台", "已改造8台", "年内再改造12台", "", "", source, "2026年3月底")
    draft, (section,) = written(proposal_of(STRANGE), profile, kb, said)
    assert section.status == "answered"
    assert "〔待补充" not in draft.section(1)
    assert "截至2026年3月底，在用机组31台。" in draft.section(1)


def test_a_row_counts_for_the_ask_whose_words_it_repeats(profile: Profile, kb: KnowledgeBase) -> None:
    source = Source("person", document="素材表.xlsx", person="节能处 王某 2026-03-02", cells=("B4",))
    said = Contribution("推广中水回用", "在用机组31台", "已改造8台", "年内再改造12台", "", "", source, "2026年3月底")
    draft, sections = written(proposal_of(STRANGE, REUSE), profile, kb, said)
    assert [s.status for s in sections] == ["open", "answered"]
    assert "截至2026年3月底，在用机组31台。" in draft.section(2)
    figure = next(f for _, _, f in draft.figure_spans() if f.text == "31台")
    assert figure.source.person == "节能处 王某 2026-03-02"


def test_what_belongs_to_another_organ_names_it_and_claims_no_contact(profile: Profile, kb: KnowledgeBase) -> None:
    p = proposal_of(STRANGE)
    p = p.with_(asks=(Ask(p.asks[0].text, p.asks[0].start, p.asks[0].end, "outside", "省体育局", core=p.asks[0].core),))
    draft, (section,) = written(p, profile, kb)
    assert section.status == "elsewhere"
    assert "该项建议主要属省体育局职责。" in draft.text
    assert "〔待补充：与省体育局沟通的情况及其意见〕" in draft.text
    assert "经商" not in draft.text


def test_a_report_on_last_year_issued_this_year_tells_of_last_year(profile: Profile) -> None:
    text = "全年在12个县建成节水示范工程31个。"
    p = Passage(
        "通报.txt", "关于2025年工业节水工作情况的通报", 0, len(text), text, number="示工信发〔2026〕2号", kind="policy",
        issuer=profile.name, issued=date(2026, 1, 20), place=profile.place,
    )  # fmt: skip
    case = proposal_of("在各县建成一批节水示范工程。")
    brief = Brief(1, case.asks[0], case, profile, "主办", Evidence(usable=(p,), points=(Point(p, 0, len(text), 1.5),)))
    section = OfflineWriter().write(brief, FigureSheet(), on_text=lambda _: None, stop=lambda: False)
    assert "2025年，全年在12个县建成节水示范工程31个。" in [b.text for b in section.blocks]


def test_a_co_units_opinion_has_neither_thanks_nor_class_mark(profile: Profile, kb: KnowledgeBase) -> None:
    draft, _ = written(proposal_of(BALANCE, REUSE, lead_unit="省水利厅"), profile, kb, role="会办")
    assert draft.kind == "opinion"
    assert "省水利厅：" in draft.text
    assert "感谢" not in draft.text
    assert not any(b.kind in ("class-mark", "copies") for b in draft.blocks)
    assert len(draft.text) < 900


def test_stopping_keeps_what_is_written(profile: Profile, kb: KnowledgeBase) -> None:
    p = proposal_of(BALANCE)
    heard: list[str] = []
    brief = Brief(1, p.asks[0], p, profile, "主办", gather(1, p.asks[0], p, profile, kb))
    section = OfflineWriter().write(brief, FigureSheet(), on_text=heard.append, stop=lambda: bool(heard))
    assert section.state == "interrupted"
    assert [b.kind for b in section.blocks] == ["heading"]


def test_an_office_is_never_named_as_its_own_division_nor_left_as_a_blank_in_a_sentence(
    profile: Profile, kb: KnowledgeBase
) -> None:
    renamed = profile.model_copy(
        update={"divisions": tuple(d.model_copy(update={"name": "乙省工业和信息化厅"}) for d in profile.divisions)}
    )
    p = proposal_of(BALANCE, STRANGE)
    ours, outside = p.asks
    p = p.with_(
        asks=(replace(ours, unit="乙省工业和信息化厅"), replace(outside, unit="乙省工业和信息化厅", duty="outside"))
    )
    draft, _ = written(p, renamed, kb)
    assert "由乙省工业和信息化厅提供" not in draft.text
    assert "由承办处室提供" in draft.section(1)
    assert draft.section(2).endswith("该项建议主要涉及其他单位职责。\n〔待补充：承办单位名称及其意见〕")


def test_an_organ_that_only_the_ask_names_is_named(profile: Profile) -> None:
    ask = Ask("由省档案局牵头制定目录。", 0, 12, duty="outside")
    assert organ(ask, profile.model_copy(update={"elsewhere": ()})) == "省档案局"


def test_a_notice_that_speaks_of_the_ask_in_its_title_only_is_named_and_never_quoted(profile: Profile) -> None:
    title = "示例省工业和信息化厅关于开展企业水平衡测试工作的通知"
    text = f"{title}\n示工信发〔2026〕6号\n"
    p = Passage(
        "通知.txt", title, 0, len(text), text, number="示工信发〔2026〕6号", kind="policy", issuer=profile.name,
        issued=date(2026, 2, 20), place=profile.place,
    )  # fmt: skip
    case = proposal_of(BALANCE)
    found = Evidence(usable=(p,), points=(Point(p, 0, len(title), 1.5),))
    brief = Brief(1, case.asks[0], case, profile, "主办", found)
    section = OfflineWriter().write(brief, FigureSheet(), on_text=lambda _: None, stop=lambda: False)
    assert section.blocks[1].text == f"2026年，我厅印发《{title}》（示工信发〔2026〕6号）。"


def test_next_years_target_in_a_report_on_last_year_is_told_as_what_that_paper_lays_down(profile: Profile) -> None:
    text = "2026年在12个县新建节水示范工程31个。"
    p = Passage(
        "通报.txt", "关于2025年工业节水工作情况的通报", 0, len(text), text, kind="policy", issuer=profile.name,
        issued=date(2026, 1, 20), place=profile.place,
    )  # fmt: skip
    case = proposal_of("在各县建成一批节水示范工程。")
    brief = Brief(1, case.asks[0], case, profile, "主办", Evidence(usable=(p,), points=(Point(p, 0, len(text), 1.5),)))
    section = OfflineWriter().write(brief, FigureSheet(), on_text=lambda _: None, stop=lambda: False)
    (told,) = (b.text for b in section.blocks if "31个" in b.text)
    assert told == "2026年，我厅印发《关于2025年工业节水工作情况的通报》，提出：“2026年在12个县新建节水示范工程31个。”"


def test_an_item_of_an_article_is_given_as_an_item(profile: Profile) -> None:
    text = (
        "第七条 县级以上主管部门应当组织重点用水企业开展水平衡测试，并将测试结果予以公布。\n"
        "第九条 用水单位履行下列职责：\n（一）开展水平衡测试，报送测试结果和节水改造方案；\n（二）建立台账。"
    )
    p = Passage("节水法.txt", "节水法", 0, len(text), text, kind="law")
    item = text.index("开展水平衡测试，报送")
    points = (Point(p, item, text.index("；") + 1, 2.0),)
    case = proposal_of(BALANCE)
    brief = Brief(1, case.asks[0], case, profile, "主办", Evidence(usable=(p,), points=points))
    section = OfflineWriter().write(brief, FigureSheet(), on_text=lambda _: None, stop=lambda: False)
    told = section.blocks[1].text
    assert "第九条规定的事项包括：“开展水平衡测试，报送测试结果和节水改造方案”。" in told


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("建议要求平台设置醒目的关闭按钮", "要求平台设置醒目的关闭按钮"),
        ("希望应急物资由园区统一储备", "应急物资由园区统一储备"),
        ("还要加大对节水改造的扶持", "加大对节水改造的扶持"),
        ("应督促企业开展水平衡测试", "督促企业开展水平衡测试"),
    ],
)
def test_a_heading_loses_request_words_but_no_part_of_a_word(asked: str, about: str) -> None:
    assert subject(Ask(asked, 0, len(asked))) == about


def test_a_sum_asked_for_is_not_answered_by_a_rule_about_the_same_thing_without_money() -> None:
    asked = matter(Ask("希望省财政每年安排3000万元，对企业开展节水审计给予补助", 0, 10))
    assert asked.is_benefit
    assert not speaks_of_money("节水审计和水平衡测试应当加强衔接，避免重复审计。")
    assert speaks_of_money("对开展节水审计的企业给予补助。")
