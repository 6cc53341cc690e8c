"""审核 as a person uses it: real server, real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from page_server import Server
from playwright.sync_api import Page, expect

from assistant.checks.samples import LETTER

pytestmark = pytest.mark.browser

FAULTY = LETTER.replace("〔2026〕31号", "[2026]31号").replace("下一步", "共承办46件，主办18件、协办29件。下一步")


@pytest.fixture(scope="module")
def server(sample_home: Path) -> Iterator[Server]:
    server = Server(sample_home)
    yield server
    server.close()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "答复稿.docx"
    document = docx.Document()
    for line in FAULTY.split("\n"):
        document.add_paragraph(line)
    for n in range(40):
        document.paragraphs[5].insert_paragraph_before(f"我厅认真做好第{n + 1}项工作，完善机制，加强服务。")
    document.save(str(file))
    return file


def dropped(page: Page, server: Server, paper: Path) -> None:
    page.goto(server.address)
    page.get_by_role("tab", name="审核").click()
    page.locator("#review-file input[type=file]").set_input_files(paper)
    expect(page.locator("#review .df-card").first).to_be_visible()


def test_a_dropped_file_shows_its_wrong_figure_and_jumps_to_it(page: Page, server: Server, paper: Path) -> None:
    dropped(page, server, paper)
    card = page.locator("#review .df-card.error", has_text="47").first
    expect(card).to_be_visible()
    card.locator("summary").click()
    expect(card.locator("dl")).to_be_visible()
    mark = page.locator("#review mark.now").first
    expect(mark).to_be_in_viewport()
    expect(mark).to_contain_text("18件")


def test_a_mark_in_the_text_opens_its_finding(page: Page, server: Server, paper: Path) -> None:
    dropped(page, server, paper)
    page.locator("#review mark", has_text="2026").first.click()
    expect(page.locator("#review .df-card[open]")).to_contain_text("〔2026〕31号")


def test_a_safe_fix_is_taken_undone_and_downloaded(page: Page, server: Server, paper: Path, tmp_path: Path) -> None:
    dropped(page, server, paper)
    page.locator("#review [data-do=accept_all]").click()
    expect(page.locator("#review-status")).to_contain_text("已改正 1 处")
    expect(page.locator("#review .df-sheet")).to_contain_text("〔2026〕31号")
    page.locator("#review [data-do=report]").click()
    with page.expect_download() as download:
        page.locator("#review-output a[download], #review-output a[href*='.docx']").first.click()
    download.value.save_as(tmp_path / "改.docx")
    lines = [p.text for p in docx.Document(str(tmp_path / "改.docx")).paragraphs]
    assert "示工信函〔2026〕31号" in lines
    page.locator("#review [data-do=undo]").click()
    expect(page.locator("#review .df-sheet")).to_contain_text("[2026]31号")


def test_what_does_not_apply_needs_a_reason_and_stays_so(page: Page, server: Server, paper: Path) -> None:
    dropped(page, server, paper)
    page.locator("#review mark", has_text="2026").first.click()
    card = page.locator("#review .df-card[open]")
    card.locator("[data-do=dismiss]").click()
    expect(card.locator("input")).to_have_class(re.compile("missing"))
    card.locator("input").fill("沿用来文写法")
    card.locator("[data-do=dismiss]").click()
    expect(page.locator("#review .df-group.off").first).to_contain_text("已标不适用 1 处")
    dropped(page, server, paper)
    expect(page.locator("#review .df-group.off").first).to_contain_text("已标不适用 1 处")


def test_pasted_markup_is_shown_as_text(page: Page, server: Server) -> None:
    page.goto(server.address)
    page.get_by_role("tab", name="审核").click()
    evil = "<img src=x onerror=\"document.title='hacked'\">${1+1}{{value}}"
    page.locator("#review-pasted textarea").fill(FAULTY.replace("改造场景", evil))
    page.locator("#review-start").click()
    expect(page.locator("#review .df-sheet")).to_contain_text(evil)
    assert page.title() != "hacked"


def test_nothing_to_review_is_said(page: Page, server: Server) -> None:
    page.goto(server.address)
    page.get_by_role("tab", name="审核").click()
    page.locator("#review-start").click()
    expect(page.locator("#review-status")).to_contain_text("请先放入稿件")
