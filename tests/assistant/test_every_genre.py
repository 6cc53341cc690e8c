"""A letter of every genre from its sample in tests/samples/letters: who is spoken to and how, what such a letter has and never has."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assistant.batch import Options, draft_files
from assistant.brought.papers import Papers
from assistant.drafting.offline import OfflineWriter
from assistant.promises.commitment_ledger import COLUMNS
from assistant.reviewing.review import letter_text
from assistant.workflow import Desk
from knowledge_base import profiles

SAMPLES = Path(__file__).parents[1] / "samples" / "letters"
DESK = Desk(profiles.load("省工业和信息化厅"), None, OfflineWriter())
NPC, CPPCC = "抄送：省人大常委会代表工作机构，省政府办公厅", "抄送：省政协提案委员会，省政府办公厅"
THANKS = "感谢{}对工业和信息化工作的关心和支持。"


@dataclass(frozen=True)
class Genre:
    """What its letter must have, and must not."""

    title: str
    to: str
    pronoun: str
    has: tuple[str, ...]
    never: tuple[str, ...] = ()
    mark: bool = True


GENRES = {
    "01主办代表": Genre("第0412号建议的答复", "沈测禾代表：", "您", (f"{NPC}，白石市人大常委会。", "当面沟通"), ("委员",)),
    "02主办委员": Genre("第0288号提案的答复", "顾测言委员：", "您", (f"{CPPCC}。",), ("代表", "人大")),
    "03联名代表": Genre("第0455号建议的答复", "何测一等8名代表：", "你们", (f"{NPC}，省市场监管局。",), ("经商",)),
    "04党派": Genre("第0301号提案的答复", "民盟示例省委会：", "贵委", (f"{CPPCC}，省水利厅。",), ("经商", "代表")),
    "05团体": Genre("第0315号提案的答复", "示例省工商业联合会：", "贵会", (f"{CPPCC}。",)),
    "06分办": Genre(
        "第0326号提案的答复", "魏测辛委员：", "您",
        ("现就涉及我厅职能的事项答复如下：", "其余建议由有关承办单位分别答复。"), ("贴息",), mark=False,
    ),
    "07会办意见": Genre(
        "第0467号建议的会办意见", "省商务厅：", "", ("提出会办意见如下，供答复时参考：", "特此函复。"),
        ("感谢", "抄送", "您", "写明其意见", "金测壬"), mark=False,
    ),
    "08汇总会办": Genre(
        "第0478号建议的答复", "鲁测子代表：", "您",
        ("经商省文化和旅游厅、省交通运输厅，现答复如下：", "会办单位省交通运输厅提出：", "省文化和旅游厅，省交通运输厅。"),
        ("贵厅", "写明其意见"),
    ),
    "09再答复": Genre(
        "第0412号建议的再次答复", "沈测禾代表：", "您",
        ("答复（示工信函〔2026〕47号）提出的意见收悉", "该事项已经落实：", "我厅针对提出人意见重新研究的结果"), ("已检索",),
    ),
    "10闭会期间": Genre("代表闭会期间闭字第7号建议的答复", "花测寅代表：", "您", (f"{NPC}，白石市人大常委会。",)),
    "11跟踪答复": Genre(
        "第0412号建议承诺事项落实情况的答复", "沈测禾代表：", "您",
        ("已于2026年4月28日作了答复（示工信函〔2026〕47号）", "该事项已经落实：", "该事项未能如期落实："),
    ),
    "12并案/建议0481": Genre("第0481号建议的答复", "俞测辰代表：", "您", (f"{NPC}，云河市人大常委会。",), ("委员", "提案")),
    "12并案/提案0333": Genre("第0333号提案的答复", "任测巳、袁测午委员：", "你们", (f"{CPPCC}。",), ("代表", "人大")),
    "13联名委员": Genre("第0347号提案的答复", "鲍测申、史测酉委员：", "你们", (f"{CPPCC}。",)),
    "14未采纳": Genre("第0492号建议的答复", "唐测戌代表：", "您", ("该项建议主要属省财政厅职责。",), ("经商",)),
}  # fmt: skip


def book(rows: list[list[str]], path: Path) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(path)
    return path


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8") as file:
        return [*csv.reader(file)]


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    out = tmp_path_factory.mktemp("letters")
    made: dict[str, dict[str, Any]] = {}
    options = Options.parse(role=None, stage="送审稿", number="", dated="", class_mark="", sources="none")
    for folder in sorted(p for p in SAMPLES.iterdir() if p.is_dir()):
        sheets = sorted(p for p in folder.glob("*.txt") if p.stem.startswith(("来件", "建议", "提案")))
        first = folder / "原答复.txt"
        brought = Papers(
            materials=[book(table(p), out / f"{folder.name}素材.xlsx") for p in folder.glob("素材表.csv")],
            opinions=sorted(folder.glob("会办意见*.txt")),
            contacts=[*folder.glob("沟通记录.md")],
            again=first if first.is_file() and "再" in folder.name else None,
            follow_up=first if first.is_file() and "跟踪" in folder.name else None,
            ledger=next(
                (
                    book([[n for n, _ in COLUMNS], *table(p)], out / f"{folder.name}台账.xlsx")
                    for p in folder.glob("承诺台账.csv")
                ),
                None,
            ),
            together=len(sheets) > 1,
        )
        entries = draft_files(sheets, DESK, options, papers=brought, out=out / folder.name)
        for sheet, entry in zip(sheets, entries, strict=True):
            assert "error" not in entry, entry
            made[f"{folder.name}/{sheet.stem}" if len(sheets) > 1 else folder.name] = entry
    return made


def test_every_sample_is_in_the_table_and_has_its_expectation(letters: dict[str, dict[str, Any]]) -> None:
    assert letters.keys() == GENRES.keys()
    told = re.findall(r"^\| (\d\d\S+) \|", (SAMPLES / "README.md").read_text(encoding="utf-8"), re.M)
    assert sorted(told) == sorted({name.partition("/")[0] for name in GENRES})


@pytest.mark.parametrize("name", GENRES)
def test_a_letter_of_the_genre(letters: dict[str, dict[str, Any]], name: str) -> None:
    entry, genre = letters[name], GENRES[name]
    text = entry["draft"]["text"]
    lines = text.split("\n")
    assert lines[0] == "示工信函〔2026〕　号"
    assert lines[1].startswith("类别：") == genre.mark
    assert next(s for s in lines if s.startswith("关于")).endswith(genre.title)
    assert genre.to in lines
    assert not [f["message"] for f in entry["findings"] if f["severity"] == "error"]
    for words in genre.has:
        assert words in text
    title = next(s for s in lines if s.startswith("关于"))
    body = text.replace(title, "").replace(genre.to, "")
    for words in genre.never:
        assert words not in body
    if genre.pronoun:
        assert THANKS.format(genre.pronoun) in text
        others = {"您", "你们", "贵委", "贵会", "贵厅"} - {genre.pronoun}
        assert not [p for p in others if p in text]
    assert text.count("示例省工业和信息化厅\n2026年　月　日\n（联系人及电话：") == 1
    assert "以上工作于" not in text
    assert re.sub(r"\s", "", letter_text(Path(entry["output"]))) == re.sub(r"\s", "", text)


def test_each_signer_is_spoken_to_alone(letters: dict[str, dict[str, Any]]) -> None:
    for name, word in (("03联名代表", "代表"), ("13联名委员", "委员")):
        copies = letters[name]["copies"]
        assert len(copies) == (8 if word == "代表" else 2)
        for copy in copies:
            text = letter_text(Path(copy["output"]))
            assert f"\n{copy['to']}{word}：\n您联名提出的《" in text
            assert "你们" not in text


def test_cases_handled_together_have_the_same_words_on_the_common_ask(letters: dict[str, dict[str, Any]]) -> None:
    one, other = (letters[f"12并案/{n}"]["asks"][0] for n in ("建议0481", "提案0333"))
    assert one["section"].partition("\n")[2] == other["section"].partition("\n")[2]
    assert one["shared_with"]
    assert other["shared_with"]
