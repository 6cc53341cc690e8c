"""The sample corpus is invented, so nothing but these tests keeps its figures, names and references in agreement."""

import itertools
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pdfplumber
import pytest
from docx import Document

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "knowledge_base" / "corpus"
DEMO = ROOT / "docs" / "demo"

NATIONAL = {
    "保障中小企业款项支付条例": "国务院令第802号",
    "稀土管理条例": "国务院令第785号",
    "工业和信息化领域数据安全管理办法（试行）": "工信部网安〔2022〕166号",
}
CASE = re.compile(r"^(?P<year>\d{4})年(?P<kind>建议|提案)第(?P<number>\d{4})号 (?P<title>.+?)(的答复|的会办意见)?$")
SESSIONS = {
    ("建议", "2023"): "省十四届人大一次会议",
    ("建议", "2024"): "省十四届人大三次会议",
    ("建议", "2025"): "省十四届人大四次会议",
    ("建议", "2026"): "省十四届人大五次会议",
    ("提案", "2023"): "省政协十三届一次会议",
    ("提案", "2024"): "省政协十三届二次会议",
    ("提案", "2025"): "省政协十三届三次会议",
    ("提案", "2026"): "省政协十三届四次会议",
}

Row = tuple[str, ...]


def files(folder: str) -> list[Path]:
    return sorted((CORPUS / folder).iterdir())


def everything() -> list[Path]:
    return [f for f in sorted(CORPUS.glob("*/*")) if f.is_file()]


@cache
def text(path: Path) -> str:
    """The words of a file as one paragraph a line; in a PDF, where lines are broken anywhere, as a single line."""
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8")
    if path.suffix == ".docx":
        return "\n".join(p.text for p in Document(str(path)).paragraphs)
    with pdfplumber.open(path) as pdf:
        lines = [line for page in pdf.pages for line in page.extract_text().splitlines()]
    return "".join(line for line in lines if not re.fullmatch(r"— \d+ —", line))


@cache
def tables(path: Path) -> tuple[tuple[Row, ...], ...]:
    if path.suffix == ".docx":
        found = [[[c.text for c in row.cells] for row in t.rows] for t in Document(str(path)).tables]
    elif path.suffix == ".pdf":
        with pdfplumber.open(path) as pdf:
            found = [[[c or "" for c in row] for row in t] for page in pdf.pages for t in page.extract_tables()]
    else:
        blocks = re.findall(r"(?:^[^\n]*\t[^\n]*\n)+", text(path), re.M)
        found = [[line.split("\t") for line in block.splitlines()] for block in blocks]
    return tuple(tuple(tuple(row) for row in table) for table in found)


def numbers(pattern: str, source: str) -> tuple[int, ...]:
    """The groups of the only place where ``pattern`` matches."""
    found = re.findall(pattern, source)
    assert len(found) == 1, (pattern, found)
    return tuple(int(n) for n in ([found[0]] if isinstance(found[0], str) else found[0]))


def percent(part: int | Decimal, whole: int | Decimal) -> str:
    """As the reports write it: one decimal, rounded half up, whole numbers bare."""
    value = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{value:f}".removesuffix(".0")


def report(year: int) -> str:
    (path,) = (CORPUS / "reports").glob(f"{year}年*")
    return text(path)


@pytest.mark.parametrize(
    ("folder", "least"), [("reports", 4), ("replies", 16), ("opinions", 4), ("policies", 10), ("proposals", 20)]
)
def test_each_folder_holds_what_the_demo_needs(folder: str, least: int) -> None:
    assert len(files(folder)) >= least


def test_all_three_formats_are_there() -> None:
    assert {f.suffix for f in everything()} == {".txt", ".docx", ".pdf"}


@pytest.mark.parametrize("path", everything(), ids=lambda p: p.name[:30])
def test_every_file_gives_its_chinese_text(path: Path) -> None:
    words = text(path)
    assert len(words) >= 150
    assert "(cid:" not in words
    assert "\ufffd" not in words


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
class TestYearlyReport:
    def test_cases_add_up_by_kind_and_role(self, year: int) -> None:
        words = report(year)
        total, bills, motions = numbers(
            r"共承办建议提案(\d+)件，其中\S+?会议代表建议(\d+)件、\S+?会议提案(\d+)件", words
        )
        lead, share, join = numbers(r"代表建议中，主办(\d+)件、分办(\d+)件、会办(\d+)件", words)
        lead_p, join_p, see_p = numbers(r"提案中，主办(\d+)件、会办(\d+)件、参阅(\d+)件", words)
        assert total == bills + motions
        assert bills == lead + share + join
        assert motions == lead_p + join_p + see_p
        assert numbers(r"需我厅答复的(\d+)件", words) == (lead + share + lead_p,)

    def test_classes_add_up_and_their_rates_are_rounded_half_up(self, year: int) -> None:
        words = report(year)
        (answered,) = numbers(r"需我厅答复的(\d+)件", words)
        classes = re.findall(r"([ABC])类(\d+)件，占([\d.]+)%", words)
        assert [c for c, _, _ in classes] == ["A", "B", "C"]
        assert sum(int(n) for _, n, _ in classes) == answered
        for _, n, rate in classes:
            assert rate == percent(int(n), answered)

    def test_meetings_and_satisfaction_add_up(self, year: int) -> None:
        words = report(year)
        due, met = numbers(r"应当面沟通(\d+)件，实际当面沟通(\d+)件", words)
        assert f"面复率{percent(met, due)}%" in words
        back, good, fair, bad = numbers(
            r"反馈意见(\d+)件，其中满意(\d+)件、基本满意(\d+)件、不满意(\d+)件", words
        )  # fmt: skip
        assert back == good + fair + bad
        assert f"满意率{percent(good, back)}%，含基本满意的满意率{percent(good + fair, back)}%" in words

    def test_growth_is_against_the_report_before(self, year: int) -> None:
        words = report(year)
        (total,) = numbers(r"共承办建议提案(\d+)件", words)
        last, more = numbers(r"比上年的(\d+)件增加(\d+)件", words)
        assert total - last == more
        assert f"增加{more}件，增长{percent(more, last)}%" in words
        if year > 2022:
            assert numbers(r"共承办建议提案(\d+)件", report(year - 1)) == (last,)
            carried, turned, open_ = numbers(r"结转的(\d+)件B类件中，(\d+)件已转为A类，\S+?其余(\d+)件", words)
            assert carried == turned + open_ == numbers(r"B类(\d+)件，占", report(year - 1))[0]
            assert f"转化率{percent(turned, carried)}%" in words


def test_the_report_of_2025_agrees_with_itself_in_shares_and_topics() -> None:
    words = report(2025)
    total, bills, motions = numbers(r"共承办建议提案(\d+)件，其中\S+?建议(\d+)件、\S+?会议提案(\d+)件", words)
    last_bills, last_motions = numbers(r"其中\S+?会议代表建议(\d+)件、\S+?会议提案(\d+)件", report(2024))
    for count, last in ((bills, last_bills), (motions, last_motions)):
        more = count - last
        assert f"占{'承办总量的' if count == bills else ''}{percent(count, total)}%" in words
        assert f"比上年增加{more}件，增长{percent(more, last)}%" in words
    topics = re.search(r"从内容看，(.+?)。", words)
    assert topics
    assert sum(int(n) for n in re.findall(r"(\d+)件", topics[1])) == total
    (join,) = numbers(r"会办件共(\d+)件", words)
    assert f"会办件共{join}件，占承办总量的{percent(join, total)}%" in words


WITH_TABLES = [p for p in everything() if tables(p)]


@pytest.mark.parametrize("path", WITH_TABLES, ids=lambda p: p.name[:30])
def test_tables_add_up_and_have_a_caption(path: Path) -> None:
    assert len(re.findall(r"表\d?[　 ]", text(path))) >= len(tables(path))
    for table in tables(path):
        head, *rows = table
        assert len({len(r) for r in table}) == 1
        if rows[-1][0] == "合计":
            for column in range(1, len(head)):
                assert sum(Decimal(r[column]) for r in rows[:-1]) == Decimal(rows[-1][column]), head[column]
        if head[-1] == "合计":
            for r in rows:
                assert sum(int(n) for n in r[1:-1]) == int(r[-1])


def test_several_papers_have_tables() -> None:
    assert len(WITH_TABLES) >= 8
    assert {p.suffix for p in WITH_TABLES} == {".txt", ".docx", ".pdf"}


def test_completion_rates_follow_from_their_counts() -> None:
    seen = 0
    for path in everything():
        rates = re.findall(r"受理[^。，；]{0,8}?(\d+)件[^。]*?办结(\d+)件，办结率([\d.]+)%", text(path))
        for taken, done, rate in rates:
            assert rate == percent(int(done), int(taken)), (path.name, taken, done)
        seen += len(rates)
    assert seen >= 6


def test_every_cited_paper_with_a_number_is_in_the_corpus_or_national() -> None:
    own = {(f.name.split(" ")[0]): f for f in files("policies") if "〔" in f.name}
    cited: set[str] = set()
    for path in everything():
        for title, number in re.findall(r"《([^》]+)》（([^（）]*?号)）", text(path)):
            if number.startswith("第"):
                continue
            if title in NATIONAL:
                assert NATIONAL[title] == number, path.name
                continue
            assert number in own, (path.name, title, number)
            assert title in text(own[number])[:600], (path.name, title, number)
            if own[number] != path:
                cited.add(number)
    assert len(cited) >= 10


def test_no_paper_cites_one_that_is_younger() -> None:
    issued = {f.name.split(" ")[0]: first_date(f) for f in files("policies") if "〔" in f.name}
    for path in everything():
        if "proposals" in path.parts or not (own := first_date(path)):
            continue
        for number in re.findall(r"》（([^（）]*?〔\d{4}〕\d+号)）", text(path)):
            assert issued.get(number, own) <= own, (path.name, number)


def first_date(path: Path) -> tuple[int, int, int]:
    """The date under the signature: the first full date that stands after the issuer's name."""
    found = re.search(
        r"(?:厅|厅办公室|示例省人民政府|政府办公室|政府办公厅|信息化局)\s*(\d{4})年(\d{1,2})月(\d{1,2})日", text(path)
    )
    assert found, path.name
    return int(found[1]), int(found[2]), int(found[3])


def test_case_papers_named_in_the_reports_exist() -> None:
    for path in files("reports"):
        for title, number in re.findall(r"《([^》]+)》（第(\d{4})号）", text(path)):
            assert any(f"第{number}号 {title}" in f.name for f in files("proposals")), (path.name, number)


def test_one_paper_is_superseded_by_a_newer_one_of_the_same_title() -> None:
    old, new = sorted(f for f in files("policies") if "高质量发展若干措施" in f.name)
    assert (old.name[5:9], new.name[5:9]) == ("2022", "2025")
    assert old.name.split(" ")[1].rsplit(".", 1)[0] == new.name.split(" ")[1].rsplit(".", 1)[0]
    assert f"（{old.name.split(' ')[0]}）同时废止" in text(new)


def test_there_is_a_draft_for_comment_and_an_internal_paper() -> None:
    papers = [text(f)[:60] for f in files("policies")]
    assert sum("征求意见稿" in p for p in papers) == 1
    assert sum(p.startswith("内部资料") for p in papers) == 1


def test_the_internal_paper_is_quoted_nowhere_else() -> None:
    assert not [p.name for p in everything() if "示工信办〔2026〕5号" in text(p) and "（内部）" not in p.name]


def test_no_telephone_number_could_be_real() -> None:
    for path in [*everything(), CORPUS / "README.md", *DEMO.glob("*.txt")]:
        words = path.read_text(encoding="utf-8") if path.suffix == ".md" else text(path)
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", words), path.name
        assert all(code == "0000" for code in re.findall(r"(\d{3,4})-\d{7,8}", words)), path.name


LETTERS = [*files("replies"), *files("opinions")]


def case(path: Path) -> re.Match[str]:
    found = CASE.match(path.stem)
    assert found, path.name
    return found


@pytest.mark.parametrize("path", LETTERS, ids=lambda p: p.name[:14])
class TestLetter:
    def test_names_its_case_as_the_proposal_does(self, path: Path) -> None:
        c = case(path)
        (source,) = [f for f in files("proposals") if f.stem == c[0].removesuffix("的答复").removesuffix("的会办意见")]
        kind = "会办意见" if path.parent.name == "opinions" else "答复"
        assert f"关于{SESSIONS[c['kind'], c['year']]}第{c['number']}号{c['kind']}的{kind}" in text(path)
        assert f"《{c['title']}》收悉。" in text(path)
        assert c["title"] in text(source)
        assert c["number"] in text(source)

    def test_has_the_elements_of_its_form(self, path: Path) -> None:
        words = text(path)
        assert re.search(r"示工信函〔\d{4}〕\d+号", words[:40])
        assert re.search(r"示例省工业和信息化厅\s*\d{4}年\d{1,2}月\d{1,2}日\s*（联系人及电话：", words)
        if path.parent.name == "opinions":
            assert "供答复时参考：" in words
            assert "特此函复。" in words
            assert "类别：" not in words
            assert "感谢" not in words
            assert "抄送" not in words
        else:
            assert re.match(r"类别：[ABC]", words)
            assert "现答复如下：" in words or "现就涉及我厅职能的事项答复如下：" in words
            assert "抄送：" in words
            assert "感谢" in words

    def test_addresses_its_proposers_in_one_way(self, path: Path) -> None:
        if path.parent.name == "opinions":
            return
        words, kind = text(path), case(path)["kind"]
        found = re.search(r"([^\n。]{2,30}?)：\s*(您|你们|贵会|贵委)提出的", words)
        assert found
        name, pronoun = re.sub(r"^.*的答复", "", found[1]).strip(), found[2]
        organisation = not name.endswith(("代表", "委员")) or "委员会" in name
        several = "、" in name or "等" in name
        assert name.endswith({"建议": "代表", "提案": "委员"}[kind]) or organisation
        assert pronoun in (("贵会", "贵委") if organisation else ("你们",) if several else ("您",))
        others = {"您", "你们", "贵会", "贵委"} - {pronoun}
        assert not [o for o in others if o in words]

    def test_answers_as_many_asks_as_it_has_headings(self, path: Path) -> None:
        headings = re.findall(r"(?<![一二三四五六七八九十])[一二三四五六]、关于", text(path))
        assert 2 <= len(headings) + ("三、建议" in text(path)) <= 5


def test_letter_numbers_are_unique_and_in_order_of_date() -> None:
    dated = []
    for path in LETTERS:
        found = re.search(r"示工信函〔(\d{4})〕(\d+)号", text(path))
        assert found
        dated.append((int(found[1]), int(found[2]), first_date(path)))
    dated.sort()
    assert len({d[:2] for d in dated}) == len(dated)
    for (year, _, date), (next_year, _, next_date) in itertools.pairwise(dated):
        assert year != next_year or date <= next_date


@pytest.mark.parametrize(
    ("before", "after", "rate"),
    [
        ("2.86亿元", "3.42亿元", "19.6"),
        ("授信126.5亿元", "授信182.3亿元", "44.1"),
        ("在保余额186.2亿元", "在保余额214.6亿元", "15.3"),
        ("产值326.1亿元", "产值385.4亿元", "18.2"),
    ],
)
def test_growth_in_the_year_end_paper_follows_from_last_years_letters(before: str, after: str, rate: str) -> None:
    words = [text(p) for p in everything()]
    assert any(before in w for w in words)
    assert any(after in w and f"增长{rate}%" in w for w in words)
    was, now = (Decimal(re.findall(r"[\d.]+", x)[0]) for x in (before, after))
    assert percent(now - was, was) == rate


def test_the_same_year_end_figure_is_the_same_everywhere() -> None:
    seen: dict[tuple[str, str], set[str]] = {}
    indicators = {
        "白名单入库": r"入库企业(\d+)户",
        "授信": r"(?:合作银行)?授信([\d.]+)亿元",
        "担保余额": r"在保余额([\d.]+)亿元",
        "专精特新": r"省级专精特新中小企业(\d+)户",
        "小巨人": r"国家级专精特新“小巨人”企业(\d+)户",
        "省级绿色工厂": r"省级绿色工厂(\d+)家",
        "测试道路": r"累计开放测试道路(\d+)公里",
        "数字化改造": r"(?:累计有|累计完成数字化改造)(\d+)户",
        "智能算力": r"智能算力(\d+P)",
        "免申即享": r"“免申即享”事项(\d+)项",
        "数据分类分级": r"分类分级(?:管理)?的?企业(\d+)家",
        "停车位": r"货车停车位([\d.]+万?)个",
    }
    for path in everything():
        for sentence in re.findall(r"(截至\d{4}年底[^。；]*)", text(path).replace("\n", "")):
            year = sentence[2:6]
            for name, pattern in indicators.items():
                for value in re.findall(pattern, sentence):
                    if not re.search(r"(云河|青岭|白石)市(分别|省级|入库)|县域企业|集群内", sentence):
                        seen.setdefault((year, name), set()).add(value)
    assert len(seen) >= 15
    assert {k: v for k, v in seen.items() if len(v) > 1} == {}


def test_the_demo_proposal_has_four_asks_and_one_is_not_ours() -> None:
    words = (DEMO / "proposal.txt").read_text(encoding="utf-8")
    asks = words.split("二、具体建议")[1]
    assert len(re.findall(r"^[一二三四]、", asks, re.M)) == 4
    assert "由省财政厅" in asks


def test_the_demo_for_opinions_names_another_lead_unit() -> None:
    words = (DEMO / "会办.txt").read_text(encoding="utf-8")
    assert "主办单位：省农业农村厅" in words
    assert "会办单位：示例省工业和信息化厅" in words


def test_the_demo_material_sheet_is_filled_in() -> None:
    sheet = openpyxl.load_workbook(DEMO / "素材表.xlsx").active
    assert sheet is not None
    head, *rows = [[str(c) if c is not None else "" for c in row] for row in sheet.iter_rows(values_only=True)]
    assert head == [
        "提案/建议编号", "诉求", "现状", "数据时点", "已做工作", "下一步打算", "能否承诺及时限", "填报处室", "填报人", "填报日期",
    ]  # fmt: skip
    assert rows
    assert all(all(row) for row in rows)
