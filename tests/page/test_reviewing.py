"""审核 behind the page: copies, fixes one by one, marks that are kept, reports."""

from pathlib import Path

import pytest

from assistant.checks.samples import LETTER
from assistant.page.review_view import review as shown
from assistant.page.reviewing import Review, ReviewDesk
from assistant.page.workbench import Workbench
from assistant.settings import Settings
from knowledge_base.errors import InputError

FAULTY = LETTER.replace("〔2026〕31号", "[2026]31号").replace("完成指引初稿，", "完成指引初稿，，")


@pytest.fixture
def desk(tmp_path: Path) -> ReviewDesk:
    return ReviewDesk(Workbench(Settings(home=tmp_path / "home")))


def begun(desk: ReviewDesk, text: str = FAULTY) -> Review:
    return desk.begin(None, text, "reply", "终稿", None, ())


def number_of(review: Review, check: str) -> int:
    return next(n for n, f in review.checked.open if f.check == check)


def test_a_paper_is_copied_and_left_alone_where_it_came_from(desk: ReviewDesk, tmp_path: Path) -> None:
    file = tmp_path / "答复.txt"
    file.write_text(FAULTY, encoding="utf-8")
    review = desk.begin(str(file), "", "auto", "终稿", None, ())
    fixed, _ = desk.accept(review)
    assert file.read_text(encoding="utf-8") == FAULTY
    assert fixed.file.read_text(encoding="utf-8") == LETTER
    assert fixed.file.name == "答复（改正）.txt"


def test_one_fix_at_a_time_and_back(desk: ReviewDesk) -> None:
    review = begun(desk)
    one, said = desk.accept(review, [number_of(review, "wording.doubled-mark")])
    assert "已改正 1 处" in said
    assert one.reviewed.draft.text == FAULTY.replace("，，", "，")
    both, _ = desk.accept(one)
    assert (both.reviewed.draft.text, both.fixed) == (LETTER, 2)
    assert both.before == one
    assert one.before == review


def test_what_does_not_apply_is_kept_for_the_paper_and_its_fixed_copy(desk: ReviewDesk) -> None:
    review = begun(desk)
    n = number_of(review, "structure.number-form")
    marked = desk.dismiss(review, n, " 沿用来文写法 ")
    assert list(marked.checked.dismissed.values()) == ["沿用来文写法"]
    assert len(marked.checked.open) == len(review.checked.open) - 1
    assert begun(desk).checked.dismissed == marked.checked.dismissed
    fixed, _ = desk.accept(marked)
    assert "[2026]31号" in fixed.reviewed.draft.text
    assert begun(desk, fixed.reviewed.draft.text).checked.dismissed
    assert not desk.dismiss(marked, n, "").checked.dismissed


def test_another_kind_or_stage_is_looked_at_again(desk: ReviewDesk) -> None:
    review = desk.again(begun(desk), "other", "送审稿")
    assert (review.reviewed.draft.kind, review.reviewed.draft.stage) == ("other", "送审稿")


def test_the_files_are_the_fixed_paper_and_the_reports(desk: ReviewDesk) -> None:
    review = begun(desk)
    assert [Path(f).suffix for f in desk.files(review)] == [".html", ".xlsx"]
    fixed, _ = desk.accept(review)
    assert [Path(f).suffix for f in desk.files(fixed)] == [".txt", ".html", ".xlsx"]
    desk.forget(fixed)
    assert not fixed.folder.exists()


@pytest.mark.parametrize(("file", "text", "said"), [(None, " ", "请先放入"), ("a.txt", "文字", "只能用一样")])
def test_no_paper_and_two_papers_are_refused(desk: ReviewDesk, file: str | None, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        desk.begin(file, text, "auto", "送审稿", None, ())


def test_a_file_that_can_not_be_read_leaves_no_copy(desk: ReviewDesk, tmp_path: Path) -> None:
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"no word file")
    with pytest.raises(InputError):
        desk.begin(str(bad), "", "auto", "送审稿", None, ())
    assert not list((tmp_path / "home").rglob("坏.docx"))


def test_a_fix_is_offered_only_where_there_is_one(desk: ReviewDesk) -> None:
    review = begun(desk, FAULTY.replace("1260人次", "1260人次，培训110%的企业"))
    page = shown(review)
    assert page.count('data-do="accept"') == len(review.fixable) == 2
    assert page.count('data-do="dismiss"') == len(review.checked.open)
