"""Which rows of the 素材表 are for which case and ask."""

from dataclasses import replace

import pytest

from assistant.drafting.assigning import is_about, names_case, shared_out, unused
from assistant.drafting.supplied import planned, time_given
from assistant.drafting.writer import Contribution
from assistant.figures import Source
from assistant.proposal import Ask, Proposal


def case(number: str, *asks: str, kind: str = "建议") -> Proposal:
    return Proposal(kind, number=number, asks=tuple(Ask(a, 0, len(a), core=a) for a in asks))  # pyright: ignore[reportArgumentType]


def row(ask: str, number: str = "", next: str = "", due: str = "", promise: str = "") -> Contribution:
    source = Source("person", document="表.xlsx", cells=("C4",), person="甲处 王某")
    return Contribution(ask, "有31台", "", next, promise, due, source, case=number)


REUSE, TESTS = "推广工业园区中水回用", "开展水平衡测试"
ONE, TWO = case("第0086号", REUSE, TESTS), case("第0132号", REUSE, kind="提案")


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("第0086号", True), ("86", True), ("0086", True), ("省十四届人大五次会议第0086号建议", True), ("2026年第86号", True),
        ("0085、0086", True), ("第0186号", False), ("第86号提案", False), ("8", False), ("", True),
    ],
)  # fmt: skip
def test_a_rows_number_names_its_case(written: str, ours: bool) -> None:
    assert names_case(row(REUSE, written), ONE) is ours


def test_a_row_of_another_case_answers_no_ask_however_alike() -> None:
    assert not is_about(row(REUSE, "第0132号"), 1, ONE.asks[0], ONE)
    assert is_about(row(REUSE, "第0086号"), 1, ONE.asks[0], ONE)
    assert is_about(row(REUSE), 1, ONE.asks[0], ONE)


def test_in_a_batch_each_case_gets_its_own_rows_and_no_other() -> None:
    numbered, worded, ordinal = row(REUSE, "第0132号"), row(TESTS), row("第1项")
    first, second = shared_out([numbered, worded, ordinal], [ONE, TWO])
    assert first == (worded, ordinal)
    assert second == (numbered,)


def test_a_row_that_no_ask_takes_is_told_and_rows_of_other_cases_are_not() -> None:
    assert unused([row(REUSE, "第0086号"), row(TESTS), row("别的", "第0132号")], ONE) == []
    (message,) = unused([row("组建冰雪装备联盟")], ONE)
    assert "“组建冰雪装备联盟”" in message
    assert "C4" in message
    (message,) = unused([row(REUSE, "第0132号")], ONE)
    assert "没有本件（第0086号）的内容" in message


@pytest.mark.parametrize(
    ("next", "due", "text"),
    [
        ("再改造8台", "2026年9月30日前完成", "下一步，再改造8台。以上工作于2026年9月30日前完成。"),
        ("开展回访", "2026年9月30日", "下一步，我厅将开展回访。以上工作于2026年9月30日前完成。"),
        ("8月底前公布名单", "2026年8月底前完成", "下一步，2026年8月底前公布名单。"),
        ("6月底前排查，其余9月底前改完", "2026年9月30日前", "下一步，2026年6月底前排查，其余9月底前改完。"),
        ("年内再增设10个", "2026年12月底前", "下一步，2026年内再增设10个。"),
        ("2026年8月底前公布", "2026年8月31日前", "下一步，2026年8月底前公布。"),
        ("9月15日前试行", "2026年9月底前", "下一步，9月15日前试行。以上工作于2026年9月底前完成。"),
        ("每年9月检查", "2026年9月底前", "下一步，每年9月检查。以上工作于2026年9月底前完成。"),
        ("下一步，我厅将开展回访", "长期坚持", "下一步，我厅将开展回访（完成时限：长期坚持）。"),
        ("年底前完成修改", "年底前", "下一步，年底前完成修改。"),
        ("", "2026年底", ""),
    ],
)
def test_a_plan_and_its_time_read_as_a_letter_does(next: str, due: str, text: str) -> None:
    assert planned(row(REUSE, next=next, due=due), ONE, "我厅") == text


def test_a_time_without_a_plan_goes_into_the_placeholder_and_empty_columns_are_told() -> None:
    half = replace(row(REUSE, due="2026年9月30日前完成"), lacks=("下一步打算", "填报人"))
    assert planned(half, ONE, "我厅") == ""
    assert time_given([half]) == "（处室填报的完成时限为2026年9月30日前）"
    (message,) = unused([half], ONE)
    assert "“下一步打算”、“填报人”栏空着" in message
