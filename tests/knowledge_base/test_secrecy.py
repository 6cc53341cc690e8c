"""Classified papers are refused and internal ones marked, by their markings and not by their subject."""

from pathlib import Path

import pytest
from docx import Document as Word

from knowledge_base.errors import InputError
from knowledge_base.readers import SecretDocumentError, read
from knowledge_base.secrecy import refuse_secret, use_of

BODY = "关于做好安全生产工作的通知\n各市工业和信息化局：\n请认真贯彻《中华人民共和国保守国家秘密法》，保守国家秘密和商业秘密。\n"


@pytest.mark.parametrize(
    "mark",
    [
        "秘密",
        "机密★1年",
        "绝密★长期",
        "机密 ★ 6个月",
        "秘密★启用前",
        "★3年",
        "密级：秘密",
        "【机密】",
        "机 密",
        "秘　密★5年",
        "编号：012  机密★10年",
        "（秘密）",
    ],
)
def test_a_marked_paper_is_refused_in_one_sentence(mark: str) -> None:
    with pytest.raises(SecretDocumentError, match=r"甲\.txt") as caught:
        refuse_secret(f"000012\n{mark}\n特急\n{BODY}", "甲.txt")
    assert isinstance(caught.value, InputError)
    assert "涉密不上网" in str(caught.value)
    assert str(caught.value).count("。") == 1


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "中华人民共和国保守国家秘密法\n第一条 为了保守国家秘密。\n第十四条 国家秘密的密级分为绝密、机密、秘密三级。\n",
        "涉及国家秘密、商业秘密的，不予公开\n绝密级国家秘密是最重要的国家秘密。\n",
        "★重点任务\n一、推进改造\n",
        "密级：无\n正文。\n",
    ],
)
def test_a_paper_that_only_speaks_of_secrets_is_read(text: str) -> None:
    refuse_secret(text, "甲.txt")


@pytest.mark.parametrize(
    "mark", ["内部", "内部资料 注意保存", "（内部文件）", "内部资料，请勿外传", "（此件不予公开）", "内 部"]
)
def test_an_internal_mark_is_kept_as_use(mark: str) -> None:
    assert use_of(f"{mark}\n{BODY}") == "internal"


def test_a_paper_about_internal_affairs_is_public() -> None:
    assert use_of("关于加强内部管理的通知\n各处室要加强内部控制和内部资料管理。\n") == "public"


def test_a_marking_in_the_head_of_the_page_counts(tmp_path: Path) -> None:
    word = Word()
    word.sections[0].header.paragraphs[0].text = "机密★1年"
    word.add_paragraph(BODY)
    word.save(str(tmp_path / "甲.docx"))
    with pytest.raises(SecretDocumentError):
        read(tmp_path / "甲.docx")


def test_a_marking_on_a_text_file_counts_before_anything_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(f"秘密★2年\n{BODY}".encode("gbk"))
    with pytest.raises(SecretDocumentError):
        read(path)
