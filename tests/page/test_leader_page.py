"""The leader's page: what it holds, and that it is one page of A4."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_ledgers import USUAL, cases, saved, table
from playwright.sync_api import Browser
from pypdf import PdfReader

from assistant.page import ledgers
from assistant.page.leader_page import one_page
from assistant.page.ledgers import ReadLedger, Upload

ROWS = cases(51, 9, 12, left=3, late=2)
DAY = date(2026, 7, 2)


def read(tmp_path: Path, rows: list[dict[str, Any]]) -> ReadLedger:
    return ledgers.read(Upload(str(saved(tmp_path / "台账.xlsx", {"台账": table(rows, USUAL)})), "2026-06-30"))


def test_it_holds_what_a_leader_asks_for(tmp_path: Path) -> None:
    found = read(tmp_path, ROWS)
    titled = [replace(c, title="<b>甲</b>") if not c.done else c for c in found.ledger.cases]
    page = one_page(replace(found.ledger, cases=tuple(titled)), found.told, "某局", DAY)
    unmet = sum(x["face"] is False for x in ROWS)
    for text in (
        f"<b>{len(ROWS)}件</b><span>承办总数",
        f"<b>{unmet}件</b><span>没有面复",
        "超期未办结",
        "不满意",
        "依据：台账.xlsx　制表：2026年7月2日",
        "截至2026年6月30日",
        "&lt;b&gt;甲",
    ):
        assert text in page
    assert "<b>甲</b>" not in page


def test_what_the_ledger_does_not_tell_is_a_dash_never_a_zero(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text(
        "编号,类别,标题,提出人\n1,人大代表建议,关于甲的建议,王甲\n2,人大代表建议,关于乙的建议,王乙\n", encoding="utf-8"
    )
    found = ledgers.read(Upload(str(path)))
    page = one_page(found.ledger, found.told, "某局", DAY)
    assert "<b>2件</b><span>承办总数" in page
    for word in ("领导督办", "会办", "已办结", "超期未办结", "没有面复", "不满意"):
        assert f"<b>—</b><span>{word}" in page
    assert "某局代表建议办理情况" in page


@pytest.mark.browser
def test_it_is_one_page_however_much_there_is_to_watch(browser: Browser, tmp_path: Path) -> None:
    rows = [
        x
        | {
            "title": "关于" + "进一步加强和改进有关" * 9 + "工作的建议",
            "dept": "中小企业与民营经济发展促进处（综合协调办公室）",
        }
        for x in cases(7, 60, 90, left=40, late=9)
    ]
    found = read(tmp_path, rows)
    tab = browser.new_page()
    tab.set_content(one_page(found.ledger, found.told, "示例省工业和信息化厅", DAY))
    printed = tab.pdf(prefer_css_page_size=True)
    tab.close()
    assert len(PdfReader(io.BytesIO(printed)).pages) == 1
