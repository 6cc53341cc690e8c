"""改回来的稿 as a person uses it: the letter downloaded, changed in Word, put back, looked at, adopted and checked again."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from page_server import Server
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PROPOSAL = (Path(__file__).resolve().parents[2] / "docs" / "demo" / "proposal.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def server(sample_home: Path) -> Iterator[Server]:
    server = Server(sample_home)
    yield server
    server.close()


@pytest.fixture
def letter(page: Page, server: Server, tmp_path: Path) -> Path:
    """The demo letter as it was downloaded from the page."""
    page.goto(server.address)
    page.locator("#pasted textarea").fill(PROPOSAL)
    page.locator("#recognise").click()
    expect(page.locator("#salutation textarea, #salutation input").first).to_have_value(re.compile("代表：$"))
    page.locator("#start").click()
    expect(page.locator("#status")).to_contain_text("已起草", timeout=120_000)
    page.get_by_role("tab", name="下载").click()
    page.locator("#export").click()
    with page.expect_download() as download:
        page.locator("#output a[download], #output a[href*='.docx']").first.click()
    download.value.save_as(tmp_path / "答复.docx")
    return tmp_path / "答复.docx"


def put_back(page: Page, file: Path) -> None:
    page.get_by_role("tab", name="改回来的稿").click()
    page.locator("#back input[type=file]").set_input_files(file)


def test_what_a_leader_changed_is_shown_with_its_source_adopted_and_checked_again(page: Page, letter: Path) -> None:
    document = docx.Document(str(letter))
    figure = next(r for p in document.paragraphs for r in p.runs if re.fullmatch(r"\d+[家个户项件]", r.text))
    was, now = figure.text, f"9{figure.text}"
    figure.text = now
    closing = next(p for p in document.paragraphs if p.text.startswith("感谢您"))
    closing.add_run("欢迎继续监督<b>指导</b>。")
    document.save(str(letter))
    put_back(page, letter)
    expect(page.locator("#edits li", has_text="修改").first).to_be_visible()
    changed = page.locator("#edits li li", has_text="改为").first
    expect(changed).to_contain_text(f"{was} 改为 {now}；来源：")
    expect(page.locator("#edits")).to_contain_text("<b>指导</b>")
    expect(page.locator("#paper ins").first).to_be_visible()
    expect(page.locator("#edits")).not_to_contain_text("拿错了文件")
    page.locator("#adopt").click()
    expect(page.locator("#status")).to_contain_text("已采用为新的一版")
    expect(page.locator("#paper")).to_contain_text(f"待核实：{now}")
    page.get_by_role("tab", name="校核").click()
    expect(page.locator("#findings")).to_contain_text(now)


def test_the_file_of_another_case_or_none_at_all_is_said_to_be_one(page: Page, letter: Path, tmp_path: Path) -> None:
    other = docx.Document()
    for line in (
        "关于省十四届人大四次会议第9999号建议的答复",
        "某某某代表：",
        "您提出的建议收悉。现答复如下：",
        "校园食堂已全部改造。",
    ):
        other.add_paragraph(line)
    other.save(str(tmp_path / "别的.docx"))
    put_back(page, tmp_path / "别的.docx")
    expect(page.locator("#edits")).to_contain_text("第9999号，请核对是不是拿错了文件")
    page.locator("#back button[aria-label='Clear'], #back button[aria-label='清除']").first.click()
    (tmp_path / "坏.docx").write_bytes(b"no Word file")
    put_back(page, tmp_path / "坏.docx")
    expect(page.locator("#status")).to_contain_text("坏.docx")
