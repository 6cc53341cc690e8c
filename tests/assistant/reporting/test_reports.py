"""Reports: every finding in each form, in one line where it is a list, text from outside never as markup."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

from assistant.checks.samples import LETTER
from assistant.reporting.checked import Checked, place
from assistant.reporting.html import html
from assistant.reporting.junit import junit
from assistant.reporting.lines import lines
from assistant.reporting.marks import marked
from assistant.reporting.table import write_table
from assistant.reviewing.review import Against, review
from knowledge_base import profiles

FAULTY = LETTER.replace("〔2026〕31号", "[2026]31号").replace("改造场景", '<img src=x onerror="alert(1)">改造场景，，')
AGAINST = Against(profiles.load("省工业和信息化厅"))


def checked(text: str = FAULTY) -> Checked:
    return Checked("<稿>.txt", review(text, "reply", "终稿", AGAINST, None))


class Seen(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_text_has_a_line_for_each_finding_the_gravest_first() -> None:
    found = checked()
    said = [line for line in lines(found) if line.startswith("  [")]
    assert len(said) == len(found.open) > 0
    weights = ["错误提醒建议".index(line[3:5]) for line in said]
    assert weights == sorted(weights)
    assert "必须改" in next(iter(lines(found)))


def test_the_html_marks_each_finding_and_lists_it_with_a_link_to_its_place() -> None:
    found = checked()
    tags = Seen(html([found])).tags
    ids = [str(a["id"]) for _, a in tags if a.get("id")]
    assert sorted(ids) == sorted(f"d1-m{n}" for n, _ in found.open)
    assert {a["href"] for _, a in tags if a.get("href")} == {f"#{i}" for i in ids}


def test_text_from_outside_is_never_markup() -> None:
    page = html([checked()])
    assert not {"img", "script"} & {tag for tag, _ in Seen(page).tags}
    assert "http" not in page


def test_marks_leave_the_text_as_it_is() -> None:
    found = checked()
    assert found.reviewed
    draft = found.reviewed.draft
    sheet = marked(draft, found.open)
    bare = (
        re.sub(r"<[^>]+>", "", sheet)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&amp;", "&")
    )
    assert "".join(bare.split()) == "".join(draft.text.split())


def test_a_finding_without_characters_stands_as_a_point_at_its_place() -> None:
    found = checked(LETTER.replace("示例省工业和信息化厅\n2026年5月8日\n", ""))
    assert found.reviewed
    points = [f for _, f in found.open if f.start == f.end]
    tags = Seen(marked(found.reviewed.draft, found.open)).tags
    assert len([a for _, a in tags if "point" in (a.get("class") or "")]) == len(points)


def test_the_first_open_group_is_the_gravest() -> None:
    page = html([checked()])
    groups = re.findall(r'<details class="df-group (\w+)"( open)?>', page)
    assert groups[0] == ("error", " open")
    assert all(not opened for _, opened in groups[1:])


def test_what_one_rule_finds_many_times_is_folded() -> None:
    page = html([checked(LETTER.replace("完成指引初稿，", "完成指引初稿，，" * 6))])
    assert re.search(r'<details class="df-group more"><summary>同类还有 4 处</summary>', page)


def test_junit_fails_for_errors_only_and_counts_them() -> None:
    found = checked()
    root = ElementTree.fromstring(junit([found, Checked("坏.docx", error="打不开")]))
    first, second = root.findall("testsuite")
    assert int(first.get("failures") or 0) == len(found.of("error")) == len(first.findall("*/failure"))
    assert second.find("*/error") is not None
    clean = ElementTree.fromstring(junit([Checked("好.txt", review(LETTER, "reply", "送审稿", AGAINST, None))]))
    assert clean.find("*/*/failure") is None


def test_the_table_has_a_row_for_each_finding_with_what_a_person_said_of_it(tmp_path: Path) -> None:
    found = checked()
    dismissed = found.open[0][1]
    out = tmp_path / "结果.xlsx"
    write_table([Checked(found.path, found.reviewed, dismissed={dismissed: "引自原件"})], out)
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))[1:]
    assert len(rows) == len(found.open)
    assert [r[-1] for r in rows if r[-1]] == ["不适用：引自原件"]


def test_a_place_is_named_as_a_person_finds_it() -> None:
    found = checked()
    assert found.reviewed
    draft = found.reviewed.draft
    number = next(f for _, f in found.open if "2026" in f.quote)
    double = next(f for _, f in found.open if "，，" in f.quote)
    assert place(draft, number) == "文号"
    assert re.fullmatch(r"第\d+段", place(draft, double))
