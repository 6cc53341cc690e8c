"""The HTML of the page: everything escaped, every figure with its source, every finding anchored."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from export_drafts import letter, opinion, text
from hypothesis import given
from hypothesis import strategies as st

from assistant.draft import Block, Draft, Run
from assistant.export.html import preview
from assistant.findings import Finding


class Shown(HTMLParser):
    """The text of the sheet and the tags of the whole; a tag left open or closed wrongly fails."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags, self.open = "", [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "article" in self.open:
            self.text += data


def squeeze(words: str) -> str:
    return re.sub(r"\s", "", words)


def test_the_sheet_shows_the_drafts_text_and_nothing_else():
    for draft in (letter(), opinion()):
        assert squeeze(Shown(preview(draft, [])).text) == squeeze(draft.text)


def test_each_figure_shows_its_source_on_hover():
    marks = [a for tag, a in Shown(preview(letter(), [])).tags if tag == "mark" and a["class"] == "figure"]
    assert len(marks) == len(list(letter().figure_spans()))
    grant = next(a for a in marks if a["data-source"] == "passage")
    assert "示工信〔2026〕3号" in grant["title"]
    assert "一次性50万元奖补" in grant["title"]
    assert not any("13912345678" in a["title"] for a in marks)


def test_text_from_outside_is_never_html():
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    draft = Draft(
        "reply", "送审稿", (text("title", evil), Block("paragraph", (Run(evil, "figure", evil), Run(evil, "missing"))))
    )
    finding = Finding("x", evil, "error", evil, 0, 30, evil)
    tags = {tag for tag, _ in Shown(preview(draft, [finding])).tags}
    assert tags <= {"div", "style", "article", "h1", "p", "mark", "span", "a", "br", "aside", "ol", "li", "b"}
    assert not any(name.startswith("on") for _, attrs in Shown(preview(draft, [finding])).tags for name in attrs)


def test_findings_are_anchored_once_and_listed_with_a_link():
    draft = letter()
    at = draft.text.index("收悉")
    findings = [Finding("a", "甲", "error", "一", at, at + 60), Finding("b", "乙", "advice", "二", 0, 0)]
    tags = Shown(preview(draft, findings)).tags
    assert sorted(a["id"] for _, a in tags if a.get("id")) == ["finding-0", "finding-1"]
    assert [a["href"] for _, a in tags if a.get("href")] == ["#finding-0", "#finding-1"]
    on = [a for tag, a in tags if tag == "span" and a["class"] == "finding error"]
    assert len(on) > 2  # over the end of a block, and inside a mark


def test_nothing_is_fetched_from_outside_and_the_style_is_scoped():
    html = preview(letter(), [])
    assert "http" not in html
    assert "<script" not in html
    css = re.search(r"<style>(.*?)</style>", html, re.S).group(1)
    selectors = [s.strip() for rule in re.findall(r"([^{}]+)\{", css) for s in rule.split(",")]
    selectors = [s for s in selectors if not s.startswith("@container")]
    assert all(s.startswith(".dafu-preview") for s in selectors)


def test_an_unfinished_draft_says_so():
    assert "未完成" in preview(letter().with_state("interrupted"), [])
    assert "未完成" not in preview(letter(), [])


@given(
    st.lists(st.text("甲乙 5%\t\n<&\"'〔待补充：核实〕", max_size=12), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=4),
)
def test_any_text_under_any_findings_is_shown_whole(words, spans):
    kinds = ("paragraph", "title", "table", "heading", "opening")
    blocks = tuple(Block(k, (Run(w), Run(w, "figure", "F1"))) for k, w in zip(kinds, words, strict=False))
    draft = replace(opinion(), blocks=blocks)
    findings = [Finding("x", "名", "warning", "话", a, b) for a, b in spans]
    assert squeeze(Shown(preview(draft, findings)).text) == squeeze(draft.text)
