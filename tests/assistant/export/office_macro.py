"""LibreOffice itself accepts or rejects the tracked changes of Word files, as a person there would."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_MACRO = """
Sub Settle(listing As String)
  Dim n, line_, parts, doc, dispatcher
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  filter(0).Name = "FilterName" : filter(0).Value = "Text (encoded)"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  n = FreeFile
  Open listing For Input As #n
  Do While Not EOF(n)
    Line Input #n, line_
    parts = Split(line_, "|")
    doc = StarDesktop.loadComponentFromURL("file://" & parts(1), "_blank", 0, hidden())
    dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:" & parts(0) & "AllTrackedChanges", "", 0, Array())
    doc.storeToURL("file://" & parts(2), filter())
    doc.close(True)
  Loop
  Close #n
End Sub
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}
</script:module>"""


def settled_by_office(office: Path, jobs: Sequence[tuple[str, Path]]) -> list[str]:
    """For each file its text after ``Accept`` or ``Reject`` of all changes. ``office`` is a profile that LibreOffice has
    been started with before: it puts its own empty macros into a new one."""
    (office / "user/basic/Standard/Module1.xba").write_text(
        _MODULE.format(escape(_MACRO, {'"': "&quot;"})), encoding="utf-8"
    )
    outs = [path.with_name(f"{path.stem}.{how}.txt") for how, path in jobs]
    listing = office.parent / "jobs.txt"
    lines = (f"{how}|{path}|{out}" for (how, path), out in zip(jobs, outs, strict=True))
    listing.write_text("\n".join(lines), encoding="utf-8")
    macro = f"macro:///Standard.Module1.Settle({listing})"
    command = ["soffice", f"-env:UserInstallation=file://{office}", "--headless", "--norestore", macro]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [out.read_text(encoding="utf-8-sig") for out in outs]
