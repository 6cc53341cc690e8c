"""Sessions, organs, people and years as the checks read them."""

from datetime import date

import pytest

from assistant.checks import CheckContext, read_draft
from assistant.checks.assemblies import mentions, term
from assistant.checks.names import changed_name, corrupted_organ, late_event, session_year, short_year
from assistant.checks.people import people
from assistant.checks.rule import Hit, Rule, Undecided
from assistant.checks.samples import LETTER
from assistant.checks.tables import organs, sessions, surnames
from assistant.checks.timing import signed, subject_year
from knowledge_base import profiles

PROFILE = profiles.load("省工业和信息化厅")


def outcomes(rule: Rule, text: str, kind: str = "reply") -> list[Hit | Undecided]:
    draft = read_draft(text, kind)  # type: ignore[arg-type]
    return list(rule.check(draft, CheckContext(profile=PROFILE, kind=draft.kind)))


def hits(rule: Rule, text: str, kind: str = "reply") -> list[Hit]:
    return [o for o in outcomes(rule, text, kind) if isinstance(o, Hit)]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("省十四届人大五次会议", ("人大", "吉林省", (14, 5))),
        ("省第14届人大第5次会议", ("人大", "吉林省", (14, 5))),
        ("全国政协十四届三次会议", ("政协", "全国", (14, 3))),
        ("政协第十三届全国委员会第五次会议", ("政协", "全国", (13, 5))),
        ("十届全国人大四次会议", ("人大", "全国", (10, 4))),
        ("政协吉林省第十三届委员会第三次会议", ("政协", "吉林省", (13, 3))),
        ("云南省第十二届人大第五次会议", ("人大", "云南省", (12, 5))),
        ("市十六届人大四次会议", ("人大", "市", (16, 4))),
    ],
)
def test_a_session_is_read_with_its_body_its_place_and_its_numbers(words: str, read: tuple[str, str, tuple[int, int]]):
    draft = read_draft(f"吉林省人民政府关于{words}代表建议办理情况的报告\n吉林省有关部门认真办理。", "report")
    assert [(m.body, m.place, m.session) for m in mentions(draft)] == [read]


@pytest.mark.parametrize(
    "words", ["党的二十届三中全会", "第十三届人民代表大会常务委员会第三十七次会议", "工会第十八次代表大会"]
)
def test_other_meetings_are_no_sessions(words: str):
    assert mentions(read_draft(f"学习贯彻{words}精神。", "other")) == ()


def test_the_ordinal_comes_from_the_table_and_not_from_the_year():
    congress, committee = term("人大", "吉林省", 2025), term("政协", "吉林省", 2025)
    assert congress is not None
    assert committee is not None
    assert (congress.jie, congress.ci) == (14, (4,))
    assert (committee.jie, committee.ci) == (13, (3,))


def test_an_unknown_place_says_so_instead_of_guessing():
    letter = LETTER.replace("示例省", "某某省")
    assert any(isinstance(o, Undecided) and "届次表" in o.why for o in outcomes(session_year.RULE, letter))
    assert hits(session_year.RULE, letter) == []


def test_every_province_has_both_bodies_and_every_list_of_years_goes_forward():
    table = sessions()
    assert set(table.terms["人大"]) == set(table.terms["政协"])
    assert len(table.terms["人大"]) >= 32
    for places in table.meetings.values():
        for lists in places.values():
            assert all(list(years) == sorted(years) for years in lists.values())


def test_old_names_of_organs_are_not_names_of_today():
    table = organs()
    assert not {o for r in table.renamed for o in r.old} & {*table.fixed, *table.duties}


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("工业与信息化厅", "工业和信息化厅"),
        ("科学技求厅", "科学技术厅"),
        ("交通输运厅", "交通运输厅"),
        ("发展与改革委员会", "发展和改革委员会"),
    ],
)
def test_a_corrupted_organ_is_repaired_and_nothing_else_changes(wrong: str, right: str):
    text = LETTER.replace("下一步", f"会同省{wrong}研究。下一步")
    (hit,) = hits(corrupted_organ.RULE, text)
    assert hit.fix == right
    assert text[: hit.start] + right + text[hit.end :] == text.replace(wrong, right)


def test_people_are_read_before_and_after_their_posts_and_in_lists():
    text = "厅长李岩主持会议，副省长王大山出席，会见赵明远、钱立群等代表。"
    assert [p.name for p in people(text)] == ["李岩", "王大山", "赵明远", "钱立群"]
    assert "李" in surnames()


def test_two_people_with_one_surname_are_not_one():
    text = LETTER.replace("下一步", "王志强代表、王建国代表和李强委员参加。下一步")
    assert hits(changed_name.RULE, text) == []


def test_the_year_of_a_report_is_read_from_its_title_and_the_day_from_its_end():
    draft = read_draft(
        "关于2025年建议提案办理工作情况的报告\n省政府办公厅：\n报告如下。\n示例省水利厅\n2025年12月5日", "report"
    )
    year = subject_year(draft)
    assert year is not None
    assert year.year == 2025
    assert signed(draft) == date(2025, 12, 5)


@pytest.mark.parametrize(
    "plan",
    ["计划2026年9月完成。", "将于12月召开。", "到2028年建成。", "2026年10月底前印发。", "自2026年7月1日起施行。"],
)
def test_plans_are_no_events_after_the_signing(plan: str):
    assert hits(late_event.RULE, LETTER.replace("下一步", f"有关工作{plan}下一步")) == []


@pytest.mark.parametrize("span", ["成立26年来", "贷款期限25年", "近25年的努力", "从业25年的职工", "25年以上"])
def test_a_span_of_years_is_no_short_year(span: str):
    assert hits(short_year.RULE, LETTER.replace("下一步", f"企业{span}不断发展。下一步")) == []
