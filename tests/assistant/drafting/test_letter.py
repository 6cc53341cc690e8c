"""The letter that code puts together from written sections."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.draft import Block, Run
from assistant.drafting.binding import bound, missing
from assistant.drafting.letter import assemble
from assistant.drafting.sentences import article, sentences
from assistant.drafting.wording import subject
from assistant.drafting.writer import Contribution, Section
from assistant.figures import FigureSheet, Source, recompute
from assistant.proposal import Ask, Proposal, Proposer
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile

PROPOSAL = Proposal(
    "提案", text="提案编号：W088号\n关于设备更新的提案", number="W088号", session="省政协十三届四次会议",
    title="关于设备更新的提案", proposers=(Proposer("林某", "委员", lead=True),), salutation="林某、何某委员：",
    pronoun="你们", co_units=("省商务厅",),
)  # fmt: skip


def section(n: int, *texts: str) -> Section:
    blocks = (Block("heading", (Run(f"关于第{n}事的建议"),), level=1, ask=n),)
    return Section(n, "answered", blocks + tuple(Block("paragraph", (Run(t),), ask=n) for t in texts))


def text_of(p: Proposal, profile: Profile, sections: list[Section], stage: str = "送审稿", **more: object) -> str:
    return assemble(p, profile, sections, FigureSheet(), role="主办", stage=stage, **more).text  # pyright: ignore


def test_the_parts_stand_in_the_order_of_a_letter(profile: Profile) -> None:
    draft = assemble(
        PROPOSAL, profile, [section(1, "甲。"), section(2, "乙。")], FigureSheet(), role="主办", stage="送审稿"
    )
    kinds = [b.kind for b in draft.blocks]
    assert kinds == [
        "number", "class-mark", "title", "salutation", "opening", "heading", "paragraph", "heading", "paragraph",
        "closing", "signature", "date", "note", "copies",
    ]  # fmt: skip
    assert [b.text for b in draft.blocks if b.kind == "heading"] == ["一、关于第1事的建议", "二、关于第2事的建议"]
    assert "关于省政协十三届四次会议第W088号提案的答复" in draft.text


def test_one_ask_alone_needs_no_heading(profile: Profile) -> None:
    assert "一、" not in text_of(PROPOSAL, profile, [section(1, "甲。")])


def test_number_and_date_stay_open_until_they_are_given_at_signing(profile: Profile) -> None:
    assert f"{profile.code}〔2026〕　号" in text_of(PROPOSAL, profile, [section(1)])
    assert "2026年　月　日" in text_of(PROPOSAL, profile, [section(1)])
    final = text_of(PROPOSAL, profile, [section(1)], "终稿")
    assert "〔待补充：发文字号〕" in final
    assert "〔待补充：成文日期〕" in final
    signed = text_of(PROPOSAL, profile, [section(1)], "终稿", number="12", date=date(2026, 5, 8))
    assert f"{profile.code}〔2026〕12号" in signed
    assert "2026年5月8日" in signed


def test_a_published_copy_has_no_contact_and_respects_a_refusal(profile: Profile) -> None:
    assert "联系人" not in text_of(PROPOSAL, profile, [section(1)], "公开版")
    with pytest.raises(InputError, match="不同意公开"):
        text_of(PROPOSAL.with_(may_publish=False), profile, [section(1)], "公开版")


def test_a_class_mark_is_a_persons_and_one_of_the_offices_own(profile: Profile) -> None:
    mark = next(iter(profile.classes.marks))
    assert f"类别：{mark}" in text_of(PROPOSAL, profile, [section(1)], class_mark=mark)
    assert "类别：〔待补充：办理结果类别〕" in text_of(PROPOSAL, profile, [section(1)])
    with pytest.raises(InputError, match="不是"):
        text_of(PROPOSAL, profile, [section(1)], class_mark="Z")


def test_consulting_is_claimed_only_with_a_record_of_it(profile: Profile) -> None:
    assert "经商" not in text_of(PROPOSAL, profile, [section(1)])
    record = Contribution("1", "", "已办", "", "", "", Source("person", person="省商务厅 2026-03-01 会办意见"))
    assert "经商省商务厅，现答复如下" in text_of(PROPOSAL, profile, [section(1)], contributions=[record])


def test_each_signer_of_a_joint_proposal_can_be_addressed(profile: Profile) -> None:
    assert "何某委员：\n" in text_of(PROPOSAL, profile, [section(1)], addressee="何某委员：")


def test_what_the_sheet_does_not_say_is_marked_and_never_invented(profile: Profile) -> None:
    text = text_of(Proposal("建议", text="建议推广节水。"), profile, [section(1)])
    for what in ("届次会次", "案号", "称谓", "标题", "对提出人的称呼"):
        assert f"〔待补充：{what}〕" in text


def test_a_papers_number_stands_at_its_first_citation_only(profile: Profile) -> None:
    cited = Run("《节水条例》（国务院令第901号）", "citation", "C1.1")
    blocks = tuple(Block("paragraph", (cited, Run("规定如下。")), ask=1) for _ in range(2))
    text = text_of(PROPOSAL, profile, [Section(1, "basis-only", blocks)])
    assert text.count("（国务院令第901号）") == 1
    assert text.count("《节水条例》") == 2


def test_a_paragraph_is_said_once_but_each_section_says_what_it_lacks(profile: Profile) -> None:
    told = "全省去年在五个市的二十家企业推广了中水回用，建成了循环冷却示范线，节水效果明显，群众反映良好。"
    gap = Block("paragraph", (missing("我厅已开展的工作（写明截止时点和数据）、下一步打算，由节能与综合利用处提供"),))
    sections = [Section(n, "answered", (*section(n, told).blocks, gap)) for n in (1, 2)]
    text = text_of(PROPOSAL, profile, sections)
    assert text.count(told) == 1
    assert text.count("〔待补充：我厅已开展的工作") == 2


@pytest.mark.parametrize(
    ("core", "heading"),
    [
        ("建议省里尽快出台雪具产业政策，支持企业做大", "出台雪具产业政策"),
        ("园区缺少货运通道，希望加快建设货运专线", "加快建设货运专线"),
        ("对年产值2000万元以上的雪具企业，优先安排技改项目", "对年产值2000万元以上的雪具企业，优先安排技改项目"),
        ("对小微企业担保业务，平均担保费率应降到1%以下", "对小微企业担保业务，平均担保费率降到1%以下"),
        ("由省档案局会同有关部门，编制共享目录", "由省档案局会同有关部门，编制共享目录"),
        ("鼓励链主企业牵头，组建创新联合体", "鼓励链主企业牵头，组建创新联合体"),
        ("应健全“链长制”工作机制", "健全“链长制”工作机制"),
    ],
)
def test_a_heading_is_the_ask_cut_where_the_sense_allows(core: str, heading: str) -> None:
    assert subject(Ask(core, 0, len(core), core=core)) == heading


def test_sentences_keep_their_place_and_a_narrow_pages_breaks_do_not_cut_them() -> None:
    text = "第七条 企业应当每年开展一次能源审计并将审计\n结果报送主管部门。拒不报送的，予以通报。\n（一）小标题"
    found = sentences(text)
    assert [s.plain for s in found] == [
        "企业应当每年开展一次能源审计并将审计结果报送主管部门。",
        "拒不报送的，予以通报。",
    ]
    assert all(text[s.start : s.end] == s.text for s in found)
    assert article(text, found[1].start) == "第七条"


@given(st.text(alphabet="企业年的30.5%万元个，。“”第条2025月日年《》〔〕一二三十五多近约5G", max_size=60))
def test_binding_changes_no_character_and_leaves_no_digit_unbound_but_dates(text: str) -> None:
    runs = bound(text, FigureSheet(), lambda s, e: Source("passage", "x", s, e, text))
    assert "".join(r.text for r in runs) == text


NOTICE = """云河市工业和信息化局关于开展中小企业数字化诊断服务的通知
云工信发〔2026〕6号
各县（区）工业和信息化主管部门，有关企业：
现将诊断服务安排通知如下，请结合实际认真组织企业参加。
关于统一投诉入口、明确办理时限的建议
我局已建成统一的投诉入口，受理之日起三十日内办结，并按季度向社会公布各县区受理和办结的情况，接受监督。
表1 2025年建议提案承办情况（单位：件）
类别	主办	会办
提案	38	66
二、关于完善培训体系的建议 我局每年举办培训班二十期。
"""


def test_titles_numbers_addressees_headings_captions_and_cells_are_no_sentences() -> None:
    assert [s.plain for s in sentences(NOTICE) if s.ended] == [
        "现将诊断服务安排通知如下，请结合实际认真组织企业参加。",
        "我局已建成统一的投诉入口，受理之日起三十日内办结，并按季度向社会公布各县区受理和办结的情况，接受监督。",
        "我局每年举办培训班二十期。",
    ]


def test_the_case_number_is_found_where_it_stands_alone(profile: Profile) -> None:
    p = PROPOSAL.with_(text="索引号：00000/2026-00731\t发布机构：某办\n第0731号\n关于设备更新的提案", number="第0731号")
    draft = assemble(p, profile, [section(1, "甲。")], FigureSheet(), role="主办", stage="送审稿")
    (figure,) = [f for _, _, f in draft.figure_spans() if f.text == "第0731号"]
    assert figure.source.start == p.text.index("第0731号") + 1
    assert recompute(figure, {}) == figure
