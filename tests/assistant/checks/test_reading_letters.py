"""Any letter as a draft: its parts found by their place and wording."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks import CheckContext, guess_kind, read_draft, run
from assistant.checks.samples import DRAFT_LETTER, LETTER, OPINION
from knowledge_base import profiles

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "corpus" / "replies"
PROFILE = profiles.load("省工业和信息化厅")


def kinds(text: str) -> list[str]:
    return [b.kind for b in read_draft(text).blocks]


def test_the_parts_of_a_letter_are_told_apart():
    assert kinds("类别：B\n" + LETTER) == [
        "class-mark", "title", "number", "salutation", "opening", "heading", "paragraph", "heading", "paragraph", "closing", "signature",
        "date", "note", "copies",
    ]  # fmt: skip


def test_an_open_number_and_date_are_still_number_and_date():
    assert {"number", "date"} <= set(kinds(DRAFT_LETTER))


def test_a_title_over_two_lines_and_a_number_under_it():
    text = "国务院办公厅对十届全国人大\n三次会议第12号建议的答复\n国办函〔2005〕7号\n李某代表：\n您提出的建议收悉，现答复如下：\n……"
    assert kinds(text)[:5] == ["title", "title", "number", "salutation", "opening"]


def test_an_organisation_is_addressed_too():
    assert (
        kinds("关于第5号提案的答复\n民盟云河市委员会：\n贵委提出的提案收悉。现答复如下：\n已办结。")[1] == "salutation"
    )


def test_the_opening_is_not_taken_for_the_salutation():
    assert "salutation" not in kinds("关于第5号提案的答复\n您提出的《关于绿化的提案》收悉，现答复如下：\n已办结。")


def test_open_marks_become_runs_of_their_own():
    draft = read_draft("关于第5号提案的答复\n已培训〔待核实：30人（〔2024〕5号）〕，〔待补充：下一步〕。")
    assert [r.kind for r in draft.blocks[1].runs] == ["text", "unverified", "text", "missing", "text"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (LETTER, "reply"),
        (OPINION, "opinion"),
        ("关于2025年建议提案办理工作情况的报告\n省政府办公厅：\n现将情况报告如下。", "other"),
    ],
)
def test_the_kind_is_guessed_from_the_head(text: str, kind: str):
    assert guess_kind(text) == kind
    assert read_draft(text).kind == kind


@settings(deadline=None)
@given(
    st.text(
        alphabet="关于提案建议的答复函代表委员：收悉。\n 　一、（）〔〕待补充核实20年5月感谢厅附件抄送", max_size=120
    )
)
def test_offsets_count_in_the_text_as_given(text: str):
    assert read_draft(text).text == text


@settings(deadline=None)
@given(
    st.text(
        alphabet="关于提案建议的答复函代表委员：收悉。\n 　一、（）〔〕待补充核实20年5月感谢厅附件抄送《》",
        max_size=120,
    )
)
def test_checks_never_fail_on_any_text(text: str):
    for kind in ("reply", "opinion", "other"):
        run(read_draft(text, kind), CheckContext(profile=PROFILE, kind=kind))


def test_real_letters_raise_nothing_that_must_be_fixed():
    if not SHARED.exists():
        pytest.skip("../shared/corpus/replies is not beside the repository")
    for path in sorted(SHARED.glob("*.txt")):
        draft = read_draft(path.read_text(encoding="utf-8"), "reply")
        report = run(draft, CheckContext(profile=PROFILE, kind="reply", stage="终稿"))
        assert [f.message for f in report.findings if f.severity != "advice"] == []
        assert {i for i, _ in report.not_applicable} >= {"structure.unanswered-ask"}


def test_sample_letters_of_the_corpus_raise_nothing_that_must_be_fixed():
    folder = Path(__file__).parents[3] / "knowledge_base" / "corpus"
    letters = [*folder.glob("replies/*.txt"), *folder.glob("opinions/*.txt")]
    assert letters
    for path in letters:
        draft = read_draft(path.read_text(encoding="utf-8"))
        report = run(draft, CheckContext(profile=PROFILE, kind=draft.kind, stage="终稿"))
        assert [(path.name, f.message) for f in report.findings if f.severity == "error"] == []
