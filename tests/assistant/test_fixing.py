"""Safe fixes: what goes in, what stays out, and that nothing else changes."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.findings import Finding, Severity
from assistant.reviewing.fixing import Edit, apply, choose, edit, fix


def found(text: str, quote: str, new: str | None, severity: Severity = "error", check: str = "t.one") -> Finding:
    at = text.index(quote)
    return Finding(check, "示例", severity, f"应为{new}", at, at + len(quote), quote, fix=new)


def nothing(_: str) -> Sequence[Finding]:
    return ()


def test_a_fix_replaces_its_place_and_nothing_else() -> None:
    text = "示工信函[2026]31号\n共１７２件。"
    done = fix(text, [found(text, "[2026]", "〔2026〕"), found(text, "１７２", "172")], nothing)
    assert done.text == "示工信函〔2026〕31号\n共172件。"
    assert len(done.made) == 2


def test_a_finding_without_a_fix_changes_nothing() -> None:
    text = "共172件。"
    assert fix(text, [found(text, "172", None)], nothing).text == text


def test_of_two_fixes_at_one_place_only_the_graver_is_made() -> None:
    text = "工作，，开展。"
    graver = found(text, "，，", "，")
    lighter = found(text, "作，，开", "作、开", "warning", "t.two")
    assert choose(text, [lighter, graver]) == (graver,)
    assert fix(text, [lighter, graver], nothing).withheld == (lighter,)


def test_a_fix_whose_quotation_no_longer_stands_there_is_left_out() -> None:
    text = "共172件。"
    stale = Finding("t.one", "示例", "error", "", 1, 4, "173", fix="172")
    assert choose(text, [stale]) == ()


def test_a_deleted_line_takes_its_line_end_with_it() -> None:
    text = "甲。\n乙。\n乙。\n丙。"
    double = Finding("t.one", "示例", "error", "", 6, 8, "乙。", fix="")
    assert fix(text, [double], nothing).text == "甲。\n乙。\n丙。"
    last = Finding("t.one", "示例", "error", "", 9, 11, "丙。", fix="")
    assert fix(text, [last], nothing).text == "甲。\n乙。\n乙。"


def test_only_the_characters_that_differ_are_touched() -> None:
    text = "示工信函[2026]31号"
    assert edit(text, found(text, "函[2026]31号", "函〔2026]31号")) == Edit(4, 5, "〔")


def test_a_fix_beside_which_something_new_is_found_is_taken_back() -> None:
    text = "共17件。\n在在在。"

    def check(repaired: str) -> Sequence[Finding]:
        return [found(repaired, "18", None, check="t.new")] if "18" in repaired else ()

    done = fix(text, [found(text, "17", "18"), found(text, "在在在", "在")], check)
    assert done.text == "共17件。\n在。"


def test_a_fix_that_spoils_another_line_is_taken_back_and_the_others_stay() -> None:
    text = "三、甲。\n四、乙。\n共１７件。"

    def check(repaired: str) -> Sequence[Finding]:
        return [found(repaired, "三、", None, check="t.new")] if "（四）" in repaired else ()

    done = fix(text, [found(text, "四、", "（四）"), found(text, "１７", "17")], check)
    assert done.text == "三、甲。\n四、乙。\n共17件。"
    assert [f.quote for f in done.withheld] == ["四、"]


def test_an_old_finding_that_a_fix_rewords_does_not_take_it_back() -> None:
    text = "共47件，，主办18件。再来,一处,。"
    total = Finding("t.sum", "示例", "error", "原文“47件，，主办18件”", 1, 11, text[1:11])
    commas = [replace(found(text, "，，", "，"), message="全文共3处")]

    def check(repaired: str) -> Sequence[Finding]:
        quote = "47件，主办18件"
        return [Finding("t.sum", "示例", "error", f"原文“{quote}”", 1, 10, quote)] if quote in repaired else ()

    assert fix(text, [total, *commas], check).text == text.replace("，，", "，")


def test_a_fix_that_leaves_its_own_fault_is_taken_back() -> None:
    text = "四、乙。"
    wrong = found(text, "四、", "五、")
    again = replace(wrong, quote="五、")
    assert fix(text, [wrong], lambda t: [again] if "五" in t else ()).text == text


def test_what_was_found_before_does_not_take_a_fix_back() -> None:
    text = "共18件，，主办。"
    old = found(text, "18", None, check="t.old")
    done = fix(text, [found(text, "，，", "，"), old], lambda t: [found(t, "18", None, check="t.old")])
    assert done.text == "共18件，主办。"


@given(
    st.text(alphabet="甲乙1，\n", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text(alphabet="甲丙，", max_size=3))),
)
def test_what_no_chosen_fix_covers_stays_as_it_was(text: str, places: list[tuple[int, int, str]]) -> None:
    findings = [
        Finding("t.one", "示例", "error", "", a, min(a + n, len(text)), text[a : a + n], fix=new)
        for a, n, new in places
        if a <= len(text)
    ]
    chosen = [edit(text, f) for f in choose(text, findings)]
    kept = "".join(c for i, c in enumerate(text) if not any(e.start <= i < e.end for e in chosen))
    repaired = apply(text, chosen)
    assert len(repaired) == len(kept) + sum(len(e.new) for e in chosen)
    rest = iter(repaired)
    assert all(c in rest for c in kept)


def test_a_line_between_blank_lines_takes_one_of_them_along() -> None:
    text = "题目\n\n好的，以下是报告：\n\n省政府：\n"
    assert apply(text, [edit(text, found(text, "好的，以下是报告：", ""))]) == "题目\n\n省政府：\n"
