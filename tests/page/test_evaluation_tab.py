"""评测 as a person uses it: real server, real browser, a real suite."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_server import Server
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(sample_home: Path) -> Iterator[Server]:
    server = Server(sample_home)
    yield server
    server.close()


def opened(page: Page, server: Server, suite: str) -> None:
    page.goto(server.address)
    page.get_by_role("tab", name="评测").click()
    page.locator("#eval-suite input").click()
    page.get_by_role("option", name=suite).click()


def test_a_suite_runs_and_its_table_stands_on_the_page(page: Page, server: Server) -> None:
    opened(page, server, "收文")
    page.locator("#eval-start").click()
    expect(page.locator("#eval-status")).to_contain_text("评测完成", timeout=120_000)
    expect(page.locator("#eval-shown table")).to_contain_text("要素")
    expect(page.locator("#eval-output")).to_contain_text(".html")


def test_the_offices_own_papers_ask_for_their_folder(page: Page, server: Server) -> None:
    opened(page, server, "本单位文稿")
    expect(page.locator("#eval-papers")).to_be_visible()
    page.locator("#eval-start").click()
    expect(page.locator("#eval-status")).to_contain_text("请写明本单位定稿文稿所在的文件夹")
