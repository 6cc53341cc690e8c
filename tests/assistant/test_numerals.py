"""Numbers in Chinese official text: where they are, what they mean, whether a letter needs a source for them."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.numerals import Number, base, find_numbers
from assistant.numerals.chinese import read

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")
MIXED = st.text(
    alphabet="0123456789０１９.,，、。%％万亿元件家个年月日第号届次条一二三十百千两几数余多分之至—~（）〔〕《》“”⟦F⟧GW国办发提高增长 \n",
    max_size=40,
)


def only(text: str) -> Number:
    [number] = [n for n in find_numbers(text) if n.needs_source]
    return number


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("共承办172件", "count", "172", "件"),
        ("共承办１７２件", "count", "172", "件"),
        ("增长49%", "percent", "49", "%"),
        ("提高0.2个百分点", "percentage-point", "0.2", "个百分点"),
        ("贷款3.5亿元", "money", "3.5", "亿元"),
        ("总额1.2万亿元", "money", "1.2", "万亿元"),
        ("投入1,234.5万元", "money", "1234.5", "万元"),
        ("投入1亿5000万元", "money", "150000000", "元"),
        ("处五十万元罚款", "money", "500000", "元"),
        ("占百分之三十", "percent", "30", "%"),
        ("占千分之五", "percent", "5", "‰"),
        ("60周岁以上", "count", "60", "周岁"),
        ("会办代表52、", "count", "52", ""),
        ("合计64：主办", "count", "64", ""),
        ("须在三十日内答复", "period", "30", "日"),
        ("在5个工作日内退回", "period", "5", "个工作日"),
        ("建成四十六件", "count", "46", "件"),
        ("产能800万吨/年", "count", "800", "万吨/年"),
        ("装机100万千瓦", "count", "100", "万千瓦"),
        ("扩大3倍", "multiple", "3", "倍"),
        ("为-3.5%", "percent", "-3.5", "%"),
        ("制定18条意见", "count", "18", "条"),
        ("服务5000余家企业", "count", "5000", "家"),
    ],
)
def test_a_quantity_is_read_with_its_unit(text: str, kind: str, value: str, unit: str):
    n = only(text)
    assert (n.kind, n.value, n.unit) == (kind, Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "第三条 为了", "一、总体情况", "（二）主要做法", "1.加强领导", "一是加强", "其二，", "一带一路", "“十四五”规划", "“十五五”时期", "拨打12345热线",
        "5G基站", "PM2.5", "GB/T 9704-2012", "意见一致", "统一部署", "进一步完善", "国办发〔2019〕6号", "国务院令第802号", "省十四届人大五次会议第0156号建议",
        "W353号提案", "党的二十大精神", "二十届三中全会", "2025年", "2025—2027年", "2026年5月8日", "6月末", "1—6月", "4月16日至18日", "二〇〇六年十月十八日",
        "第一季度", "电话：0431-80001234", "13800138000", "《十条措施（2025—2027年）》", "一家企业", "从三个方面推进", "实施五大行动", "“三农”工作", "专精特新",
        "千方百计", "零部件", "⟦F3⟧", "⟦F12", "第二批支持", "万物互联", "A类", "附件1：", "四川省", "九年义务教育", "1+3模式",
    ],
)  # fmt: skip
def test_marks_names_dates_and_idioms_need_no_source(text: str):
    assert [n.text for n in find_numbers(text) if n.needs_source] == []


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("5—10万元", 5, 10, "万元"),
        ("63%~68%", 63, 68, "%"),
        ("9亿~16亿元", 9, 16, "亿元"),
        ("2至3家", 2, 3, "家"),
        ("5000万~1亿元", 5000, 10000, "万元"),
    ],
)
def test_a_range_is_one_number_with_two_ends(text: str, low: int, high: int, unit: str):
    n = only(text)
    assert (n.kind, n.value, n.high, n.unit) == ("range", low, high, unit)


def test_above_and_below_make_two_numbers():
    low, high = [n for n in find_numbers("处五万元以上五十万元以下罚款") if n.needs_source]
    assert (low.base(), high.base()) == ((Decimal(50000), "元"), (Decimal(500000), "元"))
    assert low.about
    assert high.about


@pytest.mark.parametrize(
    ("text", "value"),
    [("数十家", 10), ("三四个月", 3), ("十余名", 10), ("近百家", 100), ("上千户", 1000), ("几百人", 100)],
)
def test_a_rough_number_is_approximate(text: str, value: int):
    n = only(text)
    assert (n.kind, n.value, n.about) == ("approximate", value, True)


def test_the_same_amount_in_other_units_has_the_same_base():
    assert base(Decimal("3.5"), "亿元") == base(Decimal(35000), "万元") == (Decimal(350000000), "元")
    assert base(Decimal(2), "万千瓦") == (Decimal(20000), "千瓦")
    assert base(Decimal(3), "千米") == (Decimal(3), "公里")


def test_a_case_number_an_amount_and_a_session_are_told_apart():
    kinds = {n.text: n.kind for n in find_numbers("省十四届人大五次会议第0156号建议提出投资400亿元，开会五次。")}
    assert kinds == {"十四届": "session", "五次": "count", "第0156号": "proposal-number", "400亿元": "money"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("五十万", "500000"),
        ("二〇二五", "2025"),
        ("十四", "14"),
        ("一百零五", "105"),
        ("三点五", "3.5"),
        ("三千二百", "3200"),
        ("三万二", "32000"),
        ("一亿二千万", "120000000"),
    ],
)
def test_chinese_numerals_are_read(text: str, value: str):
    assert read(text) == Decimal(value)


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_integer_reads_back_from_its_chinese_form(n: int):
    assert read(chinese(n)) == n


def chinese(n: int) -> str:
    if n >= 10_000:
        rest = n % 10_000
        return chinese(n // 10_000) + "万" + (("零" if rest < 1000 else "") + chinese(rest) if rest else "")
    out, zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // power % 10
        if digit:
            out += ("零" if zero and out else "") + "零一二三四五六七八九"[digit] + name
        zero = not digit
    return out


@settings(deadline=None)
@given(MIXED)
def test_spans_are_in_order_and_never_overlap(text: str):
    end = 0
    for n in find_numbers(text):
        assert end <= n.start < n.end <= len(text)
        assert text[n.start : n.end] == n.text
        end = n.end


@settings(deadline=None)
@given(MIXED.filter(lambda t: not any(c in t for c in "０１９％")))
def test_full_width_digits_mean_the_same(text: str):
    def facts(t: str) -> list[object]:
        return [(n.start, n.end, n.kind, n.value, n.high, n.needs_source) for n in find_numbers(t)]

    assert facts(text.translate(WIDE)) == facts(text)


@settings(deadline=None)
@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["万元", "亿元", "家", "%", "个百分点", "万吨", "公里"]),
)
def test_a_written_amount_is_found_whole(value: Decimal, unit: str):
    n = only(f"达到{value}{unit}。")
    assert (n.text, n.value, n.unit) == (f"{value}{unit}", value, unit)


def test_no_ordering_mark_of_a_law_is_taken_for_a_quantity():
    if not SHARED.exists():
        pytest.skip("../shared/corpus is not beside the repository")
    for path in sorted((SHARED / "policies").glob("*.txt"))[:12]:
        text = path.read_text(encoding="utf-8")
        for n in find_numbers(text):
            if text[max(0, n.start - 1) : n.start] == "第" and text[n.end : n.end + 1] in "条章节款项编":
                assert not n.needs_source


@pytest.mark.parametrize("piece", ["1", "一", "1,", "A1", "第", "百万", "a."])
def test_a_hostile_run_of_characters_is_read_in_linear_time(piece: str):
    from time import perf_counter

    def seconds(n: int) -> float:
        start = perf_counter()
        find_numbers(piece * n)
        return perf_counter() - start

    assert seconds(4000) < 5


def test_an_amount_that_begins_like_a_hotline_is_an_amount():
    assert [n.text for n in find_numbers("共投入119.00万元，拨打119求助。") if n.needs_source] == ["119.00万元"]


def test_a_comma_before_a_percentage_groups_no_digits():
    assert [n.text for n in find_numbers("基本满意1，100%")] == ["1", "100%"]


def test_the_bound_before_ten_or_a_hundred_is_no_part_of_it() -> None:
    found = [n.text for n in find_numbers("处五万元以上十万元以下罚款，上百家企业知晓。")]
    assert found == ["五万元", "十万元", "上百家"]


@pytest.mark.parametrize(
    ("text", "sessions"),
    [("八届六次代表建议和九届五次提案60件", 4), ("十五届六次人代会", 2), ("连续五次获奖", 0), ("收到三次提案", 0)],
)
def test_a_session_told_short_is_no_count(text: str, sessions: int) -> None:
    assert sum(n.kind == "session" for n in find_numbers(text)) == sessions
