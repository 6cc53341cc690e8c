"""Several proposals at once on the page: one of them, or all as 并案; what was brought is told beside the draft."""

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from page_server import Server
from playwright.sync_api import Page, expect

from assistant import settings
from assistant.batch import Options
from assistant.brought.papers import Papers
from assistant.page import form
from assistant.page.beside import beside
from assistant.page.option_words import on_page
from assistant.page.workbench import Progress, Workbench
from knowledge_base.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
FIRST = (ROOT / "docs" / "demo" / "proposal.txt").read_text(encoding="utf-8")
SECOND = FIRST.replace("0086", "0099").replace("叶甲苗", "沈丙禾").replace("青岭代表团", "白石代表团")
RECORD = (
    "第0086号建议\n沟通方式：电话\n沟通时间：2026年4月8日\n经办人：某处王测丁\n提出人意见：对技改资金不能安排表示理解\n"
)


@pytest.fixture
def bench(sample_home: Path) -> Workbench:
    return Workbench(settings.load(home=sample_home))


@pytest.fixture
def options() -> Options:
    return Options.parse(role=None, stage="送审稿", number="", dated="", class_mark="", sources="list")


def two(tmp_path: Path) -> list[str]:
    files = [tmp_path / "甲.txt", tmp_path / "乙.txt"]
    for file, text in zip(files, (FIRST, SECOND), strict=True):
        file.write_text(text, encoding="utf-8")
    return [str(f) for f in files]


def test_each_letter_of_a_group_is_written_and_what_is_shared_is_the_same(
    bench: Workbench, options: Options, tmp_path: Path
) -> None:
    proposals = bench.recognise("", two(tmp_path))
    record = tmp_path / "沟通记录.txt"
    record.write_text(RECORD, encoding="utf-8")
    brought = bench.cases(
        form.cases(form.show(proposals[0]), proposals, 0, options, together=True), Papers(contacts=[record])
    )
    assert [len(c.contacts) for c in brought] == [1, 0]
    ids: list[str] = []
    for case in brought:
        steps = bench.draft(case, threading.Event(), "offline", list(ids))
        ids += [s for s in steps if not isinstance(s, Progress)]
    one, other = map(bench.letter, ids)
    assert one.finished.section(2) == other.finished.section(2)
    assert one.sections[1].shared_with == ("建议第0099号",)
    assert "沈丙禾代表：" in other.finished.text
    assert "与您电话沟通" in one.finished.text
    assert "电话沟通" not in other.finished.text
    with pytest.raises(InputError, match="已锁定"):
        bench.edit(ids[1], 2, "改一改。")


def test_a_group_is_no_final_letter_and_takes_no_paper_of_one_case(
    bench: Workbench, options: Options, tmp_path: Path
) -> None:
    proposals = bench.recognise("", two(tmp_path))
    shown = form.show(proposals[0])
    final = Options.parse(role=None, stage="终稿", number="12", dated="2026-05-10", class_mark="A", sources="list")
    with pytest.raises(InputError, match="文号不同"):
        form.cases(shown, proposals, 0, final, together=True)
    group = form.cases(shown, proposals, 0, options, together=True)
    with pytest.raises(InputError, match="一次只能办一件"):
        bench.cases(group, Papers(opinions=[tmp_path / "甲.txt"]))


def test_what_a_person_corrected_in_one_of_several_stays(bench: Workbench, tmp_path: Path) -> None:
    proposals = bench.recognise("", two(tmp_path))
    shown = form.show(proposals[0])
    shown.asks[0][1] = "某处"
    kept = form.left(shown, proposals, 0)
    assert form.show(kept[0]).asks[0][1] == "某处"
    assert kept[1] == proposals[1]
    shown.asks.clear()
    assert form.left(shown, kept, 0) == kept, "an empty form is no correction"


def test_a_case_for_reference_is_answered_only_where_a_person_says_so(bench: Workbench, options: Options) -> None:
    [proposal] = bench.recognise(FIRST)
    proposal = proposal.with_(role="参阅")
    shown = form.show(proposal)
    with pytest.raises(InputError, match="参阅件"):
        form.cases(shown, [proposal], 0, options)
    [case] = form.cases(replace(shown, role="会办"), [proposal], 0, options)
    assert case.role == "会办"


def test_a_file_that_is_none_is_named_among_several(bench: Workbench, tmp_path: Path) -> None:
    files = two(tmp_path)
    for name, told in (("会议通知.txt", "没有识别出建议或提案"), ("沟通记录.txt", "放到“沟通记录”一栏")):
        (tmp_path / name).write_text("今天下午开会。\n", encoding="utf-8")
        with pytest.raises(InputError, match=told):
            bench.recognise("", [*files, str(tmp_path / name)])


def test_what_was_brought_and_not_used_is_told_beside_the_draft(
    bench: Workbench, options: Options, tmp_path: Path
) -> None:
    import openpyxl

    book = openpyxl.load_workbook(ROOT / "docs" / "demo" / "素材表.xlsx")
    row = [c.value for c in book.worksheets[0][1]]
    at = next(n for n, v in enumerate(row) if v and "诉求" in str(v)) if any(row) else 0
    assert row
    book.worksheets[0].append([None] * at + ["关于海水淡化<b>", "已建成3座。", "已建成3座。"])
    book.save(tmp_path / "素材.xlsx")
    [proposal] = bench.recognise(FIRST)
    [case] = bench.cases(
        form.cases(form.show(proposal), [proposal], 0, options), Papers(materials=[tmp_path / "素材.xlsx"])
    )
    *_, id_ = bench.draft(case, threading.Event(), "offline")
    assert isinstance(id_, str)
    html = beside(bench.letter(id_))
    assert "海水淡化&lt;b&gt;" in html
    assert "没有采用" in html
    assert "原件要求面复，没有沟通记录" in html
    assert "“沟通记录”一栏" in html
    assert "--" not in html


def test_options_of_the_command_line_are_told_as_fields() -> None:
    assert on_page("请用 --stage 送审稿。") == "请用“阶段”里的“送审稿”。"
    assert on_page("请用 --number 和 --date 给出") == "请用“发文字号”和“成文日期”给出"
    assert on_page("不能与 --again、--follow-up、--opinion 一起用。").count("--") == 0
    assert on_page("--dated 不动，2026--27 也不动") == "--dated 不动，2026--27 也不动"


@pytest.mark.browser
def test_two_are_grouped_looked_at_and_jumped_into(page: Page, sample_home: Path, tmp_path: Path) -> None:
    files = two(tmp_path)
    record = tmp_path / "沟通记录.txt"
    record.write_text(RECORD.replace("2026年4月8日", f"{date.today().year + 1}年4月8日"), encoding="utf-8")
    server = Server(sample_home)
    try:
        page.goto(server.address)
        page.locator("#upload input[type=file]").set_input_files(files)
        expect(page.locator("#upload a")).to_have_count(2)
        page.locator("#start").click()
        expect(page.locator("#status")).to_contain_text("这里有几件")
        assert page.locator(".toast-wrap .error").count() == 0
        page.locator("#together input").check()
        page.locator("#brought > button").click()
        page.locator("#contact input[type=file]").set_input_files(record)
        expect(page.locator("#contact a")).to_be_visible()
        page.locator("#start").click()
        expect(page.locator("#letters input")).to_have_count(2, timeout=60_000)
        expect(page.locator("#paper")).to_contain_text("叶甲苗代表：")
        expect(page.locator("#beside")).to_contain_text("还没有到，请核对")
        page.get_by_role("tab", name="校核").first.click()
        card = page.locator("#findings .df-card", has_text="由两化融合处提供").first
        card.locator("summary").click()
        expect(page.locator("#paper .finding.now")).to_contain_text("由两化融合处提供")
        page.locator("#letters input").nth(1).check()
        expect(page.locator("#paper")).to_contain_text("沈丙禾代表：")
        page.get_by_role("tab", name="修改").first.click()
        page.locator("#edited textarea").fill("改一改。")
        page.locator("#save").click()
        expect(page.locator("#status")).to_contain_text("已锁定")
    finally:
        server.close()
