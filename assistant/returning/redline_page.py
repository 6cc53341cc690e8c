"""The 花脸稿 in the page: draft on the left, what came back on the right, what went struck out, what came underlined."""

from collections.abc import Iterator
from html import escape

from assistant.returning.comparing import Returned
from assistant.returning.redline import Piece, Row, Stay, rows, table_rows

_STYLE = """
.dafu-redline{--ink:#1f2328;--line:#d0d7de;--old:#9b1c1c;--new:#116329;font-size:.95rem;color:var(--ink)}
.dafu-redline table.sides{width:100%;border:0;border-collapse:collapse;table-layout:fixed;background:#fff}
.dafu-redline th.side{text-align:left;font-weight:600;padding:.4rem .6rem;border:0;border-bottom:2px solid var(--line)}
.dafu-redline td.side{vertical-align:top;padding:.35rem .6rem;border:0;border-bottom:1px solid var(--line);line-height:1.75;
  overflow-wrap:anywhere;white-space:pre-wrap}
.dafu-redline tr.stays td.side{color:#656d76}
.dafu-redline del{color:var(--old);background:#ffebe9;text-decoration:line-through}
.dafu-redline ins{color:var(--new);background:#dafbe1;text-decoration:underline}
.dafu-redline .title{text-align:center;font-weight:600}.dafu-redline .heading{font-weight:600}
.dafu-redline .moved{font-size:.8rem;color:#656d76}
.dafu-redline table.inner{border-collapse:collapse;width:100%}
.dafu-redline table.inner td{border:1px solid var(--line);padding:.1rem .4rem}
"""


def redline(returned: Returned) -> str:
    """HTML with its own style, scoped to ``.dafu-redline``; text is escaped, always."""
    body = "".join(_row(r) for r in rows(returned))
    return (
        f'<div class="dafu-redline"><style>{_STYLE}</style><table class="sides"><thead><tr>'
        f'<th class="side">原稿</th><th class="side">改后</th></tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(row: Row) -> str:
    kind = "changes" if row.changed else "stays"
    return f'<tr class="{kind}">{_side(row, "old")}{_side(row, "new")}</tr>'


def _side(row: Row, side: Stay) -> str:
    shown = [p for p in row.pieces if p.stay in ("same", side)]
    if not shown:
        return '<td class="side"></td>'
    note = f'<span class="moved">（{"移至别处" if side == "old" else "由别处移来"}）</span>' if row.moved else ""
    inner = _table(row, side) if row.block.kind == "table" else "".join(_piece(p) for p in shown)
    return f'<td class="side {row.block.kind}">{note}{inner}</td>'


def _table(row: Row, side: Stay) -> str:
    return f'<table class="inner">{"".join(_lines(row, side))}</table>'


def _lines(row: Row, side: Stay) -> Iterator[str]:
    for line in table_rows(row):
        if any(p.stay in ("same", side) for cell in line for p in cell):
            cells = ("".join(_piece(p) for p in cell if p.stay in ("same", side)) for cell in line)
            yield f"<tr>{''.join(f'<td>{c}</td>' for c in cells)}</tr>"


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    return {"same": text, "old": f"<del>{text}</del>", "new": f"<ins>{text}</ins>"}[piece.stay]
