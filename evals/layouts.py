"""Forty faults of layout, each planted into a conforming 信函 that was made by hand, and who finds them.

    python -m evals.layouts [--python VENV/bin/python]

Ours counts when a finding of the right kind is there; gongwen-skill, where it is installed, when it says anything that it
did not say of the file without the fault.
"""

import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from assistant.checks import read_draft
from assistant.export import layout
from assistant.findings import Finding
from assistant.reviewing.review import letter_text
from evals import rival
from evals.statistics import percentile

BY_HAND = Path(__file__).parent / "data" / "layout" / "手工信函.docx"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
Plant = Callable[[WordDocument], object]


@dataclass(frozen=True)
class LayoutFault:
    """``check`` is the id of the finding that it must bring."""

    name: str
    check: str
    plant: Plant


def findings(path: Path) -> list[Finding]:
    """What the layout checks say of a file."""
    return layout.check_file(path, read_draft(letter_text(path), "auto", "终稿"))


def spoil(fault: LayoutFault, out: Path) -> Path:
    """Writes the file made by hand to ``out`` with one fault in it."""
    document = Document(str(BY_HAND))
    fault.plant(document)
    document.save(str(out))
    return out


def _attributes(tag: str, **values: object) -> Callable[[Any], None]:
    """Sets attributes of the element ``tag`` of a paragraph's or run's properties; 0 and "" are set too."""

    def change(properties: Any) -> None:
        found = properties.find(qn(f"w:{tag}"))
        if found is None:
            found = OxmlElement(f"w:{tag}")
            properties.append(found)
        for name, value in values.items():
            found.set(qn(f"w:{name}"), str(value))

    return change


def _starting(document: WordDocument, words: tuple[str, ...]) -> Iterator[Paragraph]:
    found = [p for p in document.paragraphs if p.text.startswith(words)]
    assert found, words
    yield from found


def _paragraphs(change: Callable[[Any], None], *words: str) -> Plant:
    def plant(document: WordDocument) -> None:
        for paragraph in _starting(document, words):
            change(paragraph._p.get_or_add_pPr())

    return plant


def _runs(change: Callable[[Any], None], *words: str) -> Plant:
    def plant(document: WordDocument) -> None:
        for paragraph in _starting(document, words):
            for run in paragraph.runs:
                change(run._r.get_or_add_rPr())

    return plant


def _section(tag: str, **values: object) -> Plant:
    return lambda d: _attributes(tag, **values)(d.sections[0]._sectPr)


def _footers(change: Callable[[Any], None], *, even_only: bool = False) -> Plant:
    def plant(document: WordDocument) -> None:
        section = document.sections[0]
        for footer in (section.even_page_footer,) if even_only else (section.footer, section.even_page_footer):
            change(footer.paragraphs[0]._p)

    return plant


def _each(tag: str, change: Callable[[Any], None]) -> Callable[[Any], None]:
    def on(parent: Any) -> None:
        for found in list(parent.iter(qn(f"w:{tag}"))):
            change(found)

    return on


def _line(which: int, change: Callable[[Any], None]) -> Plant:
    """Changes a drawn rule (0 the upper, 1 the lower); the copy for older programs goes with it."""

    def plant(document: WordDocument) -> None:
        change(list(document.element.body.iter(f"{_WP}anchor"))[which])

    return plant


def _moved(mm: float, axis: str = "V") -> Callable[[Any], None]:
    def change(anchor: Any) -> None:
        anchor.find(f"{_WP}position{axis}/{_WP}posOffset").text = str(round(mm * 36000))

    return change


def _longer(mm: float) -> Callable[[Any], None]:
    return lambda anchor: anchor.find(f"{_WP}extent").set("cx", str(round(mm * 36000)))


def _colored(color: str) -> Callable[[Any], None]:
    return lambda anchor: next(anchor.iter(f"{_A}srgbClr")).set("val", color)


def _stroke(**values: str) -> Callable[[Any], None]:
    return lambda anchor: next(anchor.iter(f"{_A}ln")).attrib.update(values)


def _erased(anchor: Any) -> None:
    """The drawing with its copy."""
    run = next(a for a in anchor.iterancestors() if a.tag == qn("w:r"))
    run.getparent().remove(run)


def _gone(element: Any) -> None:
    element.getparent().remove(element)


def _no_blank_before(words: str) -> Plant:
    """Takes the empty paragraphs above away."""

    def plant(document: WordDocument) -> None:
        here = next(_starting(document, (words,)))._p
        while (before := here.getprevious()) is not None and not "".join(t.text or "" for t in before.iter(qn("w:t"))):
            _gone(before)

    return plant


def _fonts(**slots: str) -> Callable[[Any], None]:
    return _attributes("rFonts", **slots)


def _toggled(tag: str, **values: str) -> Callable[[Any], None]:
    return _attributes(tag, **values)


def _undashed(t: Any) -> None:
    t.text = (t.text or "").replace("—", "").strip()


_BODY = ("您提出", "山区县食品", "按照设备", "下一步", "目前全省", "省农业", "感谢您")
_ONE = "目前全省"

FAULTS = tuple(
    LayoutFault(*fault)
    for fault in (
        ("天头 25.4 mm", "layout-margins", _section("pgMar", top=1440)),
        ("订口 31.8 mm", "layout-margins", _section("pgMar", left=1803)),
        ("右边距 31.8 mm", "layout-margins", _section("pgMar", right=1803)),
        ("下边距 25.4 mm", "layout-margins", _section("pgMar", bottom=1440)),
        ("纸张 16 开", "layout-paper", _section("pgSz", w=10433, h=14742)),
        ("正文行距 1.5 倍", "layout-pitch", _paragraphs(_attributes("spacing", line=360, lineRule="auto"), *_BODY)),
        ("一段行距 20 磅", "layout-pitch", _paragraphs(_attributes("spacing", line=400), _ONE)),
        ("文档网格 15.6 磅", "layout-grid", _section("docGrid", linePitch=312)),
        ("正文宋体", "layout-font", _runs(_fonts(eastAsia="宋体"), *_BODY)),
        ("一段微软雅黑", "layout-font", _runs(_fonts(eastAsia="微软雅黑"), _ONE)),
        ("标题楷体", "layout-font", _runs(_fonts(eastAsia="楷体_GB2312"), "关于省")),
        ("一级标题仿宋", "layout-font", _runs(_fonts(eastAsia="仿宋_GB2312"), "一、", "二、")),
        ("二级标题黑体", "layout-font", _runs(_fonts(eastAsia="黑体"), "（一）", "（二）")),
        ("三级标题楷体", "layout-font", _runs(_fonts(eastAsia="楷体_GB2312"), "1.")),
        ("主送宋体", "layout-font", _runs(_fonts(eastAsia="宋体"), "周某某")),
        ("中文随主题字体", "layout-font", _runs(_fonts(eastAsiaTheme="minorEastAsia"), *_BODY)),
        ("数字 Arial", "layout-font", _runs(_fonts(ascii="Arial"), "山区县食品")),
        ("引号随西文字体", "layout-quotes", _runs(_fonts(ascii="Times New Roman", hAnsi="Times New Roman", hint="default"), "山区县食品")),
        ("正文四号", "layout-size", _runs(_attributes("sz", val=28), *_BODY)),
        ("标题小二号", "layout-size", _runs(_attributes("sz", val=36), "关于省")),
        ("抄送三号", "layout-size", _runs(_attributes("sz", val=32), "抄送")),
        ("成文日期小三号", "layout-size", _runs(_attributes("sz", val=30), "2026年5月")),
        ("正文不缩进", "layout-indent", _paragraphs(_attributes("ind", firstLine=0, firstLineChars=0), _ONE)),
        ("回行不顶格", "layout-indent", _paragraphs(_attributes("ind", left=640, leftChars=200), _ONE)),
        ("主送缩进", "layout-indent", _paragraphs(_attributes("ind", firstLine=640, firstLineChars=200), "周某某")),
        ("标题居左", "layout-align", _paragraphs(_attributes("jc", val="left"), "关于省")),
        ("正文居中", "layout-align", _paragraphs(_attributes("jc", val="center"), _ONE)),
        ("日期顶到右边", "layout-signature", _paragraphs(_attributes("ind", right=0, rightChars=0), "2026年5月")),
        ("主送紧接标题", "layout-distance", _no_blank_before("周某某")),
        ("段后 10 磅", "layout-spacing", _paragraphs(_attributes("spacing", after=200), *_BODY)),
        ("正文加粗", "layout-emphasis", _runs(_toggled("b"), _ONE)),
        ("正文红字", "layout-colour", _runs(_attributes("color", val="FF0000"), _ONE)),
        ("字距加宽 2 磅", "layout-squeeze", _runs(_attributes("spacing", val=40), _ONE)),
        ("一级标题无大纲级别", "layout-outline", _paragraphs(_attributes("pStyle", val="1"), "一、", "二、")),
        ("没有页码域", "layout-page-number", _footers(_each("r", _gone))),
        ("双页页码居右", "layout-page-number", _footers(_each("jc", lambda e: e.set(qn("w:val"), "right")), even_only=True)),
        ("页码没有一字线", "layout-page-number", _footers(_each("t", _undashed))),
        ("页脚距下页边 15 mm", "layout-number-place", _section("pgMar", footer=851)),
        ("标题紧接文号", "layout-distance", _no_blank_before("关于省")),
        ("署名紧接正文", "layout-sign-room", _no_blank_before("示例省工业")),
        ("抄送顶格", "layout-copies", _paragraphs(_attributes("ind", left=840, leftChars=300), "抄送")),
        ("下边红线距下页边 28 mm", "layout-rules", _line(1, _moved(269))),
        ("上边红线 156 mm", "layout-rules", _line(0, _longer(156))),
        ("缺下边红线", "layout-rules", _line(1, _erased)),
        ("红线黑色", "layout-rules", _line(0, _colored("000000"))),
        ("上下粗细颠倒", "layout-rules", _line(1, _stroke(cmpd="thickThin"))),
        ("红线没有居中", "layout-rules", _line(1, _moved(28, "H"))),
    )
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = ArgumentParser(prog="python -m evals.layouts")
    parser.add_argument("--python", type=Path, help="装有 gongwen-skill 的 Python 解释器")
    python = parser.parse_args(arguments).python or rival.beside_its_command()
    with tempfile.TemporaryDirectory() as folder:
        files = [spoil(fault, Path(folder) / f"{n}.docx") for n, fault in enumerate(FAULTS)]
        times: list[float] = []
        found: list[list[Finding]] = []
        for path in (BY_HAND, *files):
            begun = time.perf_counter()
            found.append(findings(path))
            times.append((time.perf_counter() - begun) * 1000)
        clean, *spoilt = found
        right = [any(f.check == fault.check for f in told) for fault, told in zip(FAULTS, spoilt, strict=True)]
        print(f"\n版式：手工信函植入 {len(FAULTS)} 处毛病，每份一处")
        print(
            f"  本项目　　　　找到且种类对 {sum(right)}，无毛病的原件报 {len(clean)} 条，每份 {percentile(times, 0.5):.0f} 毫秒"
        )
        for fault, hit in zip(FAULTS, right, strict=True):
            if not hit:
                print(f"    没有找到：{fault.name}")
        if not python or not rival.installed(python):
            print("  没有安装 gongwen-skill（用 --python 指明装有它的解释器），不比较。")
            return 0
        told = rival.run(python, [(path, "letter") for path in (BY_HAND, *files)])
        known = set(told[BY_HAND].issues)
        theirs = sum(bool(set(told[path].issues) - known) for path in files)
        p50 = percentile([t.milliseconds for t in told.values()], 0.5)
        print(f"  gongwen-skill 多说了什么的 {theirs}，无毛病的原件报 {len(known)} 条，每份 {p50:.0f} 毫秒")
    return 0


if __name__ == "__main__":
    sys.exit(main())
