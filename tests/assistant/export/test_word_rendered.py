"""Measured on the page that LibreOffice renders."""

from collections import defaultdict
from pathlib import Path

import pdfplumber
import pytest
from export_drafts import letter, profile, text
from soffice import needs_soffice, render

from assistant.draft import Draft
from assistant.export.heads import Layout
from assistant.export.word import write_letter

pytestmark = [needs_soffice, pytest.mark.slow]
MM = 72 / 25.4


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Characters by page: of a text of Chinese characters only, and of the long letter."""
    folder: Path = tmp_path_factory.mktemp("rendered")
    plain = Draft("reply", "送审稿", (text("title", "关于建议的答复"), text("paragraph", "国家机关公文" * 400)))
    write_letter(plain, profile(), folder / "plain.docx")
    write_letter(letter(), profile(), folder / "letter.docx", layout=Layout("letter"))
    made = {}
    for pdf in render(folder / "plain.docx", folder / "letter.docx"):
        with pdfplumber.open(pdf) as opened:
            made[pdf.stem] = [(page.height, page.width, page.chars, page.extract_text()) for page in opened.pages]
    return made


def lines(chars, height):
    """Lines of the text area: characters by their top, page number left out."""
    found = defaultdict(list)
    for c in chars:
        if c["top"] < height - 35 * MM:
            found[round(c["top"])].append(c)
    return [found[k] for k in sorted(found)]


def test_a_page_holds_22_lines_of_28_characters(pages):
    height, _, chars, _ = pages["plain"][1]
    assert [len(line) for line in lines(chars, height)] == [28] * 22


def test_the_text_area_is_156_by_225_mm_inside_its_margins(pages):
    height, width, chars, _ = pages["plain"][1]
    area = lines(chars, height)
    assert area[0][0]["x0"] / MM == pytest.approx(28, abs=1)
    assert (width - max(line[-1]["x1"] for line in area)) / MM == pytest.approx(26, abs=1)
    assert area[0][0]["top"] / MM == pytest.approx(37, abs=3)  # half the free space of a line is above it
    assert (area[21][0]["top"] - area[0][0]["top"]) / 21 == pytest.approx(28.95, abs=0.05)


def test_page_numbers_are_left_on_even_and_right_on_odd_pages_and_absent_on_the_first(pages):
    dashes = [
        [c for c in chars if c["text"] == "—" and c["top"] > height - 35 * MM] for height, _, chars, _ in pages["plain"]
    ]
    assert dashes[0] == []
    assert dashes[1][0]["x0"] / MM == pytest.approx(28 + 14 / MM, abs=0.5)
    assert (pages["plain"][2][1] - dashes[2][1]["x1"]) / MM == pytest.approx(26 + 14 / MM, abs=0.5)


def test_the_copies_stand_at_the_foot_of_the_last_page_and_the_list_follows_alone(pages):
    height, _, chars, words = pages["letter"][-2]
    assert "抄送" in words
    foot = max(c["bottom"] for c in chars if c["top"] < height - 36 * MM)
    assert (height - foot) / MM == pytest.approx(35, abs=3)
    assert pages["letter"][-1][3].lstrip().startswith("依据清单")
    assert "— " not in pages["letter"][-1][3]


def test_the_signature_is_never_alone_on_a_page(tmp_path):
    tail = [b for b in letter().blocks if b.kind in ("closing", "signature", "date", "note")]
    names = []
    for n in range(14, 24):
        draft = Draft(
            "reply", "送审稿", (text("title", "关于建议的答复"), *[text("paragraph", "我厅抓好落实。")] * n, *tail)
        )
        write_letter(draft, profile(), tmp_path / f"{n}.docx")
        names.append(tmp_path / f"{n}.docx")
    for pdf in render(*names):
        with pdfplumber.open(pdf) as opened:
            page = next(
                t for p in opened.pages if "2026 年 3 月 2 日" in (t := p.extract_text()) or "2026年3月2日" in t
            )
        assert "示例省工业和信息化厅" in page
        assert "感谢您" in page
