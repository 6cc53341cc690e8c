"""One matter and several hands: 会办意见 merged by the lead, 分办, 联名 with a letter each, 并案."""

from pathlib import Path
from typing import Any

import pytest

from assistant.batch import Options, draft_files
from assistant.brought.contradictions import disagreements
from assistant.brought.papers import Papers
from assistant.drafting.offline import OfflineWriter
from assistant.reviewing.review import letter_text
from assistant.workflow import Desk
from knowledge_base import profiles
from knowledge_base.errors import InputError

OFFICE = profiles.load("省工业和信息化厅")
CITY = profiles.load("示例市工业和信息化局")
LEAD = """省十四届人大五次会议代表建议
第0311号
案由：关于办好企业服务热线的建议
领衔代表：周测甲
联名代表：吴测乙、郑测丙
主办单位：示例省工业和信息化厅
会办单位：省财政厅

建议：
一、增加企业服务热线座席，公布接通率。
二、为企业服务热线安排专项运行经费。
"""
FINANCE = """示财函〔2026〕8号
关于省十四届人大五次会议第0311号建议的会办意见
省工业和信息化厅：
省十四届人大五次会议第0311号建议《关于办好企业服务热线的建议》收悉。经研究，现就涉及我厅职责的事项提出会办意见如下，供答复时参考：
一、关于安排热线运行经费。我厅已安排企业服务热线运行经费300万元。下一步，我厅将把运行经费列入年度预算。建议贵厅一并公布使用情况。
特此函复。
示例省财政厅
2026年4月10日
"""
DATA = """示数函〔2026〕3号
关于第0311号建议的会办意见
省工业和信息化厅：
第0311号建议《关于办好企业服务热线的建议》收悉。现提出会办意见如下，供答复时参考：
一、关于安排热线运行经费。企业服务热线运行经费250万元正在申请，尚未下达。
特此函复。
示例省数据局
2026年4月12日
"""


def write(folder: Path, files: dict[str, str], *, profile: Any = OFFICE, out: str = "", **papers: Any) -> list[Any]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    options = Options.parse(role=None, stage="送审稿", number="", dated="", class_mark="", sources="list")
    sheets = [folder / n for n in files if not n.startswith("会办")]
    heard = [folder / n for n in files if n.startswith("会办")]
    brought = Papers(opinions=heard, **papers)
    return draft_files(
        sheets, Desk(profile, None, OfflineWriter()), options, papers=brought, out=folder / out if out else None
    )


def test_each_opinion_is_told_with_its_unit_and_what_is_for_us_alone_stays_out(tmp_path: Path) -> None:
    [entry] = write(tmp_path, {"a.txt": LEAD, "会办财政.txt": FINANCE})
    text = entry["draft"]["text"]
    assert "经商省财政厅，现答复如下" in text
    assert "会办单位省财政厅提出：该厅已安排企业服务热线运行经费300万元。下一步，该厅将把运行经费列入年度预算。" in text
    assert "贵厅" not in text
    section = entry["asks"][1]["section"]
    assert "300万元" in section
    [figure] = [f for f in entry["figures"] if f["text"] == "300万元"]
    assert figure["source"]["person"] == "省财政厅会办意见 2026-04-10"
    assert figure["source"]["document"] == "会办财政.txt"
    assert not [f for f in entry["findings"] if f["severity"] == "error"]


def test_opinions_that_disagree_are_flagged_at_their_place(tmp_path: Path) -> None:
    [entry] = write(tmp_path, {"a.txt": LEAD, "会办财政.txt": FINANCE, "会办数据.txt": DATA})
    found = [f for f in entry["findings"] if f["check"] == "opinions.contradiction"]
    assert any("300万元" in f["message"] and "250万元" in f["message"] for f in found)
    assert all(entry["draft"]["text"][f["start"] : f["end"]] == f["quote"] for f in found)
    assert "抄送：省人大常委会代表工作机构，省政府办公厅，省财政厅，省数据局。" in entry["draft"]["text"]


def test_opinions_that_agree_raise_nothing(tmp_path: Path) -> None:
    same = DATA.replace("250万元正在申请，尚未下达", "300万元已经安排")
    [entry] = write(tmp_path, {"a.txt": LEAD, "会办财政.txt": FINANCE, "会办数据.txt": same})
    assert not [f for f in entry["findings"] if f["check"] == "opinions.contradiction"]


def test_what_an_opinion_has_told_is_not_asked_for_again(tmp_path: Path) -> None:
    [entry] = write(tmp_path, {"a.txt": LEAD, "会办财政.txt": FINANCE})
    section = entry["asks"][1]["section"]
    assert "写明其意见" not in section
    assert "沟通的情况及其意见" not in section


def test_more_to_come_is_no_other_count_of_what_there_is(tmp_path: Path) -> None:
    ours, theirs = "10月底前再认定示范点6个。", "该厅已将12个示范点纳入旅游精品线路。"
    assert not [*disagreements(ours, theirs)]
    assert [*disagreements("目前有工业旅游示范点33个。", "已认定工业旅游示范点12个。")]


def test_an_opinion_on_another_case_is_not_used_and_said(tmp_path: Path) -> None:
    [entry] = write(tmp_path, {"a.txt": LEAD, "会办财政.txt": FINANCE.replace("0311", "0999")})
    assert "300万元" not in entry["draft"]["text"]
    assert any("没有本件" in f["message"] for f in entry["findings"])


def test_what_is_no_opinion_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不像会办意见"):
        write(tmp_path, {"a.txt": LEAD, "会办.txt": "今天天气很好。\n明天也好。"})


def test_a_joint_proposal_gets_a_letter_for_each_signer(tmp_path: Path) -> None:
    [entry] = write(tmp_path, {"a.txt": LEAD}, out="答复.docx")
    assert [c["to"] for c in entry["copies"]] == ["周测甲", "吴测乙", "郑测丙"]
    for copy in entry["copies"]:
        text = letter_text(Path(copy["output"]))
        assert f"\n{copy['to']}代表：\n您联名提出的《关于办好企业服务热线的建议》收悉。" in text
        assert "你们" not in text
        assert "感谢您对工业和信息化工作的关心和支持。" in text
    assert "周测甲、吴测乙、郑测丙代表：" in letter_text(Path(entry["output"]))


def test_an_office_that_answers_the_lead_alone_writes_one_letter(tmp_path: Path) -> None:
    sheet = LEAD.replace("示例省工业和信息化厅", "云河市工业和信息化局")
    [entry] = write(tmp_path, {"a.txt": sheet}, profile=CITY, out="答复.docx")
    assert entry["copies"] == []


def test_a_shared_case_is_answered_in_our_own_part_only(tmp_path: Path) -> None:
    sheet = """省政协十三届四次会议提案
第0420号
案由：关于支持县域企业技术改造的提案
提案者：周测乙委员
办理意见：省财政厅、省工业和信息化厅分办

建议：
一、加大对县域企业数字化诊断的支持，公布分行业改造指引。
二、由省财政厅在年度预算中安排县域企业贴息资金。
"""
    [entry] = write(tmp_path, {"a.txt": sheet})
    text = entry["draft"]["text"]
    assert entry["role"] == "分办"
    assert "现就涉及我厅职能的事项答复如下" in text
    assert "贴息资金" not in text
    assert "其余建议由有关承办单位分别答复。" in text
    assert "类别" not in text
    assert "抄送：省政协提案委员会，省政府办公厅。" in text, "we do not copy ourselves"
    assert not [f for f in entry["findings"] if f["check"] == "structure.unanswered-ask"]


LIKE = """省政协十三届四次会议提案
第0622号
案由：关于提高企业服务热线接通率的提案
提案者：钱测丁委员
主办单位：示例省工业和信息化厅

建议：
一、在企业服务大厅设立开放日。
二、公布企业服务热线接通率，增加座席。
"""


def test_like_cases_have_the_very_same_text_on_the_common_ask_and_letters_of_their_own(tmp_path: Path) -> None:
    first, second = write(tmp_path, {"a.txt": LEAD, "b.txt": LIKE}, together=True, out="并案")
    one, other = first["asks"][0], second["asks"][1]
    assert one["section"].partition("\n")[2] == other["section"].partition("\n")[2]
    assert one["section"].partition("\n")[0] != other["section"].partition("\n")[0], "each has its own heading"
    assert one["shared_with"] == ["提案第0622号"]
    assert other["shared_with"] == ["建议第0311号"]
    assert first["asks"][1]["shared_with"] == second["asks"][0]["shared_with"] == []
    assert "钱测丁委员：" in second["draft"]["text"]
    assert "第0622号提案的答复" in second["draft"]["text"]
    assert Path(second["output"]).is_file()


def test_without_the_option_nothing_is_shared(tmp_path: Path) -> None:
    first, second = write(tmp_path, {"a.txt": LEAD, "b.txt": LIKE})
    assert first["asks"][0]["shared_with"] == second["asks"][1]["shared_with"] == []
