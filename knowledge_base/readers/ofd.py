"""OFD (GB/T 33190-2016), the national format for fixed-layout papers: the text objects of its pages, by their places."""

import posixpath

from knowledge_base.errors import InputError
from knowledge_base.readers.container import Container, Element, local
from knowledge_base.readers.layout import Piece, to_lines


def read_ofd(data: bytes, name: str) -> str:
    """The text, pages parted by form feeds. Raises InputError when the pages are pictures or outlines."""
    parts = Container(data, name)
    roots = [_path("OFD.xml", e.text or "") for e in parts.xml("OFD.xml").iter() if local(e) == "DocRoot"]
    pages = [_page(parts, page, templates) for root in roots for page, templates in _pages(parts, root)]
    if not any(page.strip() for page in pages):
        raise InputError(f"OFD 文件“{name}”里没有文字层（内容是图片或轮廓），请用 OFD 阅读器另存为 PDF 后再试。")
    return "\f".join(pages)


def _pages(parts: Container, root: str) -> list[tuple[str, list[str]]]:
    """The content files of a document's pages in order, each with its templates (letterheads) that exist."""
    document = parts.xml(root)
    templates = {
        e.get("ID"): _path(root, e.get("BaseLoc") or "") for e in document.iter() if local(e) == "TemplatePage"
    }
    found = []
    for page in document.iter():
        if local(page) == "Page" and (base := page.get("BaseLoc")):
            content = _path(root, base)
            used = [
                templates[e.get("TemplateID")]
                for e in parts.xml(content).iter()
                if local(e) == "Template" and e.get("TemplateID") in templates
            ]
            found.append((content, [t for t in used if t in parts.parts]))
    return found


def _path(base: str, location: str) -> str:
    """A location in the container: from its root when it begins with /, else from the file that names it."""
    if location.startswith("/"):
        return posixpath.normpath(location.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), location))


def _page(parts: Container, content: str, templates: list[str]) -> str:
    pieces = [piece for part in (*templates, content) for piece in _pieces(parts.xml(part))]
    return "\n".join(line for _, line in to_lines(pieces))


def _pieces(root: Element) -> list[Piece]:
    pieces = []
    for thing in root.iter():
        if local(thing) != "TextObject":
            continue
        left, top, *_ = _floats(thing.get("Boundary"), 4)
        a, b, c, d, e, f = _floats(thing.get("CTM"), 6) if thing.get("CTM") else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        size = _floats(thing.get("Size"), 1)[0]
        for code in thing:
            if local(code) == "TextCode" and (text := code.text):
                x, y = _floats(code.get("X"), 1)[0], _floats(code.get("Y"), 1)[0]
                x1, baseline = left + a * x + c * y + e, top + b * x + d * y + f
                width = _advance(code.get("DeltaX"), len(text), size) * a
                pieces.append(Piece(text, x1, baseline - 0.85 * size * d, x1 + width, baseline + 0.15 * size * d))
    return pieces


def _advance(delta: str | None, n: int, size: float) -> float:
    """The width of ``n`` characters with the given steps (``g 3 4.2`` stands for three of 4.2); the last is a full one."""
    if not delta:
        return n * size
    steps: list[float] = []
    words = iter(delta.split())
    for word in words:
        if word == "g":
            count = int(float(next(words, "0")))
            steps += [float(next(words, "0"))] * min(count, n)
        else:
            steps.append(_floats(word, 1)[0])
    return sum(steps[: n - 1]) + size


def _floats(text: str | None, n: int) -> list[float]:
    values = []
    for word in (text or "").split():
        try:
            values.append(float(word))
        except ValueError:
            values.append(0.0)
    return (values + [0.0] * n)[:n]
