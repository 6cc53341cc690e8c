"""A letter on a proposal whose asks were not found never passes for complete."""

from pathlib import Path

import pytest

from assistant.batch import Options, draft_files
from assistant.drafting.offline import OfflineWriter
from assistant.workflow import Desk
from knowledge_base import profiles

SHEET = """示例省第十四届人民代表大会第五次会议代表建议
第0324号
关于关注老旧厂房安全的建议
代表：周测甲
主办单位：示例省工业和信息化厅
会办单位：省应急管理厅
全省老旧厂房不少，屋面漏雨，消防通道被占。去年发生过两起险情。
"""


@pytest.mark.parametrize("role", ["主办", "分办", "会办"])
def test_it_says_so_in_its_place_in_its_state_and_as_an_error(tmp_path: Path, role: str) -> None:
    (tmp_path / "a.txt").write_text(SHEET, encoding="utf-8")
    options = Options.parse(role=role, stage="送审稿", number="", dated="", class_mark="", sources="none")
    desk = Desk(profiles.load("省工业和信息化厅"), None, OfflineWriter())
    [entry] = draft_files([tmp_path / "a.txt"], desk, options, out=tmp_path / "a.docx")
    assert entry["draft"]["state"] == "incomplete"
    assert "没有识别出明确的诉求" in entry["draft"]["text"]
    assert [f["severity"] for f in entry["findings"] if f["check"] == "asks.none"] == ["error"]
