"""Tracked changes of a Word file, decided all at once: accepted or rejected as Word does it."""

from knowledge_base.readers.container import Element, local

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NEW, _OLD = ("ins", "moveTo"), ("del", "moveFrom")
_MARKS = tuple(f"{_W}{n}" for n in (*_NEW, *_OLD))
_AGAIN = {f"{_W}delText": f"{_W}t", f"{_W}delInstrText": f"{_W}instrText"}


def settle(body: Element, *, accept: bool) -> None:
    """Accepts or rejects every change under ``body``, in place: words, rows of tables, ends of paragraphs. A paragraph
    whose end is gone runs on into the next, whose look it takes."""
    dead = [f"{_W}{n}" for n in (_OLD if accept else _NEW)]
    marks = [p for p in body.iter(f"{_W}p") if any(p.find(f"{_W}pPr/{_W}rPr/{n}") is not None for n in dead)]
    for row in [r for r in body.iter(f"{_W}tr") if any(r.find(f"{_W}trPr/{n}") is not None for n in dead)]:
        _drop(row)
    for change in [c for c in body.iter(*_MARKS) if not _is_mark(c)]:
        if change.getparent() is None:
            continue
        if change.tag in dead:
            _drop(change)
        else:
            _unwrap(change)
    for t in body.iter(*_AGAIN):
        t.tag = _AGAIN[t.tag]
    for p in marks:
        _run_on(p)
    for mark in [c for c in body.iter(*_MARKS) if _is_mark(c)]:
        _drop(mark)


def _is_mark(change: Element) -> bool:
    """Of a paragraph's end or a row: it says that these were changed and holds no text."""
    parent = change.getparent()
    return parent is not None and local(parent) in ("rPr", "trPr")


def _run_on(p: Element) -> None:
    parent = p.getparent()
    if parent is None:
        return
    following = p.getnext()
    content = [c for c in p if local(c) != "pPr"]
    if following is None or local(following) != "p":
        alone = local(parent) == "tc" and len(parent.findall(f"{_W}p")) == 1
        if not content and not alone:
            parent.remove(p)
        return
    properties = following.find(f"{_W}pPr")
    at = 0 if properties is None else following.index(properties) + 1
    for n, child in enumerate(content):
        following.insert(at + n, child)
    parent.remove(p)


def _unwrap(change: Element) -> None:
    for child in list(change):
        change.addprevious(child)
    _drop(change)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
