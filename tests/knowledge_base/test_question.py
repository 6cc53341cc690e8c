"""What a query names is found in it: places by any name, papers, years, quantities, everyday phrases."""

import pytest

from knowledge_base import segmentation, terms, whereabouts
from knowledge_base.question import understand
from knowledge_base.ranking import named


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("帝都要不要配首席数据官", ("北京市",)),
        ("鲁省办件的期限", ("山东省",)),
        ("青岛市人大代表", ("青岛市",)),
        ("吉林市的做法", ("吉林市",)),
        ("吉林省工信厅", ("吉林省",)),
        ("浙江和江苏", ("江苏省", "浙江省")),
        ("川流不息的车辆", ()),
    ],
)
def test_places_are_known_by_name_short_name_and_nickname(text: str, places: tuple[str, ...]):
    assert set(whereabouts.mentioned(text)) == set(places)


def test_a_city_lies_in_its_province_and_not_in_another():
    assert whereabouts.related("青岛市", "山东省")
    assert not whereabouts.related("青岛市", "浙江省")
    assert not whereabouts.related("", "浙江省")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("按最新修改的代表法，几个月内答复？", ("代表法",)),
        ("《节约能源法》第几条", ("节约能源法",)),
        ("节约能源法规定了什么？", ("节约能源法",)),
        ("违反稀土管理条例怎么罚", ("稀土管理条例",)),
        ("现行条例让不让这么做", ()),
        ("写毛笔字用老写法的字行不行", ()),
    ],
)
def test_papers_are_named_with_or_without_brackets(text: str, titles: tuple[str, ...]):
    assert understand(text).titles == titles


def test_numbers_of_papers_are_not_years():
    question = understand("国办发〔2019〕6号对2022年的目标怎么说")
    assert question.numbers == ("国办发〔2019〕6号",)
    assert question.years == (2022,)


def test_the_kind_of_number_asked_for_is_known():
    assert understand("协办单位几个月内要交意见？").wants == ("时长",)
    assert understand("最晚几个工作日内回复？").wants == ("工作日",)
    assert understand("从哪一年开始的？").wants == ("年份",)
    assert "金额" in understand("一台补多少钱").wants
    assert "比例" in understand("占百分之几").wants
    assert understand("建议支持企业创新").wants == ()


def test_everyday_phrases_may_have_words_in_between_and_longer_ones_hide_shorter_ones():
    assert [s.official[0] for s in terms.spoken("摘掉副市长的乌纱帽")][:1] == ["撤职"]
    said = [s.said for s in terms.spoken("人家还是不买账")]
    assert "买账" not in said
    assert "小企业" not in [s.said for s in terms.spoken("支持中小企业发展")]


def test_synonyms_go_both_ways():
    assert "工业和信息化厅" in terms.synonyms("工信厅")
    assert "工信厅" in terms.synonyms("工业和信息化厅")


@pytest.mark.parametrize(
    ("mention", "title", "least", "most"),
    [
        ("代表法", "中华人民共和国全国人民代表大会和地方各级人民代表大会代表法", 0.5, 1),
        ("稀土条例", "稀土管理条例", 0.5, 1),
        ("违反节约能源法", "中华人民共和国节约能源法", 0.5, 1),
        ("辽宁省优化营商环境条例", "优化营商环境条例", 0, 0.4),
        ("民营经济促进法", "中华人民共和国中小企业促进法", 0, 0.4),
    ],
)
def test_a_mention_is_matched_with_a_title(mention: str, title: str, least: float, most: float):
    assert least <= named(mention, title) <= most


def test_chinese_numerals_become_digits_but_percent_stays():
    assert (
        segmentation.with_digits("自收到之日起三十日内，百分之十五，第一百零二条")
        == "自收到之日起30日内，百分之15，第102条"
    )


def test_a_short_phrase_of_nouns_is_keywords_and_a_sentence_is_not():
    assert understand("深海采矿补贴").keywords
    assert understand("综机化率 目标").keywords
    assert not understand("补贴怎么领").keywords


def test_some_number_of_years_in_an_ask_is_no_question():
    assert understand("建议三几年内不变更用途").wants == ()
    assert understand("几年内不变更用途？").wants == ("时长",)


def test_in_a_question_of_yes_or_no_a_few_is_no_number_asked_for():
    assert understand("几位代表一起提的，要一个一个答复吗？").wants == ()
    assert understand("差几年到岁数的，能不能先歇着？").wants == ()
    assert understand("能不能申请，要等多少天？").wants == ("时长",)


def test_a_demonstrative_makes_no_title():
    assert understand("这种土办法还准不准？").titles == ()


def test_words_of_time_and_degree_are_no_content():
    assert not any(segmentation.is_content(w) for w in ("以后", "至少", "什么"))
    assert segmentation.is_content("经费")


def test_traditional_characters_shown_in_quotation_marks_stand_for_the_script():
    assert "繁体字" in terms.spoken("写个“龍”字")[0].official
    assert not [s for s in terms.spoken("写个“龙”字") if "繁体字" in s.official]
