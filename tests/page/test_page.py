"""The page as a person uses it: real server, real browser."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_server import Server
from playwright.sync_api import Page, expect
from scripted_model import ScriptedModel

pytestmark = pytest.mark.browser

PROPOSAL = (Path(__file__).resolve().parents[2] / "docs" / "demo" / "proposal.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def server(sample_home: Path) -> Iterator[Server]:
    server = Server(sample_home)
    yield server
    server.close()


def open_page(page: Page, server: Server) -> None:
    page.goto(server.address)
    expect(page.locator("#recognise")).to_be_visible()


def drafted(page: Page, server: Server) -> None:
    open_page(page, server)
    page.locator("#pasted textarea").fill(PROPOSAL)
    page.locator("#recognise").click()
    expect(page.locator("#salutation textarea, #salutation input").first).to_have_value(re.compile("代表：$"))
    page.locator("#start").click()
    expect(page.locator("#status")).to_contain_text("已起草", timeout=120_000)


def test_a_pasted_proposal_becomes_a_letter_whose_figures_show_their_sources(page: Page, server: Server) -> None:
    drafted(page, server)
    expect(page.locator("#paper")).to_contain_text("收悉")
    assert page.locator("#paper mark").count() > 0
    page.get_by_role("tab", name="出处").click()
    expect(page.locator("#sources table")).to_contain_text("《")


def test_the_letter_downloads_as_word_with_the_text_that_the_page_shows(
    page: Page, server: Server, tmp_path: Path
) -> None:
    drafted(page, server)
    page.get_by_role("tab", name="下载").click()
    page.locator("#export").click()
    link = page.locator("#output a[download], #output a[href*='.docx']").first
    with page.expect_download() as download:
        link.click()
    file = tmp_path / "letter.docx"
    download.value.save_as(file)
    body = re.sub(r"<[^>]+>|\s", "", zipfile.ZipFile(file).read("word/document.xml").decode("utf-8"))
    assert "收悉" in body


def test_a_number_typed_by_hand_is_marked_after_saving(page: Page, server: Server) -> None:
    drafted(page, server)
    page.get_by_role("tab", name="修改").click()
    box = page.locator("#edited textarea")
    expect(box).not_to_have_value("")
    box.fill(box.input_value() + "\n全省另安排98765万元。")
    page.locator("#save").click()
    expect(page.locator("#paper")).to_contain_text("待核实")
    page.get_by_role("tab", name="校核").click()
    expect(page.locator("#findings")).to_contain_text("98765万元")


def test_pasted_markup_is_shown_as_text_and_never_run(page: Page, server: Server) -> None:
    open_page(page, server)
    evil = "<img src=x onerror=\"document.title='hacked'\">"
    page.locator("#pasted textarea").fill(PROPOSAL.replace("关于", f"关于{evil}", 1))
    page.locator("#start").click()
    expect(page.locator("#status")).to_contain_text("已起草", timeout=120_000)
    assert page.title() != "hacked"


def test_the_letter_answers_what_is_pasted_now_not_what_was_read_before(page: Page, server: Server) -> None:
    open_page(page, server)
    page.locator("#pasted textarea").fill(PROPOSAL)
    page.locator("#recognise").click()
    expect(page.locator("#salutation textarea, #salutation input").first).to_have_value(re.compile("代表：$"))
    page.locator("#pasted textarea").fill(PROPOSAL.replace("关于", "关于尽快", 1))
    page.locator("#start").click()
    expect(page.locator("#status")).to_contain_text("已重新识别")
    expect(page.locator("#title textarea, #title input").first).to_have_value(re.compile("^关于尽快"))
    page.locator("#start").click()
    expect(page.locator("#status")).to_contain_text("已起草", timeout=120_000)


def test_text_that_is_no_proposal_is_said_to_be_none(page: Page, server: Server) -> None:
    open_page(page, server)
    page.locator("#pasted textarea").fill("今天天气很好，食堂中午有红烧肉。")
    page.locator("#recognise").click()
    expect(page.locator("#notes")).to_contain_text("未识别到建议或提案")


def test_the_chat_answers_with_a_citation_that_opens_its_passage(page: Page, server: Server) -> None:
    open_page(page, server)
    page.get_by_role("tab", name="问知识库").click()
    page.locator("#question textarea").fill("2025年省工业和信息化厅共承办多少件建议提案？")
    page.locator("#send").click()
    passage = page.locator("#citations details").first
    expect(passage).to_be_visible()
    passage.locator("summary").click()
    expect(passage.locator("p").last).to_be_visible()


def test_the_chat_has_no_button_but_the_one_that_empties_it(page: Page, server: Server) -> None:
    """Gradio brings one that posts the talk to an outside host."""
    open_page(page, server)
    page.get_by_role("tab", name="问知识库").click()
    page.locator("#question textarea").fill("火星基地的氧气配给标准是每人每天多少升？")
    page.locator("#send").click()
    expect(page.locator("#talk")).to_contain_text("知识库中没有")
    expect(page.locator("#talk button")).to_have_count(1)


def test_the_chat_says_plainly_when_nothing_answers(page: Page, server: Server) -> None:
    open_page(page, server)
    page.get_by_role("tab", name="问知识库").click()
    page.locator("#question textarea").fill("火星基地的氧气配给标准是每人每天多少升？")
    page.locator("#send").click()
    expect(page.locator("#talk")).to_contain_text("知识库中没有")


def test_an_uploaded_file_is_indexed_and_listed(page: Page, server: Server, tmp_path: Path) -> None:
    file = tmp_path / "新材料工作通报.txt"
    file.write_text(
        "示例省工业和信息化厅\n关于新材料工作的通报\n截至2026年5月底，全省新材料企业达到321家。\n", encoding="utf-8"
    )
    open_page(page, server)
    page.get_by_role("tab", name="资料").click()
    page.locator("#library-upload input[type=file]").set_input_files(file)
    page.locator("#library-add").click()
    expect(page.locator("#library-status")).to_contain_text("新增 1 份")


def test_a_set_up_error_shows_on_the_page(page: Page, sample_home: Path) -> None:
    broken = Server(sample_home, DAFU_OFFICE="没有这个单位")
    try:
        page.goto(broken.address)
        expect(page.locator("#trouble")).to_contain_text("没有名为“没有这个单位”的单位配置")
    finally:
        broken.close()


def test_stop_keeps_what_a_stalling_model_wrote(page: Page, sample_home: Path) -> None:
    with ScriptedModel("stalls") as model:
        server = Server(sample_home, DAFU_CHAT_BASE_URL=model.base_url, DAFU_CHAT_MODEL="scripted")
        try:
            open_page(page, server)
            page.locator("#pasted textarea").fill(PROPOSAL)
            page.locator("#recognise").click()
            expect(page.locator("#salutation textarea, #salutation input").first).to_have_value(re.compile("代表：$"))
            page.locator("#start").click()
            expect(page.locator("#paper")).to_contain_text("正在起草")
            page.wait_for_timeout(1500)
            page.locator("#halt").click()
            expect(page.locator("#status")).to_contain_text("已按要求停止", timeout=10_000)
            expect(page.locator("#paper")).to_contain_text("收悉")
        finally:
            server.close()
