from assistant.findings import Finding
from evals.judging import fresh, located


def finding(start: int, end: int, check: str = "a.b", quote: str = "") -> Finding:
    return Finding(check, "名", "error", "话", start, end, quote)


TEXT = "标题\n第一段文字。\n\n第二段文字。\n落款"


def test_a_finding_that_overlaps_the_changed_span_is_located():
    assert located(finding(5, 8), TEXT, [(7, 9)])
    assert not located(finding(5, 7), TEXT, [(7, 9)])


def test_a_finding_without_length_is_located_inside_the_span():
    assert located(finding(7, 7), TEXT, [(7, 9)])


def test_where_words_were_taken_out_the_paragraph_counts():
    at = TEXT.index("一段")
    assert located(finding(TEXT.index("文字"), TEXT.index("文字") + 2), TEXT, [(at, at)])
    assert not located(finding(TEXT.index("第二"), TEXT.index("第二") + 2), TEXT, [(at, at)])


def test_where_a_whole_paragraph_was_taken_out_its_neighbours_count():
    at = TEXT.index("第二")
    assert located(finding(3, 6), TEXT, [(at, at)])
    assert located(finding(at, at + 2), TEXT, [(at, at)])
    assert not located(finding(0, 2), TEXT, [(at, at)])


def test_what_the_clean_text_had_is_not_new():
    old = finding(0, 2, quote="标题")
    assert fresh([finding(0, 2, quote="标题"), finding(5, 7, quote="文字")], [old], []) == [finding(5, 7, quote="文字")]


def test_the_same_complaint_once_more_is_new():
    old = finding(0, 2, quote="，，")
    assert fresh([finding(0, 2, quote="，，"), finding(5, 7, quote="，，")], [old], []) == [finding(5, 7, quote="，，")]


def test_a_rule_that_already_fired_over_the_changed_place_gets_no_credit():
    old = finding(3, 10, quote="第一段文字。")
    assert fresh([finding(3, 11, quote="第一段的文字。")], [old], [(6, 6), (5, 8)]) == []
