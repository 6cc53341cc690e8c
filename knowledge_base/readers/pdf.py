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

_MOST_PAGES = 2_000
_SCAN_DPI = 200
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
    if len("".join(text.split())) < _TEXT_PAGE and (page.images or not page.chars):
        scanned = _scan(page)
        text = scanned if len(scanned) > len(text) else text
    page.close()
    return text


def _text_layer(page: Any) -> str:
    ruled = len(page.edges) > 4
    tables = [t for t in page.find_tables() if len(t.rows) > 1 and len(t.columns) > 1] if ruled else []
    outside = page.dedupe_chars()
    for table in tables:
        outside = outside.filter(lambda o, box=table.bbox: not _inside(o, box))
    words = outside.extract_words(x_tolerance=2, keep_blank_chars=False, use_text_flow=False)
    rows = to_lines(Piece(w["text"], w["x0"], w["top"], w["x1"], w["bottom"]) for w in words)
    for table in tables:
        rows += [(table.bbox[1] + 0.001 * i, row) for i, row in enumerate(_table(table))]
    return "\n".join(line for _, line in sorted(rows, key=lambda row: row[0]))


def _inside(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    if "top" not in thing:
        return False
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _table(table: Any) -> list[str]:
    """Rows with tabs between cells; lines inside a cell are put together."""
    return ["\t".join("".join((cell or "").split("\n")) for cell in row) for row in table.extract()]


def _scan(page: Any) -> str:
    if not page.images and not page.curves and not page.chars:
        return ""
    return ocr.read_page(page.to_image(resolution=_SCAN_DPI).original)
