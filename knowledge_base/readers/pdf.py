"""PDF: the text layer line by line with ruled tables as rows; pages without one are read by OCR."""

import io
import logging
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from knowledge_base.errors import InputError
from knowledge_base.readers import ocr
from knowledge_base.readers.layout import Piece, to_lines
from knowledge_base.readers.text import usual_share

_MOST_PAGES = 2_000
_SCAN_DPI = 200
_FORM_CELL = 120
"""Characters from which a cell holds text of its own and not a value."""
_USUAL = 0.6
_TEXT_PAGE = 20
"""Characters below which a page with a picture counts as scanned."""

logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read_pdf(data: bytes, name: str) -> str:
    """The text, pages parted by form feeds. Raises InputError for a damaged file or one with a password."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                raise InputError(f"“{name}”有 {len(pdf.pages)} 页，超过一次能读的 {_MOST_PAGES} 页，请拆分后再试。")
            pages = [_page(page) for page in pdf.pages]
    except InputError:
        raise
    except PDFPasswordIncorrect as e:
        raise InputError(f"“{name}”设了密码，请去掉密码另存后再试。") from e
    except PdfminerException as e:
        if e.args and isinstance(e.args[0], PDFPasswordIncorrect):
            raise InputError(f"“{name}”设了密码，请去掉密码另存后再试。") from e
        raise InputError(f"“{name}”已损坏，打不开，请重新导出后再试。") from e
    except Exception as e:  # pdfminer lets many kinds through on damaged files
        raise InputError(f"“{name}”已损坏或写法特殊，读不出来，请重新导出后再试。") from e
    if not any(page.strip() for page in pages):
        raise InputError(f"“{name}”里没有认出文字，请换一份清晰的文件再试。")
    return "\f".join(pages)


def _page(page: Any) -> str:
    text = _text_layer(page)
    empty = len("".join(text.split())) < _TEXT_PAGE and (page.images or not page.chars)
    if empty or is_garbled(text):
        scanned = _scan(page)
        text = scanned if is_garbled(text) or len(scanned) > len(text) else text
    page.close()
    return text


def is_garbled(text: str) -> bool:
    """Whether a text layer names glyphs and not characters (fonts without a Unicode table): the picture is the text."""
    return bool(text) and (text.count("(cid:") * 6 > 0.2 * len(text) or usual_share(text) < _USUAL)


def _text_layer(page: Any) -> str:
    ruled = len(page.edges) > 4
    tables = [t for t in page.find_tables() if len(t.rows) > 1 and len(t.columns) > 1] if ruled else []
    clear = page.dedupe_chars()
    outside = clear
    for table in tables:
        outside = outside.filter(lambda o, box=table.bbox: not _inside(o, box))
    rows = to_lines(_pieces(outside))
    for table in tables:
        rows += [(table.bbox[1] + 0.001 * i, row) for i, row in enumerate(_table(clear, table))]
    return "\n".join(line for _, line in sorted(rows, key=lambda row: row[0]))


def _pieces(page: Any) -> list[Piece]:
    words = page.extract_words(x_tolerance=2, keep_blank_chars=False, use_text_flow=False)
    return [Piece(w["text"], w["x0"], w["top"], w["x1"], w["bottom"]) for w in words]


def _inside(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    if "top" not in thing:
        return False
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _table(page: Any, table: Any) -> list[str]:
    """A row of data as one line with tabs; a row of a form, whose cell holds whole paragraphs, as its lines."""
    lines: list[str] = []
    for row, values in zip(table.rows, table.extract(), strict=True):
        cells = ["".join((value or "").split("\n")) for value in values]
        if max(map(len, cells)) > _FORM_CELL:
            for box in row.cells:
                if box:
                    lines += [line for _, line in to_lines(_pieces(page.crop(box)))]
        else:
            lines.append("\t".join(cells))
    return lines


def _scan(page: Any) -> str:
    if not page.images and not page.curves and not page.chars:
        return ""
    return ocr.read_page(page.to_image(resolution=_SCAN_DPI).original)
