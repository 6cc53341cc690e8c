"""A year's papers against each other, and what a letter promises."""

from assistant.checks import read_draft
from assistant.checks.commitments import commitments
from assistant.reviewing.across import across

REPORT = "关于2025年建议提案办理工作情况的报告\n省政府办公厅：\n2025年，我厅共承办建议提案64件。全省建成乡村水厂418座。"
LETTER = "关于省十四届人大四次会议第0312号建议的答复\n林某代表：\n2025年，全省建成乡村水厂{}座。截至2024年底，全省建成乡村水厂390座。"


def entries(*texts: str) -> list[dict[str, str]]:
    return [{"path": f"{i}.txt", "kind": "auto", "text": t} for i, t in enumerate(texts)]


def test_one_indicator_of_one_year_with_two_values_is_found_with_both_places():
    letter = LETTER.format(481)
    [found] = across(entries(REPORT, letter))
    one, two = found["places"]
    assert (one["path"], REPORT[one["start"] : one["end"]]) == ("0.txt", "418座")
    assert (two["path"], letter[two["start"] : two["end"]]) == ("1.txt", "481座")
    assert found["severity"] == "warning"
    assert len(found["message"]) <= 40


def test_equal_values_and_other_years_are_no_finding():
    assert across(entries(REPORT, LETTER.format(418))) == []


def test_a_failed_entry_is_passed_over():
    assert across([{"path": "a.txt", "error": "打不开"}, *entries(REPORT)]) == []


def test_promises_are_listed_with_their_time_and_money():
    draft = read_draft("我厅已完成普查。下一步，我厅将于2027年底前安排5000万元，建成水厂30座。", "reply")
    [promise] = commitments(draft)
    assert promise.due == "2027年底前"
    assert promise.money == "5000万元"
    assert draft.text[promise.start : promise.end] == promise.quote
