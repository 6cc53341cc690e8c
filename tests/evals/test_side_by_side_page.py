"""Two drafting runs on one page: what differs is marked, text of a letter is text."""

from pathlib import Path

from evals import side_by_side
from evals.results import Case, Hashes, Run


def run(model: str, text: str, *more: str) -> Run:
    cases = [
        Case(id=n, suite="drafting", group="主办", document="甲.txt", outcome="passed", text=text, name="关于甲的建议")
        for n in ("a", *more)
    ]
    return Run(
        suite="drafting",
        hashes=Hashes(data="d", rules="r", prompts=f"p-{model}", model=model),
        seed=0,
        cases=tuple(cases),
    )


def test_paragraphs_stand_beside_each_other_and_differences_are_marked(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    side_by_side.write(
        run("甲模型", "同样的一段\n旧的一段"), run("乙模型", "同样的一段\n新的<一段>\n多的一段", "b"), page
    )
    html = page.read_text(encoding="utf-8")
    assert "<tr><td>同样的一段</td><td>同样的一段</td></tr>" in html
    assert "<tr class=d><td>旧的一段</td><td>新的&lt;一段&gt;</td></tr>" in html
    assert "<tr class=d><td></td><td>多的一段</td></tr>" in html
    assert "p-甲模型" in html
    assert "只有一方有的：b" in html
    assert "http" not in html
