"""The folder is the registry: every module of a group's folder holds exactly one RULE."""

from importlib import import_module
from pkgutil import iter_modules

from assistant.checks.rule import Rule

GROUPS = ("figures", "names", "sources", "citations", "structure", "wording", "substance")
GROUP_NAMES = {
    "figures": "数字",
    "names": "名称、届次与日期",
    "sources": "与材料核对",
    "citations": "引文",
    "structure": "要素与结构",
    "wording": "用语",
    "substance": "内容",
}


def _rules() -> tuple[Rule, ...]:
    found: list[Rule] = []
    for group in GROUPS:
        package = import_module(f"assistant.checks.{group}")
        for module in sorted(m.name for m in iter_modules(package.__path__)):
            found.append(import_module(f"assistant.checks.{group}.{module}").RULE)
    return tuple(found)


RULES = _rules()


def describe(rule: Rule) -> dict[str, str]:
    """A rule as plain data, for the command line and the documentation."""
    return {
        "id": rule.id,
        "group": GROUP_NAMES[rule.id.partition(".")[0]],
        "name": rule.name,
        "severity": rule.severity,
        "message": rule.message,
        "reason": rule.reason,
        "authority": rule.authority,
    }
