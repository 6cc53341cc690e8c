"""The yearly report from a 台账: every figure from the ledger, in its sentence, and no other."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from assistant import yearly
from assistant.drafting.reports import draft_report, guess, kind_named
from assistant.drafting.reports.kinds import reports
from assistant.drafting.reports.telling import candidates
from assistant.ledger import Ledger, LedgerCase, Question, Sheet
from knowledge_base import profiles
from knowledge_base.documents import Document
from knowledge_base.errors import InputError

PROFILE = profiles.load("省工业和信息化厅")
DAY = date(2026, 6, 30)
COLUMNS = {
    f: chr(66 + i)
    for i, f in enumerate(
        ("number", "kind", "role", "title", "proposer_type", "theme", "due", "closed", "result", "face", "satisfaction")
    )
}


def case(row: int, kind: str = "建议", role: str = "主办", **changed: Any) -> LedgerCase:
    helped = role in ("会办", "参阅")
    base = LedgerCase(
        sheet="台账", row=row, year="this", kind=kind, number=f"{row:03}", title=f"关于第{row}件事的{kind}",  # pyright: ignore[reportArgumentType]
        session="省十四届人大五次会议" if kind == "建议" else "省政协十三届四次会议", proposer=f"甲{row}", role=role,  # pyright: ignore[reportArgumentType]
        role_word="协办" if role == "会办" else role, theme="产业" if row % 2 else "创新", due=date(2026, 6, 10),
        assigned=date(2026, 2, 10), closed=date(2026, 4, 1), done=True, result="" if helped else "A",
        face=None if helped else True, satisfaction="" if helped else "满意",
        proposer_type="代表" if kind == "建议" else "委员",
    )  # fmt: skip
    return replace(base, **changed)


def ledger(*cases: LedgerCase, **changed: Any) -> Ledger:
    sheets = tuple(
        Sheet(y if y != "this" else "台账", y, (1, 1), COLUMNS, COLUMNS, 1)
        for y in dict.fromkeys(c.year for c in cases)
    )
    return replace(Ledger("台账.xlsx", cases, sheets), **changed)


CASES = (
    case(2), case(3, result="B"), case(4, role="会办"), case(5, role="会办"), case(6, role="会办"),
    case(7, "提案", face=False, satisfaction="未反馈"), case(8, "提案", proposer_type="党派团体"),
    case(9, "提案", "会办"), case(10, "提案", "参阅"),
    case(11, "提案", closed=None, done=False, result="", face=None, satisfaction="", supervisor="省政府领导"),
)  # fmt: skip


def overview(of: Ledger, kind: str = "dept-annual") -> str:
    return draft_report(of, PROFILE, kind_named(kind), as_of=DAY).sections[0].text


def test_the_overview_tells_kinds_roles_and_state_in_the_ledgers_words() -> None:
    text = overview(ledger(*CASES))
    assert "共承办省十四届人大五次会议代表建议和省政协十三届四次会议提案10件" in text
    assert "人大代表建议5件（主办2件、协办3件）；政协提案5件（主办3件、协办1件、参阅1件）" in text
    assert "除省政府领导督办的011号提案1件正在办理外，其余9件均已按规定时限办结" in text
    assert "正在办理的1件已超过规定时限" in text
    assert "已办结的主办件4件中，A类3件，占75%；B类1件，占25%" in text


def test_a_rate_stands_with_the_base_that_the_marks_point_to() -> None:
    assert "主办的3件人大代表建议和党派团体提案均与代表委员进行了面复，面复率100%，均表示满意，满意率100%" in overview(
        ledger(*CASES)
    )
    mixed = [replace(c, face=False) if c.row == 2 else c for c in CASES]
    assert "面复率50%" in overview(ledger(*mixed))


def test_a_clause_without_its_figure_is_not_written() -> None:
    text = overview(ledger(*(c for c in CASES if c.role != "参阅" and c.row != 11)))
    assert "参阅" not in text
    assert "均已按规定时限办结" in text
    assert "较上年" not in text
    last = [case(n, sheet="last", year="last") for n in range(2, 7)]
    assert "总数较上年5件增加5件，增幅100%" in overview(ledger(*CASES, *last))


def test_every_number_of_the_overview_is_bound_to_cells_of_the_ledger() -> None:
    report = draft_report(ledger(*CASES), PROFILE, kind_named("dept-annual"), as_of=DAY)
    counted = [report.draft.figures[r.ref] for *_, b, r in report.draft.spans() if b.ask == 1 and r.kind == "figure"]
    assert counted
    assert all(f.source.kind == "ledger" and f.source.cells for f in counted)
    section = report.sections[0].text
    assert len(re.findall(r"\d+(?:\.\d+)?(?:件|%)", section)) == len(counted)


def test_a_changed_cell_changes_exactly_the_sentences_that_use_it() -> None:
    def sentences(of: Ledger) -> set[str]:
        return set(re.split(r"(?<=[。；，])", overview(of)))

    before = sentences(ledger(*CASES))
    after = sentences(ledger(*(replace(c, result="A") if c.row == 3 else c for c in CASES)))
    assert before - after == {"A类3件，", "占75%；", "B类1件，", "占25%。"}
    assert after - before == {"A类4件，", "占100%。"}


def test_figures_that_do_not_add_up_stop_the_report_and_name_the_cells() -> None:
    with pytest.raises(InputError, match=r"加不起来.*台账!D12"):
        draft_report(ledger(*CASES, case(12, role="", role_word="")), PROFILE, kind_named("dept-annual"))


def test_an_open_question_about_roles_stops_the_report() -> None:
    asked = ledger(*CASES, questions=(Question("role", "“牵头”算作什么？", "台账", "D3", "牵头"),))
    with pytest.raises(InputError, match=r"1处要先问清.*台账!D3"):
        draft_report(asked, PROFILE, kind_named("dept-annual"))


def test_the_kind_is_guessed_from_what_the_ledger_holds() -> None:
    units = [case(n, lead=u) for n, u in enumerate(("省教育厅", "省财政厅", "云河市政府", "省民政厅"), 2)]
    assert guess(ledger(*units)).kind == "gov-to-npc"
    assert guess(ledger(*CASES)).kind == "dept-annual"
    text = overview(ledger(*units), "gov-to-npc")
    assert "分别交由省教育厅等3个部门（单位）和云河市政府承办" in text


@pytest.mark.parametrize("kind", [r.kind for r in reports().report])
def test_every_kind_has_its_frame_and_its_parts(kind: str) -> None:
    report = draft_report(ledger(*CASES), PROFILE, kind_named(kind), as_of=DAY)
    blocks = [b.kind for b in report.draft.blocks]
    assert blocks[0] == "title"
    assert {"salutation", "opening", "signature", "date"} <= set(blocks)
    assert ("closing" in blocks) == (kind != "cppcc-summary"), "a 总结 ends with what it says"
    assert [s.heading for s in report.sections] == [p.heading for p in report.kind.parts if not p.optional]
    assert "{" not in report.draft.text


def test_earlier_cases_still_tracked_get_their_part() -> None:
    tracked = [case(n, sheet="tracked", year="tracked", result="A") for n in (2, 3)]
    report = draft_report(ledger(*CASES, *tracked), PROFILE, kind_named("spoken-npc"), as_of=DAY)
    part = next(s for s in report.sections if s.id == "tracked")
    assert "2件" in part.text


def test_one_part_alone_can_be_asked_for_and_an_unknown_one_is_refused() -> None:
    report = draft_report(ledger(*CASES), PROFILE, kind_named("dept-annual"), only=("overview",))
    assert [s.id for s in report.sections] == ["overview"]
    with pytest.raises(InputError, match="没有“x”这一部分"):
        draft_report(ledger(*CASES), PROFILE, kind_named("dept-annual"), only=("x",))


class Shelf:
    def __init__(self, *documents: Document) -> None:
        self._documents = documents

    def documents(self) -> list[Document]:
        return list(self._documents)

    def document(self, path: str) -> Document | None:
        return next((d for d in self._documents if d.path == path), None)


def test_a_case_is_told_from_our_own_reply_with_its_figures_bound() -> None:
    text = "您提出的建议收悉。我厅会同有关单位建成中试基地12个，已服务企业340家。下一步将继续扩大范围。"
    reply = Document("复.txt", "关于第2件事的答复", text, number="示工信函〔2026〕5号", kind="reply", issued=DAY)
    cases = [replace(c, out_number=reply.number) if c.row == 2 else c for c in CASES]
    report = draft_report(ledger(*cases), PROFILE, kind_named("dept-annual"), kb=Shelf(reply))
    told = next(s for s in report.sections if s.id == "cases").text.split("\n")[0]
    assert "建成中试基地12个，已服务企业340家" in told
    assert "下一步" not in told
    figures = [f for _, _, f in report.draft.figure_spans() if f.source.kind == "passage"]
    assert [text[slice(f.source.start, f.source.end)] for f in figures] == ["12个", "340家"]
    assert "知识库里有答复原文" in report.candidates[0].why


def test_a_case_without_a_document_number_is_told_from_the_reply_that_names_it() -> None:
    text = "您提出的《关于第2件事的建议》收悉。我厅会同有关单位建成中试基地12个，已服务企业340家。"
    title = "关于省十四届人大五次会议第0002号建议的答复"
    reply = Document("复.txt", title, text, kind="reply", number="示工信函〔2026〕9号", issued=date(2026, 5, 1))
    earlier = replace(reply, path="旧.txt", title=title.replace("五次", "四次"), issued=date(2025, 5, 1))
    found = {c.case.row: c.reply for c in candidates(ledger(*CASES), Shelf(earlier, reply))}
    assert found[2] == reply
    assert not found[3]


def test_a_report_is_checked_exported_and_annexed(tmp_path: Path) -> None:
    made, checked = yearly.write_report(ledger(*CASES), PROFILE, as_of=DAY)
    assert [f for f in checked.findings if f.severity == "error"] == []
    out = tmp_path / "报告.docx"
    assert [f for f in yearly.export(made, PROFILE, out) if f.severity == "error"] == []
    body = "".join(p.text for p in docx.Document(str(out)).paragraphs)
    assert "10件" in body
    annex = load_workbook(out.with_suffix(".figures.xlsx")).worksheets[0]
    rows = {r[1]: r for r in annex.iter_rows(min_row=2, values_only=True)}
    assert rows["建议提案总数"][0] == "10件"
    assert "台账!" in str(rows["人大代表建议·主办"][4])
    entry = yearly.entry(made, checked, guessed=True)
    assert entry["report"] == {"kind": "dept-annual", "name": "部门报政府办公厅的年度报告", "guessed": True}


def test_where_a_person_can_be_asked_a_rate_waits_for_its_base() -> None:
    def told(**bases: str) -> str:
        made = draft_report(ledger(*CASES), PROFILE, kind_named("dept-annual"), as_of=DAY, bases=bases)
        return made.sections[0].text

    assert "〔待补充：面复率（先确认以什么为分母）〕" in told()
    assert "面复率75%" in told(**{"rate.face": "已办结主办件", "rate.satisfied": "已反馈的主办件"})


def test_with_nobody_to_ask_the_profiles_first_base_is_taken() -> None:
    office = PROFILE.model_copy(update={"rate_bases": ("全部件", "应答复件")})
    made = draft_report(ledger(*CASES), office, kind_named("dept-annual"), as_of=DAY)
    assert "面复率30%" in made.sections[0].text


def test_the_base_that_the_ledgers_marks_point_to_may_stand_first_in_a_profile() -> None:
    office = PROFILE.model_copy(update={"rate_bases": ("台账标注的件", "全部件")})
    assert "面复率100%" in draft_report(ledger(*CASES), office, kind_named("dept-annual"), as_of=DAY).sections[0].text
    unlike = [replace(c, face=False) if c.row == 3 else c for c in CASES]
    text = draft_report(ledger(*unlike), office, kind_named("dept-annual"), as_of=DAY).sections[0].text
    assert "面复率20%" in text


def test_a_report_on_suggestions_leaves_the_motions_out() -> None:
    report = draft_report(ledger(*CASES), PROFILE, kind_named("spoken-npc"), as_of=DAY)
    assert "代表建议5件" in report.sections[0].text
    assert "提案" not in report.sections[0].text
    with pytest.raises(InputError, match="台账里没有建议"):
        draft_report(ledger(case(7, "提案")), PROFILE, kind_named("gov-to-npc"))


def test_the_governments_report_is_signed_by_it_and_bears_no_number_of_ours() -> None:
    blocks = draft_report(ledger(*CASES), PROFILE, kind_named("gov-to-npc"), as_of=DAY).draft.blocks
    assert [b.text for b in blocks if b.kind == "signature"] == ["示例省人民政府"]
    assert "number" not in {b.kind for b in blocks}


def test_a_government_speaks_of_itself_and_not_as_one_office() -> None:
    text = "我厅会同有关单位建成中试基地12个，已服务企业340家。"
    reply = Document(
        "复.txt",
        "关于第2件事的答复",
        text,
        number="示工信函〔2026〕5号",
        kind="reply",
        issued=DAY,
        issuer="示例省工业和信息化厅",
    )
    cases = [replace(c, out_number=reply.number, note="我局上门调研后纳入年度要点") if c.row == 2 else c for c in CASES]
    for kind in ("gov-to-npc", "spoken-npc"):
        made = draft_report(ledger(*cases), PROFILE, kind_named(kind), as_of=DAY, kb=Shelf(reply))
        assert "全省政府系统共承办" in made.draft.text
        assert not re.search("我[厅局]|责任处室|代表委员", made.draft.text)
        assert any("像是一个单位的台账" in n.message for n in made.notices)
    gov = draft_report(ledger(*cases), PROFILE, kind_named("gov-to-npc"), as_of=DAY, kb=Shelf(reply))
    assert "示例省工业和信息化厅会同有关单位建成中试基地12个，已服务企业340家" in gov.draft.text
    city = PROFILE.model_copy(update={"level": "市", "place": "示例市"})
    assert "全市政府系统" in draft_report(ledger(*CASES), city, kind_named("gov-to-npc"), as_of=DAY).draft.text


@pytest.mark.parametrize(
    "title", ['=HYPERLINK("http://evil.invalid/x","点此")', "+cmd|calc!A1", '<a href="http://evil.invalid">点</a>']
)
def test_a_title_that_looks_like_a_formula_is_escaped_and_told_only_on_demand(tmp_path: Path, title: str) -> None:
    odd = ledger(*(replace(c, title=title, theme=title) if c.row == 2 else c for c in CASES))
    untold = draft_report(odd, PROFILE, kind_named("dept-annual"), as_of=DAY)
    assert "台账!2" not in untold.chosen
    made, _ = yearly.write_report(odd, PROFILE, "dept-annual", as_of=DAY, cases=["台账!2"])
    text = made.draft.text
    assert "提出的《" in text
    assert not re.search(r"://|《[=+]|<a", text)
    yearly.export(made, PROFILE, tmp_path / "报告.docx")
    body = docx.Document(str(tmp_path / "报告.docx"))
    assert not [r for r in body.part.rels.values() if "hyperlink" in r.reltype]
    annex = load_workbook(tmp_path / "报告.figures.xlsx").worksheets[0]
    assert not [c for row in annex.iter_rows() for c in row if c.data_type == "f" or c.hyperlink]


def test_a_part_that_the_ledger_has_nothing_for_is_not_drafted_empty() -> None:
    with pytest.raises(InputError, match="没有往年结转、跟踪的件"):
        draft_report(ledger(*CASES), PROFILE, kind_named("dept-annual"), only=("tracked",))


def test_basically_satisfied_is_told_beside_satisfied() -> None:
    mixed = [replace(c, satisfaction="基本满意") if c.row == 3 else c for c in CASES]
    assert "提案中，满意2件、基本满意1件，满意率66.7%，含基本满意的为100%" in overview(ledger(*mixed))


def test_what_becomes_of_the_unsatisfied_is_left_to_a_person() -> None:
    text = overview(ledger(*(replace(c, satisfaction="不满意") if c.row == 3 else c for c in CASES)))
    assert "满意2件、不满意1件，满意率66.7%，〔待补充：不满意件的再次沟通、办理和答复情况〕。" in text


def test_a_result_of_a_case_that_is_not_ours_to_answer_is_not_counted_with_ours() -> None:
    text = overview(ledger(*(replace(c, result="A") if c.row == 4 else c for c in CASES)))
    assert "已办结的主办件4件中，A类3件，占75%" in text


def test_a_report_is_called_by_what_it_is_on() -> None:
    motions = ledger(*(c for c in CASES if c.kind == "提案"))
    assert guess(motions).kind == "cppcc-summary"
    text = draft_report(motions, PROFILE, kind_named("dept-annual"), as_of=DAY).draft.text
    assert text.startswith("关于2026年政协提案办理工作情况的报告")
    assert "代表建议" not in text


def test_earlier_cases_still_tracked_are_told_in_a_departments_report_too() -> None:
    tracked = [case(n, sheet="tracked", year="tracked", result="A") for n in (2, 3)]
    report = draft_report(ledger(*CASES, *tracked), PROFILE, kind_named("dept-annual"), as_of=DAY)
    assert [s.id for s in report.sections][3] == "tracked"


def test_a_ledger_without_dates_has_an_open_year() -> None:
    bare = ledger(*(replace(c, assigned=None, due=None, closed=None) for c in CASES))
    report = draft_report(bare, PROFILE, kind_named("dept-annual"))
    assert "关于〔待补充：年份〕年" in report.draft.text
    assert "按规定时限" not in report.draft.text
