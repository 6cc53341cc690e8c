"""What a letter says of a cited paper is held against the paper's stored text."""

from dataclasses import replace

from assistant.checks import CheckContext, read_draft, run
from assistant.checks.basis import articles, chinese
from assistant.checks.samples import LAW, LETTER, MISQUOTED, PAYING, PROPOSAL
from assistant.findings import Finding
from knowledge_base import profiles
from knowledge_base.documents import Document

PROFILE = profiles.load("省工业和信息化厅")


class Shelf:
    """A knowledge base that lists its documents without their text, as the real one does."""

    def find_title(self, title: str) -> list[Document]:
        return [d for d in self.documents() if d.title == title]

    def find_number(self, number: str) -> list[Document]:
        return [d for d in self.documents() if d.number == number]

    def documents(self) -> list[Document]:
        return [replace(LAW, text="")]

    def document(self, path: str) -> Document | None:
        return LAW if path == LAW.path else None


def findings(text: str, **given: object) -> dict[str, Finding]:
    context = CheckContext(profile=PROFILE, lookup=Shelf(), **given)  # pyright: ignore[reportArgumentType]
    report = run(read_draft(text, "reply"), context)
    return {f.check: f for f in report.findings if f.check.startswith(("figures", "citations"))}


def test_the_laws_own_figure_is_right_although_the_proposal_misquotes_it():
    assert "figures.contradicted-figure" not in findings(PAYING, proposal=MISQUOTED)


def test_the_proposals_false_figure_is_found_with_the_right_one():
    found = findings(PAYING.replace("30日", "90日"), proposal=MISQUOTED)["figures.contradicted-figure"]
    assert (found.severity, found.expected) == ("error", "30日")
    assert found.source
    assert found.source.document == LAW.path


def test_without_an_article_number_the_whole_paper_counts():
    text = PAYING.replace("第二十八条", "规定").replace("30日", "90日")
    assert findings(text, proposal=MISQUOTED)["figures.contradicted-figure"].expected == "30日"


def test_a_short_name_stands_for_the_paper():
    text = PAYING.replace("》第二十八条", "》（以下简称《条例》）。《条例》第二十八条").replace("30日", "90日")
    assert findings(text)["figures.contradicted-figure"].expected == "30日"


def test_an_article_that_says_something_else_is_found():
    found = findings(PAYING.replace("第二十八条", "第十八条"))["citations.wrong-article"]
    assert (found.quote, found.expected) == ("第十八条", "第二十八条")


def test_our_own_doings_after_a_citation_are_not_held_against_the_paper():
    text = LETTER.replace("我厅已梳理", "按照《示例省工程款支付条例》，我厅已督促12家单位付款。我厅已梳理")
    found = findings(text, proposal=PROPOSAL)
    assert "figures.contradicted-figure" not in found
    assert all(f.severity == "advice" for f in found.values())


def test_articles_are_read_by_their_number():
    assert list(articles(LAW.text)) == [1, 18, 28]
    assert [chinese(n) for n in (8, 10, 18, 20, 28, 105, 110)] == [
        "八",
        "十",
        "十八",
        "二十",
        "二十八",
        "一百零五",
        "一百一十",
    ]
