"""Results as JUnit XML, for a build server."""

from pathlib import Path
from xml.etree import ElementTree

from evals.results import Run


def write(run: Run, path: Path) -> None:
    """One test case each; failed, errored and skipped (unscored, interrupted) as JUnit knows them."""
    outcomes = run.outcomes()
    root = ElementTree.Element(
        "testsuite",
        name=f"dafu eval {run.suite}",
        tests=str(len(run.cases)),
        failures=str(outcomes["failed"]),
        errors=str(outcomes["errored"]),
        skipped=str(outcomes["unscored"] + outcomes["interrupted"]),
    )
    for c in run.cases:
        case = ElementTree.SubElement(
            root, "testcase", classname=f"{run.suite}.{c.group}", name=c.id, time=f"{c.milliseconds / 1000:.3f}"
        )
        if c.outcome == "failed":
            told = "; ".join(f"[{a.severity}] {a.check}: {a.message}" for a in c.alarms)
            ElementTree.SubElement(case, "failure", message=f"{c.name}: {c.before} → {c.after}").text = (
                c.paragraph or told
            )
        elif c.outcome == "errored":
            ElementTree.SubElement(case, "error", message=c.note[:200]).text = c.note
        elif c.outcome != "passed":
            ElementTree.SubElement(case, "skipped", message=c.outcome)
    ElementTree.indent(root)
    path.write_bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
