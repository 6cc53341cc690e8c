"""One draft in its forms: bare, letter, document, public, for comment, plain text."""

from dataclasses import replace

import pytest
from docx import Document
from export_drafts import letter, opinion, profile, text
from openpyxl import load_workbook

from assistant.draft import Block, Run
from assistant.export.forms import FORM_WORDS, PLATFORM_LIMIT, form_named, platform_text, target_of, write_form
from assistant.export.public import doubts, public_copy
from assistant.export.written import read_letter
from knowledge_base.errors import InputError


@pytest.mark.parametrize("form", FORM_WORDS)
def test_every_form_is_written_and_has_no_layout_fault(tmp_path, form):
    made = write_form(letter(), profile(), tmp_path / "x.docx", form, sources="none", signer="某某某")
    assert made.files[0] == target_of(tmp_path / "x.docx", form)
    assert all(f.exists() for f in made.files)
    assert not [f for f in made.findings if f.check.startswith("layout")]


def words_of(path):
    document = Document(str(path))
    headers = "".join(p.text for p in document.sections[0].first_page_header.paragraphs)
    return headers + "\n".join(p.text for p in document.paragraphs)


def test_the_red_head_stands_only_where_it_was_asked_for(tmp_path):
    name = profile().name
    for form, head in (("bare", ""), ("letter", name), ("document", f"{name}文件")):
        write_form(letter(), profile(), tmp_path / f"{form}.docx", form, sources="none")
        first = words_of(tmp_path / f"{form}.docx").split("\n")[0]
        assert (head in first) == bool(head) or head == ""
        assert (name in first) == bool(head)
    assert "签发人：〔待补充〕" in words_of(tmp_path / "document.docx")
    assert "印发" in words_of(tmp_path / "document.docx") or "印发" in "".join(
        c.text for t in Document(str(tmp_path / "document.docx")).tables for row in t.rows for c in row.cells
    )


def test_a_draft_for_comment_says_so_under_its_title(tmp_path):
    write_form(letter(), profile(), tmp_path / "x.docx", "consultation", sources="none")
    assert "\n（征求意见稿）\n" in words_of(tmp_path / "x.docx")


def test_an_annex_goes_with_its_table_from_the_public_copy_and_the_platforms_text(tmp_path):
    """The table stood on its own below the date."""
    words = ("附件1", "分布情况", "县\t个数\n子县\t30", "附件2", "项目清单", "一、冷链中心")
    kinds = ("attachment", "attachment", "table", "attachment", "attachment", "attachment")
    draft = letter()
    at = next(n for n, b in enumerate(draft.blocks) if b.kind == "copies")
    annexed = (text(k, w) for k, w in zip(kinds, words, strict=True))
    draft = replace(draft, blocks=(*draft.blocks[:at], *annexed, *draft.blocks[at:]))
    write_form(draft, profile(), tmp_path / "x.docx", "public")
    public = read_letter(tmp_path / "x.docx").text
    assert not any(word in public + platform_text(draft) for word in ("子县", "分布情况", "冷链中心"))


def test_the_public_copy_has_no_contact_no_enclosure_and_no_copies(tmp_path):
    made = write_form(letter(), profile(), tmp_path / "x.docx", "public")
    words = words_of(made.files[0])
    for gone in ("联系人", "附件", "抄送", "依据清单"):
        assert gone not in words
    assert public_copy(letter()).stage == "公开版"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("张某某代表：", "张××代表："), ("张某某、欧阳某某代表：", "张××、欧阳××代表："), ("张某等8名委员：", "张××等8名委员："),
        ("民盟示例省委：", "民盟示例省委："), ("示例省政协社会和法制委员会：", "示例省政协社会和法制委员会："), ("东岭代表团：", "东岭代表团："), ("尊敬的张某代表：", "尊敬的张××代表："), ("各位代表：", "各位代表："),
    ],
)  # fmt: skip
def test_a_published_letter_addresses_people_as_the_profile_says(said, shown):
    draft = replace(letter(), blocks=(text("salutation", said),))
    assert public_copy(draft).text == said
    assert public_copy(draft, "surname").text == shown


def test_an_opinion_is_not_published_unless_the_profile_says_so(tmp_path):
    with pytest.raises(InputError, match="默认不公开"):
        write_form(opinion(), profile(), tmp_path / "x.docx", "public")
    assert not list(tmp_path.iterdir())
    open_ = profile().model_copy(update={"publish_opinions": True})
    assert write_form(opinion(), open_, tmp_path / "x.docx", "public").files[0].exists()


def test_the_public_review_lists_what_a_person_has_to_decide(tmp_path):
    draft = replace(
        letter(),
        blocks=(
            *letter().blocks,
            text("paragraph", "请与示例省某某科技有限公司张先生13900000000联系，合同金额见内部资料。"),
            Block("paragraph", (Run("〔待核实：90%〕", "unverified"),)),
        ),
    )
    copy = public_copy(draft)
    found = doubts(copy)
    assert {"个人信息", "企业名称", "商业秘密", "内部来源", "未公开数据", "未完成"} <= {d.kind for d in found}
    assert all(copy.text[d.start : d.end] == d.quote for d in found)
    made = write_form(draft, profile(), tmp_path / "x.docx", "public")
    rows = list(load_workbook(made.files[1]).active.values)
    assert len(rows) == len(found) + 1
    assert len([f for f in made.findings if f.check == "public-review"]) == len(found)


def test_names_outside_the_salutation_are_listed_for_review():
    told = {
        "联系人张某。": ["张某"],
        "经办人：李小明": ["李小明"],
        "案例一：顾甲岚提出的《关于产业的建议》。": ["顾甲岚"],
        "由周测甲等8名代表联名提出。": ["周测甲"],
        "先后走访刘某某先生，感谢欧阳明月代表的支持。": ["刘某某", "欧阳明月"],
        "充分听取代表的意见，有关领导同志作出安排，民盟示例省委会提出的提案和申请人提出的事项。": [],
    }
    for said, names in told.items():
        draft = replace(letter(), blocks=(text("title", "关于建议的答复"), text("paragraph", said)))
        assert [d.quote for d in doubts(public_copy(draft)) if d.kind == "个人信息"] == names
    greeted = replace(
        letter(), blocks=(text("salutation", "周测甲代表："), text("paragraph", "周测甲代表提出的意见。"))
    )
    assert not doubts(public_copy(greeted, "full"))
    assert [d.quote for d in doubts(public_copy(greeted, "surname"))] == ["周测甲"]


def test_a_letter_that_may_be_published_as_it_is_leaves_nothing_to_review():
    draft = replace(letter(), blocks=(text("title", "关于建议的答复"), text("paragraph", "我厅已出台支持政策。")))
    assert doubts(public_copy(draft)) == ()


def test_the_plain_text_is_the_body_alone_and_counted_against_the_platforms_limit(tmp_path):
    made = write_form(letter(), profile(), tmp_path / "x.docx", "text")
    body = made.files[0].read_text(encoding="utf-8")
    assert body == platform_text(letter()) + "\n"
    assert body.startswith("张某某代表：\n")
    assert body.rstrip().endswith("关心和支持。")
    assert made.findings == ()
    long = replace(letter(), blocks=(text("paragraph", "字" * (PLATFORM_LIMIT + 1)),))
    assert [f.check for f in write_form(long, profile(), tmp_path / "y.docx", "text").findings] == ["platform-limit"]


def test_an_unknown_form_is_named_with_those_that_there_are():
    with pytest.raises(InputError, match="bare（无红头送审稿）"):
        form_named("red")


@pytest.mark.parametrize("form", ["letter", "document"])
def test_under_a_red_head_the_number_stands_before_the_title(tmp_path, form):
    blocks = (
        text("title", "关于办理情况的报告"),
        text("number", "示工信〔2026〕12号"),
        text("salutation", "省政府办公厅："),
    )
    write_form(replace(letter(), blocks=blocks), profile(), tmp_path / "x.docx", form, sources="none")
    words = words_of(tmp_path / "x.docx")
    assert words.index("12号") < words.index("关于办理情况的报告")
