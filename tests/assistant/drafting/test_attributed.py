"""What a sentence tells as the word of a cited paper is held against that paper: its matter, its article, its money, its
force. The papers here are made up."""

import pytest

from assistant.drafting.attributed import carried_out, is_told_by_a_paper, misattributed

LAW = """示例省机电设备更新条例
第八条 鼓励工业企业采用高效节能的电动机、风机、水泵等设备。
第九条 不得使用列入淘汰目录的锅炉和窑炉；使用的，处三万元以上罚款。
第十条 有条件的市（州）可以对农产品加工企业购置烘干设备给予补贴，简化补贴申领手续。
第十一条 设备更新项目竣工资料的验收期限不得超过三十日。"""
CREDIT = """关于改进小额贷款服务的意见
银行应当缩短小额贷款审批时间，对守信企业可以给予贴息。"""
PAPERS = {"C1": LAW, "C2": CREDIT}
OURS = ("我厅", "我省", "全省")


def amiss(sentence: str) -> list[str]:
    return list(misattributed(sentence, PAPERS, OURS))


@pytest.mark.parametrize(
    "sentence",
    [
        "⟦C1⟧第八条鼓励工业企业采用高效节能的电动机、风机、水泵等设备。",
        "按照⟦C1⟧第九条的规定，不得使用列入淘汰目录的锅炉和窑炉。",
        "按照⟦C1⟧的要求，我厅组织培训班讲解图谱编制方法。",
        "对您关心的光伏组件回收，⟦C1⟧规定，鼓励工业企业采用高效节能的电动机。",
        "我厅印发⟦C1⟧后，组织了光伏组件回收培训。",
        "⟦C2⟧要求，银行应当缩短小额贷款审批时间，对守信企业可以给予贴息。",
    ],
)
def test_what_the_paper_says_may_be_told_and_so_may_our_own_work(sentence: str) -> None:
    assert amiss(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("⟦C1⟧规定，鼓励工业企业采用光伏组件和储能设备。", "储能"),
        ("按照⟦C1⟧，有条件的市（州）可以对光伏制造企业给予补贴。", "光伏"),
        ("⟦C1⟧第九条规定，鼓励工业企业采用高效节能的电动机、风机、水泵等设备。", "第九条"),
        ("⟦C1⟧规定，工业企业采用高效节能的电动机、风机、水泵等设备给予补贴。", "补贴"),
        ("⟦C1⟧规定，工业企业应当采用高效节能的电动机、风机、水泵等设备。", "轻重不同"),
        ("⟦C1⟧规定，可以使用列入淘汰目录的锅炉和窑炉。", "轻重不同"),
        ("⟦C2⟧规定，鼓励工业企业采用高效节能的电动机。", "没有讲到"),
        ("⟦C1⟧规定，设备更新项目竣工资料的验收期限高于三十日。", "轻重不同"),
    ],
)
def test_what_is_put_into_its_mouth_is_told(sentence: str, why: str) -> None:
    assert why in "".join(amiss(sentence))


def test_a_demand_told_as_our_work_needs_a_material_of_ours() -> None:
    said = "按照⟦C2⟧要求，我省缩短小额贷款审批时间，对守信企业给予贴息。"
    assert "缩短小额贷款审批时间" in carried_out(said, PAPERS, OURS, own="我厅组织培训。")
    assert carried_out(said, PAPERS, OURS, own="我省已缩短小额贷款审批时间。") == ""
    assert carried_out("按照⟦C2⟧要求，我省组织农产品展销活动。", PAPERS, OURS, own="") == ""


def test_a_rule_told_with_its_paper_is_no_promise_of_ours() -> None:
    assert is_told_by_a_paper("按照⟦C2⟧，银行应当缩短小额贷款审批时间。", PAPERS, OURS)
    assert not is_told_by_a_paper("按照⟦C2⟧，年底前建成光伏产业园。", PAPERS, OURS)
    assert not is_told_by_a_paper("按照⟦C2⟧要求缩短审批时间，我厅将设立专项资金。", PAPERS, OURS)
