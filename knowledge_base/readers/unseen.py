"""What stands in the body of a Word file and is not on the page: hidden text, readings above characters (拼音), the
instructions of fields with the results of the fields nested in them."""

from knowledge_base.readers.container import Element, local

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")


def drop_unseen(body: Element) -> str:
    """Takes it out, in place, and gives the hidden text."""
    for reading in list(body.iter(f"{_W}rt")):
        _drop(reading)
    hidden = [r for r in body.iter(f"{_W}r") if _hidden(r)]
    words = "\n".join("".join(t.text or "" for t in r.iter(f"{_W}t")) for r in hidden)
    for run in hidden:
        for t in list(run.iter(f"{_W}t")):
            _drop(t)
    _drop_instructions(body)
    return words


def _hidden(run: Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val") not in _OFF


def _drop_instructions(body: Element) -> None:
    """Of nested fields: what stands between the beginning of a field and its result is never shown."""
    open_: list[bool] = []  # of each field whether its result has begun
    unseen: list[Element] = []
    for x in body.iter(f"{_W}fldChar", f"{_W}t"):
        if local(x) == "t":
            if not all(open_):
                unseen.append(x)
            continue
        kind = x.get(f"{_W}fldCharType")
        if kind == "begin":
            open_.append(False)
        elif kind == "separate" and open_:
            open_[-1] = True
        elif kind == "end" and open_:
            open_.pop()
    if not open_:  # else a field never ends: the file is not as it should be, and nothing is taken for unseen
        for t in unseen:
            _drop(t)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
