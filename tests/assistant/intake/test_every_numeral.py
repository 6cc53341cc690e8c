"""Asks are found whatever numeral stands before them, and in prose that wishes for several things."""

import pytest

from assistant.intake.reading import read_proposals
from knowledge_base import profiles

OFFICE = profiles.load("省工业和信息化厅")
HEAD = """示例省第十四届人民代表大会第五次会议代表建议
编号：第0486号
案由：关于支持县域企业发展的建议
领衔代表：周测甲
正文：
近年来，县域企业发展较快，但仍存在融资难、人才缺等问题。我在示例市走访了12家企业，普遍反映订单不足。
"""
WANTED = ("设立县域企业转型专项资金", "公布账款投诉办理进度", "组织银企对接活动")
ROWS = (
    "㈠ ㈡ ㈢", "⑴ ⑵ ⑶", "⒈ ⒉ ⒊", "① ② ③", "㊀ ㊁ ㊂", "➊ ➋ ➌", "（a） （b） （c）", "(A) (B) (C)", "A. B. C.", "a) b) c)", "Ⅰ、 Ⅱ、 Ⅲ、",
    "i. ii. iii.", "【1】 【2】 【3】", "〔一〕 〔二〕 〔三〕", "第1条 第2条 第3条", "甲、 乙、 丙、", "其一， 其二， 其三，", "首先， 其次， 最后，",
    "首先要 其次要 最后要", "第一， 第二， 第三，", "一来 二来 三来", "● ● ●", "１． ２． ３．",
)  # fmt: skip


def asks(body: str) -> list[str]:
    return [a.text for p in read_proposals(HEAD + body + "\n", OFFICE) for a in p.asks]


@pytest.mark.parametrize("row", ROWS)
def test_three_asks_behind_any_numeral_on_lines_or_in_one_paragraph(row: str) -> None:
    items = [mark + text for mark, text in zip(row.split(), WANTED, strict=True)]
    for body in ("建议内容：\n" + "。\n".join(items) + "。", "建议：" + "；".join(items) + "。"):
        assert [a.rstrip("；。") for a in asks(body)] == list(WANTED), body


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("希望省里设立县域企业转型专项资金，也希望公布账款投诉办理进度，还希望多组织银企对接活动。", 3),
        ("为此建议设立县域企业转型专项资金；公布账款投诉办理进度；组织银企对接活动。", 3),
        ("希望省里多设几个座席；转办的事也要有个回音。常见的问题能不能编一本手册，发给企业。", 3),
        ("首先，车位总量不够。其次，收费不透明。\n为此提出几点。首先，新增车位。其次，收费公开。最后，引导错时停车。", 3),
        ("建议内容：\n设立县域企业转型专项资金。\n公布账款投诉办理进度。", 2),
        ("建议设立县域企业转型专项资金，用于诊断、改造和培训，首年不少于1亿元，由省工信厅牵头管理。", 1),
        ("建议公布账款投诉办理进度，方便企业查询。企业能否及时收款，关系到资金周转。", 1),
    ],
)  # fmt: skip
def test_prose_with_several_wishes_gives_as_many_asks(body: str, count: int) -> None:
    assert len(asks(body)) == count, asks(body)


def test_a_paper_that_only_tells_asks_for_nothing() -> None:
    assert asks("全省老旧厂房不少，屋面漏雨，消防通道被占。去年发生过两起险情。") == []
