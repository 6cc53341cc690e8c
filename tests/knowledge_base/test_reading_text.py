"""Encodings and cleaning."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.errors import InputError
from knowledge_base.readers.cleaning import clean
from knowledge_base.readers.text import decode

LETTER = "关于第0156号建议的答复\n张某代表：\n您提出的《关于加快数字化转型的建议》收悉。经研究，现答复如下：\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_told_from_the_bytes(encoding: str) -> None:
    assert decode(LETTER.encode(encoding), "甲.txt") == LETTER


@pytest.mark.parametrize("encoding", ["gbk", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("text", ["第1号", "abc 2025", "2025年7月9日", "数字化转型"])
def test_a_very_short_text_is_read_too(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "甲.txt") == text


def test_a_text_cut_off_inside_its_last_character_keeps_the_rest() -> None:
    assert decode(LETTER.strip().encode()[:-1], "甲.txt") == LETTER.strip()[:-1]


def test_bytes_that_are_no_text_are_refused_in_one_sentence() -> None:
    with pytest.raises(InputError, match=r"甲.txt.*另存为 UTF-8"):
        decode(bytes(range(128, 256)) * 9, "甲.txt")


WRAPPED = """
 关于 2025 年建议提案办理工作情况的报告

省政府办公厅：

今年以来，我厅把代表委员的每一件来信当作改进工作的线索，逐件登记、逐件回访，办结一

件、销号一件，把办理过程变成找准问题的过程。2025 年，全厅收到各类建议提案 36

4 件。按件别分，代表建议 121 件，牵头 58 件、配合 63 件；委员提案

243 件。经两轮走访，我们把“玄武岩纤维增强 I I型复合管道的中试线建设项目

”列入首批试点，连同另外三条中试线一起排定了工期，进度按月通报提案人，
请其提意见。

二、办理中的几点做法

（一）先见面后动笔。收到来件的当周，承办人先打电话、再上门，弄清楚来

信人到底要什么，说不清的当场记下来再问一遍，免得答非所问。

— 2 —

                  示例省工业和信息化厅

                    2025 年 7 月 9 日
"""


def test_lines_broken_by_pdf_extraction_are_joined() -> None:
    lines = clean(WRAPPED).splitlines()
    assert lines[0] == "关于2025年建议提案办理工作情况的报告"
    assert "建议提案364件" in lines[2]
    assert "办结一件、销号" in lines[2]
    assert "II型复合管道" in lines[2]
    assert lines[2].endswith("请其提意见。")
    assert lines[3] == "二、办理中的几点做法"
    assert lines[4].startswith("（一）先见面后动笔")
    assert "弄清楚来信人" in lines[4]
    assert lines[-2:] == ["示例省工业和信息化厅", "2025年7月9日"]


def test_cleaning_loses_nothing_but_blanks_and_page_numbers() -> None:
    def squeezed(text: str) -> str:
        return re.sub(r"\s", "", text)

    assert squeezed(clean(WRAPPED)) == squeezed(WRAPPED.replace("— 2 —", ""))


@pytest.mark.parametrize(
    "mark", ["- 1 -", "— 12 —", "－3－", "第3页", "第 3 页 共 10 页", "3/10", "·7·", "Page 2 of 9"]
)
def test_page_numbers_go(mark: str) -> None:
    assert clean(f"第一段到此为止。\n{mark}\n第二段从这里开始。") == "第一段到此为止。\n第二段从这里开始。"


def test_heads_that_pages_repeat_go_and_a_table_of_figures_stays() -> None:
    pages = [f"示例省工业和信息化厅文件\n正文第{n}段说的是第{n}件事。\n{n}" for n in "一二三四"]
    text = clean("\f".join(pages))
    assert "文件" not in text
    assert text.splitlines()[0] == "正文第一段说的是第一件事。"
    assert clean("序号\n1\n2\n3") == "序号\n1\n2\n3"


@pytest.mark.parametrize(
    "heading",
    [
        "第一章 总则",
        "第三条 本办法所称企业，是指",
        "一、总体情况",
        "（二）主要做法",
        "1.加强领导",
        "（3）其他",
        "附件1",
        "①开展培训",
    ],
)
def test_a_heading_starts_its_own_line_after_an_unfinished_one(heading: str) -> None:
    before = "各市（州）工业和信息化主管部门，各有关单位，结合实际认真组织实施"
    assert clean(f"{before}\n{heading}").splitlines() == [before, heading]


def test_a_title_laid_out_on_three_lines_becomes_one() -> None:
    text = "示例省人民政府办公厅关于支持中小企业\n加快数字化转型和\n“智改数转”的指导意见\n示政办发〔2024〕3号\n各市人民政府：\n"
    lines = clean(text).splitlines()
    assert lines[0] == "示例省人民政府办公厅关于支持中小企业加快数字化转型和“智改数转”的指导意见"
    assert lines[1] == "示政办发〔2024〕3号"


def test_the_title_of_what_a_letter_brings_is_joined_behind_its_date() -> None:
    text = "示例省财政厅\n2024年3月1日\n示例省中小企业发展专项资金\n管理办法\n第一条\n为规范管理，制定本办法。"
    assert clean(text).splitlines()[2:] == ["示例省中小企业发展专项资金管理办法", "第一条 为规范管理，制定本办法。"]


def test_a_bracket_left_open_holds_lines_together() -> None:
    text = "2015年8月29日 会议《关于修改〈甲法〉\n\n〈乙法〉的决定》第三次修正"
    assert clean(text) == "2015年8月29日会议《关于修改〈甲法〉〈乙法〉的决定》第三次修正"


def test_blanks_go_inside_chinese_and_stay_between_foreign_words() -> None:
    assert (
        clean("2025 年 7 月，增长 6.8 %，“专 精 特 新”企业 AI Agent 应用")
        == "2025年7月，增长6.8%，“专精特新”企业AI Agent应用"
    )
    assert clean("第一章　总　则") == "第一章 总则"


def test_the_fields_of_a_form_on_one_line_stay_apart() -> None:
    assert (
        clean("编号：0087      会议：省十四届人大五次会议\n姓 名：王 某  电话：123")
        == "编号：0087\t会议：省十四届人大五次会议\n姓名：王某\t电话：123"
    )


def test_indents_tell_paragraphs_that_end_where_the_line_does() -> None:
    sentence = "各地区各部门认真贯彻落实决策部署，扎实推进各项工作，取得了明显成效，群众获得感不断增强"
    paragraphs = [
        f"{sentence}，{sentence[:20]}。{sentence}。",
        f"{sentence}；{sentence}。",
        f"{sentence}。{sentence}。",
    ]
    wrapped = [f"　　{p}"[i : i + 30] for p in paragraphs for i in range(0, len(p) + 2, 30)]
    assert clean("\n".join(wrapped)).splitlines() == paragraphs


def test_a_bare_number_stays_unless_pages_are_numbered_so() -> None:
    assert "8" in clean("正文一。\n8\f正文二。\n完。\f正文三。\n完了。").splitlines()
    assert clean("正文一。\n1\f正文二。\n2\f正文三。\n3").splitlines() == ["正文一。", "正文二。", "正文三。"]


def test_cells_stay_apart() -> None:
    assert clean("类别\t主办\t协办\n建议\t17\t\n\t5\t79").splitlines() == [
        "类别\t主办\t协办",
        "建议\t17",
        "\t5\t79",
    ]


def test_comment_lines_and_navigation_go() -> None:
    assert (
        clean("当前位置：首页 > 政策\n# 甲条例\n<!-- INFO END -->\n第一条 正文。\n打印本页") == "甲条例\n第一条 正文。"
    )


_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "一、总体情况",
                "（一）做法",
                "第一条",
                "2025 年 7 月",
                "— 3 —",
                "\f",
                "　　",
                "1",
                "《关于",
                "# 题",
                "I I型",
                "附件1",
                "示例省财政厅",
                "a\t b",
                "    甲    乙",
                "<!-- x -->",
                "（此件公开发布）",
                "关于做好工作",
                "的通知",
                "当前位置：甲",
            ]
        ),
        st.text("中文字句，。；：“”《》（）、 　\t0123456789AIVb%-—", max_size=48),
    ),
    max_size=24,
)


@settings(max_examples=400, deadline=None)
@given(_LINES)
def test_cleaning_what_is_clean_changes_nothing(lines: list[str]) -> None:
    once = clean("\n".join(lines))
    assert clean(once) == once


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_cleaning_any_text_at_all_is_safe_and_final(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not re.search(r"\n\n|\r|\f", once)
