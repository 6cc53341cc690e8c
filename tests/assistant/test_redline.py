"""花脸稿: the draft's own text on one side, what came back on the other; as Word exactly these after 拒绝 and 接受."""

import random

import pytest
from docx import Document
from test_returning import DRAFT, EDITS, edited

from assistant.export.heads import Layout
from assistant.export.word import write_letter
from assistant.returning.comparing import Unit, compare
from assistant.returning.redline import pieces, rows
from assistant.returning.redline_page import redline
from assistant.returning.redline_word import write_redline
from knowledge_base import profiles
from knowledge_base.readers.word import read_docx

UNITS = [Unit(b.text, b.level if b.kind == "heading" else 0, b.kind == "table") for b in DRAFT.blocks]


def lines(text: str) -> list[str]:
    return ["".join(x.split()) for x in text.split("\n") if x.strip()]


def scrambled(seed: int) -> list[Unit]:
    """Paragraphs moved, dropped, doubled, cut short, joined and written anew, at random."""
    chance = random.Random(seed)
    units = list(UNITS)
    for _ in range(6):
        n = chance.randrange(len(units))
        match chance.randrange(6):
            case 0:
                units.insert(chance.randrange(len(units)), units.pop(n))
            case 1 if len(units) > 5:
                units.pop(n)
            case 2:
                units.insert(n, Unit(chance.choice(["新增的一段话，写明2026年新建3个。", units[n].text + "再说一遍"])))
            case 3 if not units[n].table and len(units[n].text) > 9:
                cut = chance.randrange(3, len(units[n].text) - 3)
                units[n : n + 1] = [Unit(units[n].text[:cut]), Unit(units[n].text[cut:])]
            case 4 if n + 1 < len(units) and not units[n].table and not units[n + 1].table:
                units[n : n + 2] = [Unit(units[n].text + units[n + 1].text)]
            case _:
                units[n] = Unit(
                    units[n].text.replace("的", "之").replace("2", "3") or "空", units[n].level, units[n].table
                )
    return units


@pytest.mark.parametrize("seed", range(25))
def test_whatever_was_done_both_sides_are_exact(tmp_path, seed):
    units = scrambled(seed)
    back = compare(DRAFT, units)
    made = rows(back)
    assert lines("\n".join(t for r in made if (t := r.text("old")))) == lines(DRAFT.text)
    write_redline(back, tmp_path / "x.docx")
    data = (tmp_path / "x.docx").read_bytes()
    assert lines(read_docx(data, "x", "original")[0]) == lines(DRAFT.text)
    assert lines(read_docx(data, "x", "final")[0]) == lines("\n".join(u.text for u in units))
    assert sorted(i for g in back.groups for i in g.old) == list(range(len(DRAFT.blocks)))
    assert sorted(j for g in back.groups for j in g.new) == list(range(len(units)))


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_made_in_word_shows_on_both_sides(tmp_path, name):
    write_letter(DRAFT, profiles.load("省工业和信息化厅"), tmp_path / "sent.docx", sources="none", layout=Layout())
    back = edited(tmp_path / "sent.docx", tmp_path, EDITS[name])
    assert any(r.changed for r in rows(back))
    page = redline(back)
    assert "<del>" in page or "<ins>" in page


def test_a_draft_that_came_back_as_it_was_has_nothing_to_show(tmp_path):
    back = compare(DRAFT, UNITS)
    assert not any(r.changed for r in rows(back))
    write_redline(back, tmp_path / "x.docx")
    assert "w:ins" not in Document(str(tmp_path / "x.docx")).element.xml


def test_a_number_is_changed_as_a_whole():
    assert [(p.stay, p.text) for p in pieces("支持86家企业", "支持96家企业")] == [
        ("same", "支持"), ("old", "86"), ("new", "96"), ("same", "家企业"),
    ]  # fmt: skip


def test_text_from_the_file_stays_text():
    units = [Unit(u.text.replace("周某某", "<script>alert(1)</script>")) for u in UNITS[:3]]
    assert "<script>" not in redline(compare(DRAFT, units))
