"""``dafu check`` as a script uses it: reports in every form, safe fixes into copies, never in place."""

import json
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from test_command_line import dafu

from assistant.checks.samples import LETTER

FAULTY = LETTER.replace("〔2026〕31号", "[2026]31号").replace("完成指引初稿，", "完成指引初稿，，")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    file = tmp_path / "稿.txt"
    file.write_text(FAULTY, encoding="utf-8")
    return file


def test_fixes_go_into_a_copy_and_nothing_else_changes(faulty: Path, tmp_path: Path) -> None:
    out = tmp_path / "改.txt"
    run = dafu("check", faulty, "--no-index", "--fix", "--out", out, "--json", tmp_path / "r.json", home=tmp_path)
    assert run.returncode == 1, run.stderr
    assert out.read_text(encoding="utf-8") == LETTER
    assert faulty.read_text(encoding="utf-8") == FAULTY
    entry = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["documents"][0]
    assert entry["fixed"]["path"] == str(out)
    assert {f["check"] for f in entry["fixed"]["made"]} == {"structure.number-form", "wording.doubled-mark"}
    assert entry["text"] == FAULTY


def test_a_clean_file_is_copied_byte_for_byte(tmp_path: Path) -> None:
    file, out = tmp_path / "稿.txt", tmp_path / "改.txt"
    file.write_bytes(b"\xef\xbb\xbf" + LETTER.replace("\n", "\r\n").encode())
    run = dafu("check", file, "--no-index", "--fix", "--out", out, home=tmp_path)
    assert run.returncode == 0, run.stderr
    assert out.read_bytes() == file.read_bytes()


def test_a_word_file_is_fixed_in_its_runs(tmp_path: Path) -> None:
    file, out = tmp_path / "稿.docx", tmp_path / "改.docx"
    document = docx.Document()
    for line in FAULTY.split("\n"):
        document.add_paragraph().add_run(line).italic = True
    document.save(str(file))
    dafu("check", file, "--no-index", "--fix", "--out", out, home=tmp_path)
    fixed = docx.Document(str(out)).paragraphs
    assert "\n".join(p.text for p in fixed) == LETTER
    assert all(r.italic for p in fixed for r in p.runs)


def test_findings_become_comments_in_a_copy(tmp_path: Path) -> None:
    file, out = tmp_path / "稿.docx", tmp_path / "批.docx"
    document = docx.Document()
    for line in FAULTY.split("\n"):
        document.add_paragraph(line)
    document.save(str(file))
    run = dafu("check", file, "--no-index", "--comments", out, "--json", "-", home=tmp_path)
    found = json.loads(run.stdout)["documents"][0]["findings"]
    said = [c.text for c in docx.Document(str(out)).comments]
    assert len(said) == len(found)
    assert any("〔2026〕31号" in s for s in said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fix",), "--fix 要用 --out"),
        (("--fix", "--out", "稿.txt"), "不能是原文件"),
        (("--fix", "--out", "."), "不能是原文件"),
        (("--fix", "--out", "改.docx"), "同为 .txt 格式"),
        (("--comments", "批.txt"), "--comments 只能给一份 .docx"),
        (("--format", "pdf"), "--format 不能是"),
        (("--kind", "诗"), "--kind 不能是"),
    ],
)
def test_what_can_not_be_done_is_one_sentence_and_code_2(faulty: Path, arguments: tuple[str, ...], said: str) -> None:
    run = dafu("check", faulty, "--no-index", *arguments, home=faulty.parent, cwd=faulty.parent)
    assert run.returncode == 2, run.stderr
    assert said in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    assert faulty.read_text(encoding="utf-8") == FAULTY


def test_several_files_are_fixed_into_a_folder(faulty: Path, tmp_path: Path) -> None:
    second = tmp_path / "乙.md"
    second.write_text(FAULTY, encoding="utf-8")
    run = dafu("check", faulty, second, "--no-index", "--fix", "--out", tmp_path / "改", home=tmp_path)
    assert run.returncode == 1, run.stderr
    assert sorted(p.name for p in (tmp_path / "改").iterdir()) == ["乙.md", "稿.txt"]


def test_each_form_of_the_report_goes_to_a_file(faulty: Path, tmp_path: Path) -> None:
    for form in ("text", "json", "html", "junit"):
        out = tmp_path / f"报告.{form}"
        run = dafu("check", faulty, "--no-index", "--format", form, "--out", out, home=tmp_path)
        assert (run.returncode, run.stdout) == (1, ""), run.stderr
    assert json.loads((tmp_path / "报告.json").read_text(encoding="utf-8"))["documents"][0]["findings"]
    assert ElementTree.parse(tmp_path / "报告.junit").getroot().find("*/*/failure") is not None
    assert "〔2026〕31号" in (tmp_path / "报告.html").read_text(encoding="utf-8")
    assert "必须改" in (tmp_path / "报告.text").read_text(encoding="utf-8")


def test_one_unreadable_file_does_not_stop_the_others(faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"no word file")
    run = dafu("check", tmp_path, "--no-index", "--format", "junit", home=tmp_path)
    assert run.returncode == 1
    suites = ElementTree.fromstring(run.stdout).findall("testsuite")
    assert [s.find("*/error") is not None for s in suites] == [True, False]


def test_a_report_is_held_against_the_ledger_it_was_made_from(tmp_path: Path) -> None:
    ledger = Path("docs/demo-ledger/台账.csv").absolute()
    run = dafu("report", ledger, "--json", tmp_path / "r.json", home=tmp_path)
    overview = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["draft"]["text"]
    assert "24件" in overview, run.stderr
    right, wrong = tmp_path / "对.txt", tmp_path / "错.txt"
    right.write_text(overview, encoding="utf-8")
    wrong.write_text(overview.replace("24件", "25件"), encoding="utf-8")
    dafu("check", right, wrong, "--ledger", ledger, "--no-index", "--json", tmp_path / "c.json", home=tmp_path)
    one, two = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["documents"]
    assert [f for f in one["figures"] if f["verdict"] == "contradicted"] == []
    assert ("25件", "24件") in {(f["quote"], f["expected"]) for f in two["figures"] if f["verdict"] == "contradicted"}


def test_two_papers_of_one_run_that_say_a_number_differently_are_told(tmp_path: Path) -> None:
    report, letter = tmp_path / "a.txt", tmp_path / "b.txt"
    report.write_text(
        "关于2025年建议提案办理工作情况的报告\n省政府办公厅：\n2025年，我厅共承办建议提案64件。全省建成乡村水厂418座。",
        encoding="utf-8",
    )
    letter.write_text(
        LETTER.replace("完成指引初稿，", "完成指引初稿。2025年，全省建成乡村水厂481座。同时，"), encoding="utf-8"
    )
    run = dafu("check", report, letter, "--no-index", home=tmp_path)
    assert "两处不一：418座、481座" in run.stdout
    found = dafu("check", report, letter, "--no-index", "--json", "-", home=tmp_path)
    assert [f["check"] for f in json.loads(found.stdout)["across"]] == ["across.two-values"]
