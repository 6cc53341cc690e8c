"""公开属性 in a letter: said in the profile, printed where the office wants it, never published against it."""

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from export_drafts import letter

from assistant import intake
from assistant.batch import Options, export
from assistant.case import Case
from assistant.checks import read_draft
from assistant.draft import Block, Run
from assistant.drafting.offline import OfflineWriter
from assistant.export.forms import write_form
from assistant.export.written import read_letter
from assistant.workflow import Desk, draft_letter
from knowledge_base import profiles
from knowledge_base.errors import InputError
from knowledge_base.profiles import Profile, Published

ROOT = Path(__file__).parents[3]
PROFILE = profiles.load("省工业和信息化厅")


def office(**said) -> Profile:
    return PROFILE.model_copy(update={"openness": Published(**said)})


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"reply": "主动公开"}, "（公开属性：主动公开）"),
        ({"reply": "依申请公开", "place": "foot"}, "公开属性：依申请公开"),
        ({"opinion": "不予公开"}, ""),
    ],
)
def test_a_letter_says_it_as_the_profile_does_and_is_read_again(said, line):
    profile = office(**said)
    proposal = intake.read_proposals((ROOT / "docs/demo/proposal.txt").read_text(encoding="utf-8"), profile)[0]
    text = draft_letter(Case(proposal), Desk(profile, None, OfflineWriter())).finished.text
    assert ("公开属性" in text) == bool(line)
    if line:
        (block,) = [b for b in read_draft(text).blocks if "公开属性" in b.text]
        assert (block.kind, block.text) == ("note", line)


def with_openness(text: str):
    draft = letter()
    at = next(n for n, b in enumerate(draft.blocks) if b.kind == "copies")
    return replace(draft, blocks=(*draft.blocks[:at], Block("note", (Run(text),)), *draft.blocks[at:]))


@pytest.mark.parametrize("form", ["bare", "letter", "document"])
def test_at_the_foot_it_stands_right_above_the_copies(tmp_path, form):
    made = write_form(with_openness("公开属性：主动公开"), PROFILE, tmp_path / "x.docx", form, sources="none")
    assert not [f for f in made.findings if f.check.startswith("layout")]
    lines = [p.text for p in read_letter(tmp_path / "x.docx").paragraphs]
    assert lines[lines.index("公开属性：主动公开") + 1].startswith("抄送")
    paragraph = next(p for p in Document(str(tmp_path / "x.docx")).paragraphs if p.text.startswith("公开属性"))
    framed = paragraph._p.pPr.find(qn("w:framePr")) is not None
    assert framed == (form != "document"), "the 版记 has the foot for itself"


def test_what_is_not_to_be_published_gets_no_public_copy(tmp_path):
    with pytest.raises(InputError, match="不予公开"):
        write_form(with_openness("（公开属性：不予公开）"), PROFILE, tmp_path / "x.docx", "public")
    assert not list(tmp_path.iterdir())
    write_form(with_openness("（公开属性：主动公开）"), PROFILE, tmp_path / "x.docx", "public")
    assert "公开属性" not in read_letter(tmp_path / "x.docx").text


def proposal(**more):
    read = intake.read_proposals((ROOT / "docs/demo/proposal.txt").read_text(encoding="utf-8"), PROFILE)[0]
    return read.with_(**more)


def written(case: Case, profile: Profile = PROFILE) -> str:
    return draft_letter(case, Desk(profile, None, OfflineWriter())).finished.text


@pytest.mark.parametrize("role", ["主办", "会办"])
@pytest.mark.parametrize("said", [{}, {"reply": "主动公开", "opinion": "主动公开", "place": "foot"}])
def test_a_person_chooses_it_for_one_letter(role, said):
    text = written(Case(proposal(), role, openness="依申请公开"), office(**said))
    assert "公开属性：依申请公开" in text
    assert "主动公开" not in text
    assert ("（公开属性" in text) == (not said)


def test_what_is_not_to_be_published_is_refused_whichever_way_the_copy_is_asked_for(tmp_path):
    with pytest.raises(InputError, match="不予公开"):
        written(Case(proposal(), stage="公开版", openness="不予公开"))
    with pytest.raises(InputError, match="不予公开"):
        written(Case(proposal(), stage="公开版"), office(reply="不予公开"))
    desk = Desk(PROFILE, None, OfflineWriter())
    closed = draft_letter(Case(proposal(), openness="不予公开"), desk)
    with pytest.raises(InputError, match="不予公开"):
        export(closed, desk, tmp_path / "x.docx", "none", "public")
    assert not list(tmp_path.iterdir())


def test_a_proposer_who_does_not_want_it_published_is_not_overruled():
    refused = proposal(may_publish=False)
    assert "公开属性：〔待补充：公开属性，提出人不同意公开〕" in written(Case(refused), office(reply="主动公开"))
    assert "公开属性：依申请公开" in written(Case(refused, openness="依申请公开"))
    with pytest.raises(InputError, match="提出人不同意公开"):
        written(Case(refused, openness="主动公开"))


def test_a_word_that_there_is_not_is_refused_with_the_three():
    with pytest.raises(InputError, match="--openness 不能是“公开”，只能是：主动公开、依申请公开、不予公开"):
        Options.parse(role=None, stage="送审稿", number="", dated="", class_mark="", sources="list", openness="公开")
