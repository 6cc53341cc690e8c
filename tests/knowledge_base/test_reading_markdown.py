"""Markdown as Chinese offices and models type it: none of its marks is left, and nothing of the text is lost."""

import pytest

from knowledge_base.readers.markdown import markdown_lines, read_markdown


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("**重点：**企业，__要求：__落实，*注意*、_斜体_与`代码`。", ["重点：企业，要求：落实，注意、斜体与代码。"]),
        ("***全部***加粗 ~~删去~~保留", ["全部加粗 保留"]),
        ("时间：____年____月，a_b_c，3*4*5，\\*号\\*。", ["时间：____年____月，a_b_c，3*4*5，*号*。"]),
        (
            "见[办法](http://a.cn/x_(1).html)、<http://b.cn>和[文件][1]。\n\n[1]: http://c.cn",
            ["见办法、http://b.cn和文件。"],
        ),
        ("<u>重点</u>企业<br>换行 &lt;50万元，A<B，<50万元>", ["重点企业", "换行 <50万元，A<B，<50万元>"]),
        ("数据[^1]。\n\n[^1]: 快报数", ["数据（注：快报数）。"]),
        ("- 甲\n  - 甲一\n- [x] 乙\n* 丙\n+ 丁", ["甲", "甲一", "乙", "丙", "丁"]),
        ("1. 甲\n   1. 甲一\n   2. 甲二\n      1. 再\n2. 乙", ["1.甲", "（1）甲一", "（2）甲二", "①再", "2.乙"]),
        ("1. 甲\n1. 乙\n1. 丙", ["1.甲", "2.乙", "3.丙"]),
        ("2. 甲\n4. 乙", ["2.甲", "4.乙"]),
        ("> 引文\n> 第二行", ["引文", "第二行"]),
        ("一句。\n---\n又一句。", ["一句。", "又一句。"]),
        ("```\n按*原样*\n```", ["按*原样*"]),
        ("<!-- 批注 -->\n<div>甲</div>\n\n<table><tr><td>乙</td><td>3</td></tr></table>", ["甲", "乙\t3"]),
        ("| 县 | 企业\\|户 |\n|:-:|--|\n| 东岭 | **21**<br>户 |", ["县\t企业|户", "东岭\t21 户"]),
        ("| 甲 | 1 |\n| 乙 | 2 |", ["甲\t1", "乙\t2"]),
        ("第一段\n第二段\n    第三段", ["第一段", "第二段", "第三段"]),
        ("---\ntitle: 甲\n---\n正文", ["正文"]),
    ],
)
def test_marks_go_and_words_stay(typed, read):
    assert read_markdown(typed).splitlines() == read


def test_headings_keep_their_depth_and_nothing_else():
    typed = "#标题\n\n## 二级 ##\n\n###### 六级 {#x}\n\n又一题\n====\n\n#1机组"
    lines = [(x.depth, x.text) for x in markdown_lines(typed)]
    assert lines == [(1, "标题"), (2, "二级"), (6, "六级"), (1, "又一题"), (0, "#1机组")]


def test_a_picture_leaves_what_the_reader_wants():
    assert read_markdown("前![图](a.png)后") == "前后\n"
    assert [x.text for x in markdown_lines("![示意图](a.png)", "〔待补充：图片{alt}〕")] == ["〔待补充：图片“示意图”〕"]
