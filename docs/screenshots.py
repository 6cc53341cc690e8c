"""Renews the pictures in the README and the manual: starts the page on the sample corpus and drives it in Chromium.

make screenshots
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from page_server import CHROMIUM_FLAGS, Server  # noqa: E402  # lives with the tests

IMAGES = ROOT / "docs" / "images"


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no Chromium on this machine", file=sys.stderr)
        return 2
    IMAGES.mkdir(exist_ok=True)
    expect.set_options(timeout=120_000)
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="dafu-"))
    server = Server(home, wait=600)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="zh-CN")
            page.set_default_timeout(120_000)
            page.goto(server.address)
            letter(page)
            review(page)
            chat(page)
            report(page)
            browser.close()
    finally:
        server.close()
    return 0


def letter(page: Page) -> None:
    page.locator("#pasted textarea").fill((ROOT / "docs/demo/proposal.txt").read_text(encoding="utf-8"))
    page.locator("#recognise").click()
    expect(page.locator("#notes")).not_to_be_empty()
    page.wait_for_timeout(1000)
    page.screenshot(path=IMAGES / "fields.png")
    page.locator("#brought > button").click()
    for box, name in (("#material", "素材表.xlsx"), ("#contact", "沟通记录.md")):
        page.locator(f"{box} input[type=file]").set_input_files(ROOT / "docs/demo" / name)
        expect(page.locator(f"{box} a").first).to_be_visible()
    page.locator("#start").click()
    expect(page.locator("#status")).to_contain_text("已起草")
    page.get_by_role("tab", name="出处").click()
    page.evaluate("document.querySelector('#paper').scrollIntoView()")
    page.wait_for_timeout(1000)
    page.screenshot(path=IMAGES / "letter.png")


def review(page: Page) -> None:
    page.get_by_role("tab", name="审核").click()
    page.get_by_label("终稿").last.check()
    page.locator("#review-file input[type=file]").set_input_files(ROOT / "docs/demo-review/待审报告.txt")
    page.locator("#review .df-card").nth(1).locator("summary").click()
    page.locator("#review").scroll_into_view_if_needed()
    page.wait_for_timeout(2500)
    page.screenshot(path=IMAGES / "review.png")


def chat(page: Page) -> None:
    page.get_by_role("tab", name="问知识库").click()
    page.locator("#question textarea").fill("2025年省工业和信息化厅共承办多少件建议提案？")
    page.locator("#send").click()
    page.locator("#citations details summary").first.click()
    page.wait_for_timeout(1000)
    page.screenshot(path=IMAGES / "chat.png")


def report(page: Page) -> None:
    page.get_by_role("tab", name="起草报告").click()
    page.locator("#ledger input[type=file]").set_input_files(ROOT / "docs/demo-ledger/台账.csv")
    page.locator("#as-of textarea, #as-of input").first.fill("2026-06-30")
    expect(page.locator("#ledger a")).to_be_visible()
    page.locator("#read-ledger").click()
    expect(page.locator("#chart-parts svg .bars path").first).to_be_visible()
    page.wait_for_timeout(1000)
    page.screenshot(path=IMAGES / "report.png")


if __name__ == "__main__":
    sys.exit(main())
