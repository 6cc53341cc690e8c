"""Web pages → lines: the paper itself, without menus and page furniture; tables as rows."""

import re

from lxml import html

from knowledge_base.errors import InputError
from knowledge_base.readers.container import XML_ERRORS, Element
from knowledge_base.readers.text import decode

_DROPPED = {
    "script",
    "style",
    "noscript",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "iframe",
    "svg",
    "template",
    "head",
    "object",
}
_BLOCKS = {
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "main",
    "blockquote",
    "dd",
    "dt",
    "dl",
    "pre",
    "center",
    "figure",
    "figcaption",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "thead",
    "body",
    "hr",
}
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|breadcrumb|crumb|footer?|sidebar|share|toolbar|related|pagination|copyright)(?:$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_PUNCTUATION = re.compile("[，。；：、]")
_MAIN_SHARE = 0.8
_LONG_CELL = 200


def read_html(data: bytes, name: str) -> str:
    """The text of the part of a page that holds the paper."""
    named = _CHARSET.search(data[:4096])
    encoding = (
        {"gb2312": "gb18030", "gbk": "gb18030"}.get(named[1].decode().lower(), named[1].decode()) if named else ""
    )
    try:
        text = data.decode(encoding) if encoding else decode(data, name)
    except (UnicodeDecodeError, LookupError):
        text = decode(data, name)
    text = re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except XML_ERRORS as e:
        raise InputError(f"网页“{name}”读不出来，请在浏览器里另存后再试。") from e
    title = _title(root)
    _drop_furniture(root)
    lines = _lines(_main(root))
    squeezed = "".join("".join(lines).split())
    if title and "".join(title.split()) not in squeezed:
        lines.insert(0, title)
    return "\n".join(lines)


def _title(root: Element) -> str:
    """The paper's title as the page declares it: its meta field or its first h1."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() in ("articletitle", "article_title") and (content := meta.get("content")):
            return " ".join(content.split())
    for heading in root.iter("h1"):
        if text := " ".join(heading.text_content().split()):
            return text
    return ""


def _drop_furniture(root: Element) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag in ("html", "body"):
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in _DROPPED or _HIDDEN.search(element.get("style") or "") or _FURNITURE.search(named):
            element.drop_tree()


def _main(root: Element) -> Element:
    """The innermost element that still holds most of the page's sentences."""
    body = root.find("body")
    best = root if body is None else body
    total = len(_PUNCTUATION.findall(best.text_content()))
    while total >= 5:
        inner = [c for c in best if isinstance(c.tag, str) and c.tag in _BLOCKS - {"p", "table", "tr", "td", "tbody"}]
        heaviest = max(inner, key=lambda c: len(_PUNCTUATION.findall(c.text_content())), default=None)
        if heaviest is None or len(_PUNCTUATION.findall(heaviest.text_content())) < _MAIN_SHARE * total:
            break
        best = heaviest
    return best


def _lines(root: Element) -> list[str]:
    pieces: list[str] = []
    _walk(root, pieces)
    return [line for line in (part.strip(" \n\r") for part in "".join(pieces).split("\n")) if line.strip()]


def _walk(element: Element, pieces: list[str]) -> None:
    if element.tag == "br":
        pieces.append("\n")
    elif element.tag == "tr" and (cells := _data_cells(element)):
        pieces.append("\n" + "\t".join(cells) + "\n")
    else:
        block = element.tag in _BLOCKS
        pieces.append("\n" if block else "")
        keep = element.tag == "pre"
        pieces.append(_inline(element.text, keep))
        for child in element:
            if isinstance(child.tag, str):
                _walk(child, pieces)
            pieces.append(_inline(child.tail, keep))
        pieces.append("\n" if block else "")


def _data_cells(row: Element) -> list[str]:
    """The cells of a row of data; none for a row that only serves the layout (one cell, or whole pages of text)."""
    cells = [" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th")]
    nested = any(True for cell in row for _ in cell.iter("table"))
    return [] if len(cells) < 2 or nested or any(len(cell) > _LONG_CELL for cell in cells) else cells


def _inline(text: str | None, keep: bool) -> str:
    if not text:
        return ""
    return text if keep else re.sub(r"[ \t\r\n]+", " ", text)


def fragment_lines(text: str) -> list[str]:
    """The lines of a piece of HTML inside another text."""
    if not re.sub(r"<!--.*?-->", "", text, flags=re.S).strip():
        return []
    parser = html.HTMLParser(no_network=True, remove_comments=True)
    root = html.fragment_fromstring(text, create_parent=True, parser=parser)
    _drop_furniture(root)
    return _lines(root)
