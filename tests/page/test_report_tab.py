"""起草报告 on the page: from the uploaded 台账 to the Word file."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_server import Server
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LEDGER = Path(__file__).resolve().parents[2] / "docs" / "demo-ledger" / "台账.csv"


@pytest.fixture(scope="module")
def server(sample_home: Path) -> Iterator[Server]:
    server = Server(sample_home)
    yield server
    server.close()


def read(page: Page, server: Server, ledger: Path = LEDGER) -> None:
    page.goto(server.address)
    page.get_by_role("tab", name="起草报告").click()
    page.locator("#ledger input[type=file]").set_input_files(ledger)
    expect(page.locator("#ledger a")).to_be_visible()  # uploaded
    page.locator("#read-ledger").click()


def test_a_ledger_becomes_a_report_in_word(page: Page, server: Server) -> None:
    read(page, server)
    expect(page.locator("#ledger-status")).to_contain_text("读到 24 件")
    expect(page.locator("#sums")).to_contain_text("总数24＝人大代表建议10＋政协提案14")
    expect(page.locator("#chart-themes svg .bars path")).to_have_count(6)
    expect(page.locator("#chart-themes svg")).to_contain_text(["绿色低碳"])
    expect(page.locator("#chart-themes")).to_have_attribute("aria-labelledby", "chart-themes-says")
    expect(page.locator("#chart-themes-says")).to_contain_text("绿色低碳6件")
    page.locator("#start-report").click()
    expect(page.locator("#report-status")).to_contain_text("已起草")
    expect(page.locator("#report-paper")).to_contain_text("提案24件")
    expect(page.locator("#report-paper")).to_contain_text("面复率（先确认以什么为分母）")
    page.locator("#face-base input").click()
    page.get_by_role("option", name="主办件：6/9，即66.7%", exact=True).click()
    page.locator("#start-report").click()
    expect(page.locator("#report-moved")).to_contain_text("句跟着变了")
    expect(page.locator("#report-paper")).to_contain_text("面复率66.7%")
    page.get_by_role("tab", name="下载").last.click()
    page.locator("#report-export").click()
    expect(page.locator("#report-output")).to_contain_text("办理工作情况报告（数字附表）", timeout=60_000)


def test_reloading_the_page_loses_nothing(page: Page, server: Server) -> None:
    read(page, server)
    page.locator("#start-report").click()
    expect(page.locator("#report-status")).to_contain_text("已起草")
    page.locator("#report-part input").click()
    page.get_by_role("option", name="存在问题").click()
    expect(page.locator("#part-text textarea")).to_have_value(re.compile("存在的问题和原因"))
    page.locator("#part-text textarea").fill("个别件沟通不够。")
    page.locator("#save-part").click()
    expect(page.locator("#report-paper")).to_contain_text("个别件沟通不够。")
    page.reload()
    page.get_by_role("tab", name="起草报告").click()
    expect(page.locator("#ledger-status")).to_contain_text("读到 24 件")
    expect(page.locator("#ledger")).to_contain_text("台账")
    expect(page.locator("#report-paper")).to_contain_text("个别件沟通不够。")
    assert "run-history" not in page.evaluate("Object.keys(localStorage).join()")


def test_a_word_that_the_ledger_alone_knows_is_asked_about(page: Page, server: Server, tmp_path: Path) -> None:
    odd = tmp_path / "台账.csv"
    odd.write_text(LEDGER.read_text(encoding="utf-8").replace(",主办,", ",牵头,", 1), encoding="utf-8")
    read(page, server, odd)
    expect(page.locator("#ledger-status")).to_contain_text("有 1 种叫法要先确认")
    page.locator("#start-report").click()
    expect(page.locator("#report-status")).to_contain_text("要先问清才能出报告")
    meaning = page.locator("#words [role=gridcell]").nth(2)
    meaning.dblclick()
    meaning.locator("textarea, input").fill("主办")
    page.keyboard.press("Enter")
    expect(meaning).to_contain_text("主办")
    page.locator("#read-ledger").click()
    expect(page.locator("#ledger-status")).not_to_contain_text("要先确认")
    page.locator("#start-report").click()
    expect(page.locator("#report-status")).to_contain_text("已起草")


def test_a_file_that_is_no_ledger_is_said_and_what_was_there_stays(page: Page, server: Server, tmp_path: Path) -> None:
    read(page, server)
    expect(page.locator("#chart-themes svg .bars path")).to_have_count(6)
    wrong = tmp_path / "通知.csv"
    wrong.write_text("今天下午开会\n", encoding="utf-8")
    page.locator("#ledger button[aria-label]").first.click()
    page.locator("#ledger input[type=file]").set_input_files(wrong)
    expect(page.locator("#ledger")).to_contain_text("通知")
    page.locator("#read-ledger").click()
    expect(page.locator("#ledger-status")).to_contain_text("没有找到台账")
    expect(page.locator("#ledger-status")).to_contain_text("下面仍是“台账.csv”的内容")
    expect(page.locator("#chart-themes svg .bars path")).to_have_count(6)
    expect(page.locator("#sums")).to_contain_text("总数24")


def test_a_part_is_edited_and_stays_when_the_ledger_changes(page: Page, server: Server, tmp_path: Path) -> None:
    read(page, server)
    page.locator("#start-report").click()
    expect(page.locator("#report-status")).to_contain_text("已起草")
    page.locator("#report-part input").click()
    page.get_by_role("option", name="存在问题").click()
    expect(page.locator("#part-text textarea")).to_have_value(re.compile("〔待补充：本年办理中存在的问题和原因〕$"))
    page.locator("#part-text textarea").fill("个别件沟通不够，共有7件。")
    page.locator("#save-part").click()
    expect(page.locator("#report-paper")).to_contain_text("〔待核实：7件〕")
    changed = tmp_path / "改后台账.csv"
    changed.write_text(LEDGER.read_text(encoding="utf-8").replace(",参阅,", ",会办,", 1), encoding="utf-8")
    page.locator("#ledger button[aria-label]").first.click()
    page.locator("#ledger input[type=file]").set_input_files(changed)
    expect(page.locator("#ledger")).to_contain_text("改后台账")
    page.locator("#start-report").click()
    expect(page.locator("#report-moved")).to_contain_text("跟着变了")
    expect(page.locator("#report-paper")).to_contain_text("〔待核实：7件〕")
    expect(page.locator("#report-paper")).not_to_contain_text("参阅1件")


def test_the_outline_is_taken_from_a_past_report(page: Page, server: Server, tmp_path: Path) -> None:
    past = tmp_path / "去年报告.txt"
    past.write_text("一、基本情况\n略。\n二、创新举措\n略。\n三、下一步打算\n略。\n", encoding="utf-8")
    read(page, server)
    with page.expect_file_chooser() as chooser:
        page.locator("#past").click()
    chooser.value.set_files(past)
    expect(page.locator("#report-status")).to_contain_text("提纲已换成")
    page.locator("#start-report").click()
    expect(page.locator("#report-paper")).to_contain_text("二、创新举措")
    expect(page.locator("#report-paper")).to_contain_text("一、基本情况")
