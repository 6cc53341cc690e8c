"""The report as JUnit XML, for whoever checks papers in a pipeline."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assistant.export.wordml import writable
from assistant.reporting.checked import Checked, place


def junit(files: Iterable[Checked]) -> str:
    """A suite a file, a case a finding: an error fails, a warning or advice passes and says its piece, what could not
    be decided is skipped."""
    root = Element("testsuites", name="dafu check")
    for checked in files:
        _suite(root, checked)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, checked: Checked) -> None:
    suite = SubElement(root, "testsuite", name=writable(checked.path))
    if checked.reviewed is None:
        _case(suite, checked, "read", "error", checked.error)
    else:
        draft, report = checked.reviewed.draft, checked.reviewed.report
        for _, f in checked.open:
            kind = "failure" if f.severity == "error" else "system-out"
            _case(suite, checked, f.check, kind, f"{place(draft, f)}　{f.message}", f"{f.quote}\n{f.detail}".strip())
        for check, why in report.not_applicable:
            _case(suite, checked, check, "skipped", why)
        if not len(suite):
            _case(suite, checked, "check", "", "")
    suite.set("tests", str(len(suite)))
    for total, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(total, str(len(suite.findall(f"*/{kind}"))))


def _case(suite: Element, checked: Checked, check: str, kind: str, message: str, more: str = "") -> None:
    case = SubElement(suite, "testcase", classname=writable(checked.path), name=check)
    if not kind:
        return
    said = SubElement(case, kind)
    if kind == "system-out":
        said.text = writable(f"{message}\n{more}".strip())
    else:
        said.set("message", writable(message))
        said.text = writable(more)
