"""``python -m assistant.checks`` writes docs/checks.md from the rules."""

from pathlib import Path

from assistant.checks.registry import GROUP_NAMES, RULES, describe

_SEVERITY = {"error": "错误", "warning": "警告", "advice": "提示"}


def page() -> str:
    """The page as Markdown."""
    lines = ["# 校核规则", "", "由 `python -m assistant.checks` 生成，请不要手改。规则名称接在“不许有”后面读。", ""]
    for group, name in GROUP_NAMES.items():
        lines += [f"## {name}", "", "| 规则 | 不许有 | 程度 | 提示 | 理由 | 依据 |", "|---|---|---|---|---|---|"]
        for rule in RULES:
            if rule.id.startswith(f"{group}."):
                d = describe(rule)
                lines.append(
                    f"| `{d['id']}` | {d['name']} | {_SEVERITY[rule.severity]} | {d['message']} | {d['reason']} | {d['authority']} |"
                )
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    (Path(__file__).parents[2] / "docs" / "checks.md").write_text(page(), encoding="utf-8")
