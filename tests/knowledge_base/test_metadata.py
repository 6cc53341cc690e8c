"""What a paper says about itself, on invented papers of the usual shapes and on the shared ones where they are."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from knowledge_base.dates import parse
from knowledge_base.documents import Document
from knowledge_base.issuers import of_number
from knowledge_base.metadata import describe
from knowledge_base.places import place_in, place_of
from knowledge_base.readers import read
from knowledge_base.readers.cleaning import clean

TODAY = date(2026, 11, 21)
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"


def described(text: str, path: str = "甲.txt") -> Document:
    return describe(clean(text), path, TODAY)


def test_a_joint_notice_gives_all_its_offices() -> None:
    paper = described(
        "工业和信息化部 财政部\n关于印发《技术改造指南》的通知\n工信部联规[2023]25号\n各省主管部门：\n现印发给你们。\n工业和信息化部\n财政部\n2023年2月1日\n"
    )
    assert paper.title == "工业和信息化部 财政部关于印发《技术改造指南》的通知"
    assert paper.number == "工信部联规〔2023〕25号"
    assert paper.issuer == "工业和信息化部、财政部"
    assert paper.issued == date(2023, 2, 1)
    assert (paper.kind, paper.place, paper.validity) == ("policy", "", "current")


def test_a_letter_under_a_letterhead_and_marks() -> None:
    paper = described(
        "A类\n公开\n示例省工业和信息化厅\n示工信函（2025）12号\n签发人：王某\n关于省十四届人大三次会议第0123号建议的答复\n李某某代表：\n您提出的《关于支持农机企业的建议》收悉。现答复如下：\n示例省工业和信息化厅\n2025年6月3日\n（联系人及电话：某某，000）\n"
    )
    assert paper.title == "关于省十四届人大三次会议第0123号建议的答复"
    assert paper.number == "示工信函〔2025〕12号"
    assert (paper.issuer, paper.issued, paper.kind, paper.place) == (
        "示例省工业和信息化厅",
        date(2025, 6, 3),
        "reply",
        "示例省",
    )


def test_a_number_not_given_yet_is_no_number() -> None:
    paper = described(
        "示工信函〔2025〕　号\n关于省政协十三届三次会议第W021号提案的会办意见\n省财政厅：\n现提出会办意见如下：\n示例省工业和信息化厅\n"
    )
    assert (paper.number, paper.kind) == ("", "opinion")


def test_a_city_report_spoken_to_the_congress() -> None:
    paper = described(
        "关于市十六届人大三次会议代表建议办理情况的报告\n——2024年8月28日在云河市第十六届人民代表大会常务委员会第二十次会议上\n云河市人民政府办公室主任　王某某\n主任、各位副主任、各位委员：\n现报告如下。\n"
    )
    assert (paper.kind, paper.issuer, paper.issued, paper.place) == (
        "report",
        "云河市人民政府办公室",
        date(2024, 8, 28),
        "云河市",
    )


def test_a_report_that_says_only_our_province_takes_it_from_its_body() -> None:
    paper = described(
        "关于2024年建议提案办理工作情况的报告\n省政府办公厅：\n我厅制定《江苏省技术改造方案》，江苏省率先落实。\n省科技厅\n2024年6月17日\n"
    )
    assert (paper.issuer, paper.place) == ("省科技厅", "江苏省")


LAW = "（2002年6月29日第九届全国人民代表大会常务委员会第二十八次会议通过　2017年9月1日第十二届全国人民代表大会常务委员会第二十九次会议修订）"


def test_a_law_has_the_date_of_its_last_revision() -> None:
    paper = described(
        f"中华人民共和国示范促进法\n{LAW}\n目　录\n第一章 总则\n第一章 总则\n第一条 为了示范。\n第九条 本法自2018年1月1日起施行。"
    )
    assert paper.title == "中华人民共和国示范促进法"
    assert (paper.kind, paper.issuer, paper.issued) == ("law", "全国人民代表大会常务委员会", date(2017, 9, 1))


def test_a_decree_gives_the_name_and_number_of_what_it_enacts() -> None:
    paper = described(
        "中华人民共和国国务院令\n第899号\n《示范条例》已经2025年3月7日国务院第30次常务会议通过，现予公布，自2025年6月1日起施行。\n总理 某某\n2025年3月17日\n示范条例\n第一章 总则\n第一条 为了示范。\n"
    )
    assert (paper.title, paper.number, paper.issuer) == ("示范条例", "国务院令第899号", "国务院")
    assert (paper.issued, paper.kind) == (date(2025, 3, 17), "regulation")


def test_a_city_regulation_is_the_citys_though_the_province_approves_it() -> None:
    paper = described(
        "云河市工业遗产保护条例\n2021年6月23日 云河市第十六届人民代表大会常务委员会第三十四次会议通过\n2021年7月29日 示例省第十三届人民代表大会常务委员会第二十九次会议批准\n第一条 为了保护。\n"
    )
    assert (paper.issuer, paper.place, paper.kind) == ("云河市人民代表大会常务委员会", "云河市", "regulation")
    assert paper.issued == date(2021, 7, 29)


def test_a_law_without_a_head_takes_the_date_of_its_file_or_of_its_force() -> None:
    text = "示范条例\n第一条 为了示范。\n第二条 本条例自2020年9月1日起施行。"
    assert described(text).issued == date(2020, 9, 1)
    assert described(text, "示范条例(2020-07-05).txt").issued == date(2020, 7, 5)
    assert described(text).issuer == "国务院"


def test_rules_brought_by_a_notice_are_a_policy() -> None:
    paper = described(
        "示例省工业和信息化厅文件\n示工信规〔2025〕3号\n关于印发《示例省企业培育管理办法》的通知\n各市局：\n现印发。\n示例省工业和信息化厅\n2025年4月2日\n示例省企业培育管理办法\n第一条 为规范。\n第九条 本办法自2025年5月1日起施行，有效期五年。"
    )
    assert (paper.kind, paper.issuer, paper.place, paper.validity) == (
        "policy",
        "示例省工业和信息化厅",
        "示例省",
        "current",
    )


@pytest.mark.parametrize(
    ("text", "title", "number", "kind"),
    [
        (
            "示例省人民政府办公厅\n关于印发示例省政府系统建议提案\n办理工作规则的通知\n示政办发〔2021〕30号\n各市人民政府：\n",
            "示例省人民政府办公厅关于印发示例省政府系统建议提案办理工作规则的通知",
            "示政办发〔2021〕30号",
            "policy",
        ),
        (
            "示例省财政厅\n示财函〔2025〕4号\n关于省十四届人大三次会议第12号\n建议的复函\n张某代表：\n您提出的建议收悉。\n",
            "关于省十四届人大三次会议第12号建议的复函",
            "示财函〔2025〕4号",
            "reply",
        ),
        (
            "国务院办公厅关于支持示范的意见（国办发〔2019〕6号）\n各省：\n",
            "国务院办公厅关于支持示范的意见",
            "国办发〔2019〕6号",
            "policy",
        ),
        (
            "中小企业资金管理办法\n（财建〔2021〕148号）\n第一条 为了规范。\n",
            "中小企业资金管理办法",
            "财建〔2021〕148号",
            "policy",
        ),
        ("示例省2024年度建议和提案办理情况\n2024年，共办理100件。\n", "示例省2024年度建议和提案办理情况", "", "report"),
        (
            "示例省财政厅关于有关问题的复函\n省工业和信息化厅：\n来函收悉。\n",
            "示例省财政厅关于有关问题的复函",
            "",
            "policy",
        ),
    ],
)
def test_titles_numbers_and_kinds(text: str, title: str, number: str, kind: str) -> None:
    paper = described(text)
    assert (paper.title, paper.number, paper.kind) == (title, number, kind)


def test_a_proposal_sheet_is_titled_by_its_matter() -> None:
    paper = described(
        "政协某省第十三届委员会第四次会议提案\n提案编号：W021号\n案    由：关于完善清欠机制的提案\n提 案 者：民建省委会\n拖欠账款突出。"
    )
    assert (paper.title, paper.kind, paper.place) == ("关于完善清欠机制的提案", "proposal", "")


@pytest.mark.parametrize(
    ("title", "end", "validity"),
    [
        ("示例省绿色制造管理办法（征求意见稿）", "", "draft"),
        ("示例省三年行动计划（2021—2023年）", "", "expired"),
        ("示例省三年行动计划（2024—2026年）", "", "current"),
        ("示例省关于推动创业的意见", "本意见有效期至2023年12月31日。", "expired"),
        ("示例省关于推动创业的意见", "本意见有效期至2027年12月31日。", "current"),
        ("示例省关于推动创业的意见", "本意见自2020年1月1日起施行，有效期3年。", "expired"),
        ("示例省关于推动创业的意见", "本意见自2024年1月1日起施行，有效期5年。", "current"),
        ("示例省关于推动创业的意见", "本意见自印发之日起施行，试行期两年。", "expired"),
        ("示例省关于推动创业的意见", "许可证有效期3年，期满可以延续。", "current"),
        ("示例省关于推动创业的意见", "上述政策适用于所有企业，执行期限为2019年1月1日至2023年12月31日。", "expired"),
        ("示例省关于推动创业的意见", "2019年1月1日至2020年12月31日，放宽申领条件。", "current"),
        ("示例省2021—2023年建议办理工作报告", "", "current"),
    ],
)
def test_validity_is_what_the_paper_says_of_itself(title: str, end: str, validity: str) -> None:
    body = "\n".join(f"（{n}）加强组织领导，压实工作责任，确保各项措施落到实处。" for n in "一二三四五六七八九")
    assert described(f"{title}\n示例省财政厅\n2020年1月1日\n{body}\n{end}").validity == validity


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("示例省云河市工业和信息化局", "云河市"),
        ("示例省工业和信息化厅", "示例省"),
        ("北京市数字经济促进条例", "北京市"),
        ("北京市海淀区人民政府", "海淀区"),
        ("吉林省吉林市人民政府", "吉林市"),
        ("内蒙古自治区人民政府办公厅", "内蒙古自治区"),
        ("延边朝鲜族自治州人民政府", "延边朝鲜族自治州"),
        ("中共示例省委办公厅", "示例省"),
        ("新疆生产建设兵团办公厅", "新疆生产建设兵团"),
        ("白石县农业农村局", "白石县"),
        ("城市供水条例", ""),
        ("城市管理局", ""),
        ("省政府办公厅", ""),
        ("某市工业和信息化局", ""),
        ("国务院办公厅", ""),
        ("工业园区管理办法", ""),
        ("地方各级人民代表大会和地方各级人民政府组织法", ""),
        ("县级以上人民政府", ""),
        ("民建省委会", ""),
    ],
)
def test_a_place_is_known_by_how_it_is_written(name: str, place: str) -> None:
    assert place_of(name) == place


def test_two_provinces_named_alike_often_leave_the_place_open() -> None:
    assert place_in("江苏省、浙江省都有经验。") == ""
    assert place_in("江苏省、浙江省都有经验，江苏省先行。") == "江苏省"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年7月9日", date(2025, 7, 9)),
        ("二〇〇六年九月七日", date(2006, 9, 7)),
        ("二○一八年十二月三十一日", date(2018, 12, 31)),
        ("二零二〇年十月二十日", date(2020, 10, 20)),
        ("2025-07-09", date(2025, 7, 9)),
        ("2025年7月", date(2025, 7, 1)),
        ("2025年13月1日", None),
        ("没有日期", None),
    ],
)
def test_dates_in_every_usual_writing(text: str, day: date | None) -> None:
    assert parse(text) == day


def test_the_letters_of_a_number_name_the_office() -> None:
    assert of_number("国办发〔2019〕6号") == "国务院办公厅"
    assert of_number("吉工信办〔2025〕110号") == "吉林省工业和信息化厅"
    assert of_number("某某〔2025〕1号") == ""


def test_any_text_at_all_gets_a_title() -> None:
    assert described("只是一段话，讲了一些事情。\n又一段。", "资料/某文.txt").title == "某文"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not beside the repository")
def test_the_shared_papers_have_the_titles_and_numbers_of_their_list() -> None:
    with (SHARED / "sources.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        paper = read(SHARED / row["file"])
        title = re.sub(r"\(\d{4}-\d\d-\d\d\)$", "", row["title"])
        if title and not title.endswith(".txt"):
            assert paper.title.removeprefix("中华人民共和国") == title, row["file"]
        if number := re.search(r"发文字号\s+(\S+)", row["source"]):
            assert paper.number == number[1], row["file"]
        stated = re.search(r"\((\d{4}-\d\d-\d\d)\)$", row["title"])
        dated = paper.issued and paper.text.find(f"{paper.issued.year}年{paper.issued.month}月") < 1_500
        if stated and dated and "第一条" in paper.text and paper.number + paper.issuer:
            has_head = re.search(r"\d{4}年\d+月\d+日.*(?:通过|公布|修)", paper.text[: paper.text.find("第一条")])
            assert not has_head or str(paper.issued) == stated[1], row["file"]
        assert paper.issuer, row["file"]
        assert paper.issued, row["file"]
        assert paper.kind in ("law", "regulation", "policy", "reply", "report"), row["file"]
