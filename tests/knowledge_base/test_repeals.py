"""A paper that a later one ends is no longer in force, though their titles differ."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge_base.catalogue import Entry
from knowledge_base.documents import Document
from knowledge_base.repeals import Ended, ended_by
from knowledge_base.versions import validities

TODAY = date(2026, 5, 1)
OLD = Document(
    path="旧.txt",
    title="白石市人民政府办公室关于印发白石市乡村客栈管理暂行办法的通知",
    text="",
    number="白政办发〔2019〕7号",
    issued=date(2019, 5, 8),
    kind="policy",
    place="白石市",
)
NEW = replace(
    OLD,
    path="新.txt",
    title="白石市人民政府办公室关于印发白石市乡村客栈管理办法的通知",
    number="白政办发〔2024〕18号",
    issued=date(2024, 9, 6),
)


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        (
            "本办法自2024年10月1日起施行。《白石市乡村客栈管理暂行办法》（白政办发〔2019〕7号）同时废止。",
            [("白石市乡村客栈管理暂行办法", "白政办发〔2019〕7号")],
        ),
        ("原白政办发〔2019〕7号文件同时废止。", [("", "原白政办发〔2019〕7号")]),
        ("《白石市乡村客栈办法》和《白石市客栈奖励细则》自印发之日起停止执行。", [("白石市乡村客栈办法", ""), ("白石市客栈奖励细则", "")]),
        ("市政府决定废止《白石市未成年人旅馆管理办法》。", [("白石市未成年人旅馆管理办法", "")]),
        ("《白石市乡村客栈办法》第三条同时废止。", []),
        ("《白石市乡村客栈办法》中与本通知不一致的规定同时废止。", []),
        ("《白石市乡村客栈办法》拟予以废止。", []),
        ("本办法自2027年1月1日起施行，《白石市乡村客栈办法》同时废止。", []),
        ("依照法定权限及时修改、废止有关规定，落实《白石市乡村客栈办法》。", []),
        ("本办法有效期5年，期满自行失效。", []),
    ],
)  # fmt: skip
def test_what_a_paper_ends_as_a_whole_is_read(text: str, ended: list[tuple[str, str]]):
    assert ended_by(text, TODAY) == tuple(Ended(t, n) for t, n in ended)


@pytest.mark.parametrize(
    ("document", "ended", "state"),
    [
        (OLD, Ended("白石市乡村客栈管理暂行办法", "白政办发〔2019〕7号"), "superseded"),
        (OLD, Ended("白石市乡村客栈管理暂行办法", ""), "superseded"),
        (OLD, Ended("", "原白政办发〔2019〕7号"), "superseded"),
        (OLD, Ended("白石市乡村客栈管理暂行办法", "白政办发〔2019〕17号"), "current"),
        (OLD, Ended("管理暂行办法", ""), "current"),
        (replace(OLD, place="东桥市", number=""), Ended("白石市乡村客栈管理暂行办法", ""), "current"),
        (replace(OLD, issued=date(2025, 1, 1)), Ended("", "白政办发〔2019〕7号"), "current"),
        (replace(OLD, kind="report"), Ended("", "白政办发〔2019〕7号"), "current"),
    ],
)
def test_only_the_earlier_paper_that_is_named_is_superseded(document: Document, ended: Ended, state: str):
    entries = [Entry(1, NEW), Entry(2, document)]
    own = {1: "current", 2: "current"}
    assert validities(entries, own, {1: [ended]}) == {1: "current", 2: state}  # pyright: ignore[reportArgumentType]


def test_a_draft_ends_nothing():
    entries = [Entry(1, NEW), Entry(2, OLD)]
    found = validities(entries, {1: "draft", 2: "current"}, {1: [Ended("", OLD.number)]})
    assert found[2] == "current"
