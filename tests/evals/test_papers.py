import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from assistant.draft import PaperKind
from evals import papers
from evals.quantities import rates, sums
from knowledge_base.errors import InputError


def test_there_are_thirty_own_papers_of_every_kind():
    kinds = Counter(p.about.kind for p in papers.own())
    assert sum(kinds.values()) >= 30
    assert all(kinds[k] >= 3 for k in get_args(PaperKind))


def test_every_own_paper_has_a_fact_sheet_in_other_words():
    for paper in papers.own():
        assert len(paper.about.sheet) > 50, paper.name
        sentences = list(re.findall(r"[^。\n]{30,}。", paper.text))
        assert not any(s in paper.about.sheet for s in sentences), paper.name


def test_names_told_in_a_sheet_stand_in_the_paper():
    for paper in papers.own():
        for name in (*paper.about.people, *paper.about.organs):
            assert name in paper.text, (paper.name, name)


def test_own_papers_are_about_the_invented_province():
    real = re.compile(r"(?<!示例)(?:吉林|湖南|浙江|山东|广东|甘肃)")
    assert not [p.name for p in papers.own() if real.search(p.text)]


def test_the_papers_hold_enough_relations_to_break():
    found = papers.own()
    assert sum(len(list(sums(p.text, p.numbers))) for p in found) >= 30
    assert sum(len(list(rates(p.text, p.numbers))) for p in found) >= 15


def test_an_unknown_key_beside_a_paper_is_refused(tmp_path: Path):
    (tmp_path / "a.txt").write_text("关于某事的报告\n", encoding="utf-8")
    (tmp_path / "a.toml").write_text('kind = "report"\ncolour = "red"\n', encoding="utf-8")
    with pytest.raises(InputError, match="colour"):
        papers.folder(tmp_path)


def test_a_folder_without_papers_says_so(tmp_path: Path):
    with pytest.raises(InputError, match="没有"):
        papers.folder(tmp_path)


def test_an_office_gives_word_files_and_their_kind_is_guessed(tmp_path: Path):
    from docx import Document

    word = Document()
    for line in (
        "关于省十四届人大五次会议第0156号建议的答复",
        "林某代表：",
        "您提出的建议收悉。经研究，现答复如下：",
        "我厅已完成初稿。",
        "感谢您的关心和支持。",
        "示例省某某厅",
        "2026年5月8日",
    ):
        word.add_paragraph(line)
    word.save(str(tmp_path / "复函.docx"))
    (paper,) = papers.office(tmp_path, "")
    assert (paper.about.kind, paper.about.stage) == ("reply", "终稿")
    assert paper.outline.signature is not None
