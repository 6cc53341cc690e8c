"""Pieces follow the structure of a document and never cut what belongs together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base import passages, tokens

LAW = """# 示例省数据条例

## 第一章 总则

第一条 为了规范数据处理，制定本条例。

第二条 本省行政区域内的数据处理活动，适用本条例。

## 第二章 数据开放

第三条 数据开放应当遵循下列原则：

（一）依法有序；

（二）分级分类；

（三）安全可控。
"""

PLAN = """一、总体要求
（一）指导思想。坚持目标导向，统筹推进各项工作。
（二）发展目标。到2027年，规模以上企业达到1,250家，增长12.5%。
表1 主要指标（单位：家）
指标\t2025年\t2027年
企业数\t980\t1250
二、重点任务
1. 培育主体。支持企业做强做优做大。
2. 完善服务。健全服务体系。
"""


def pieces_of(text: str) -> list[str]:
    return [text[p.start : p.end] for p in passages.split(text)]


def test_an_article_is_a_piece_and_its_heading_path_names_the_chapter():
    found = {p.heading: LAW[p.start : p.end] for p in passages.split(LAW)}
    third = next(text for heading, text in found.items() if heading.endswith("第二章 数据开放 > 第三条"))
    assert third.endswith("（三）安全可控。")
    assert "第二章 数据开放" in third


def test_a_table_stays_whole_with_its_caption():
    (piece,) = [p for p in pieces_of(PLAN) if "企业数" in p]
    assert "表1 主要指标" in piece
    assert "指标\t2025年\t2027年\n企业数\t980\t1250" in piece


def test_a_new_chapter_begins_a_new_piece():
    assert any(p.startswith("二、重点任务") for p in pieces_of(PLAN))
    assert any(p.heading.startswith("一、总体要求") for p in passages.split(PLAN))


def test_pieces_hold_every_character_that_is_not_blank_in_order():
    for text in (LAW, PLAN):
        assert "".join("".join(pieces_of(text)).split()) == "".join(text.split())


def test_sentences_keep_a_quotation_whole():
    text = "他说“坚持到底。绝不放弃。”并作出部署。会议结束。"
    spans = passages.sentences(text)
    assert [text[a:b] for a, b in spans] == ["他说“坚持到底。绝不放弃。”", "并作出部署。", "会议结束。"]


WORDS = st.sampled_from(
    ["推进工作", "落实责任", "《中小企业，促进办法。修订》", "“稳字当头；稳中求进。”", "1,234.5万元", "12.5%"]
)
MARKS = st.sampled_from(["，", "。", "；", "", "\n", "、"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=260))
def test_a_number_a_quotation_or_a_title_is_never_split_and_no_piece_is_too_long(parts):
    text = "".join(word + mark for word, mark in parts)
    found = passages.split(text)
    wholes = passages.whole(text)
    for piece in found:
        assert piece.end - piece.start <= passages.LONGEST
        assert tokens.count(text[piece.start : piece.end]) <= passages.LIMIT
        for start, end in wholes:
            assert not start < piece.start < end, text[start:end]
            assert not start < piece.end < end, text[start:end]
    assert "".join("".join(text[p.start : p.end] for p in found).split()) == "".join(text.split())
