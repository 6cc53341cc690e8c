"""What is said of a sheet's header: how its columns were mapped, what was assumed of the sheet as a whole."""

from collections import Counter
from collections.abc import Iterator

from assistant.intake.workbook.addresses import letter
from assistant.intake.workbook.cases import Rows
from assistant.intake.workbook.vocabulary import header_key, vocabulary
from assistant.ledger import Notice


def about_header(rows: Rows) -> Iterator[Notice]:
    header, name = rows.header, rows.sheet.name
    if rows.sheet.hidden:
        yield Notice(name, "", f"工作表“{name}”是隐藏的，照样读了，请确认该不该计")
    last = letter(max(header.names))
    first, bottom = header.first + 1, header.last + 1
    if header.last > header.first:
        yield Notice(name, f"A{first}:{last}{bottom}", f"表头在第{first}—{bottom}行，已合并读取")
    renamed = [
        f"{header.names[i]}→{vocabulary().columns[f][0]}"
        for f, i in header.fields.items()
        if header_key(header.names[i]) != header_key(vocabulary().columns[f][0])
    ]
    if renamed:
        yield Notice(name, f"A{bottom}:{last}{bottom}", f"列名对应请确认：{'、'.join(renamed)}")
    for field, columns in header.ticked.items():
        names = "、".join(header.names[i] for i in columns)
        yield Notice(name, "", f"{vocabulary().columns[field][0]}按打勾的列读：{names}")
    used = {*header.fields.values(), *header.ticks}
    for named, times in Counter(header_key(n) for n in header.names.values()).items():
        if times > 1 and (again := [i for i, n in header.names.items() if header_key(n) == named and i not in used]):
            yield Notice(
                name, f"{letter(again[0])}{bottom}", f"有{times}列都叫“{header.names[again[0]]}”，这一列没有读，请核对"
            )
    if unread := [n for i, n in header.names.items() if i not in used]:
        yield Notice(name, "", f"没有用到的列：{'、'.join(unread)}")
    if rows.year != "this":
        what = "上年的件，只用来比较" if rows.year == "last" else "往年结转跟踪的件，单独统计"
        yield Notice(name, "", f"工作表“{name}”按{what}")
    if rows.role and not ({"role"} & {*header.fields, *header.ticked}):
        yield Notice(name, "", f"没有“办理方式”列，按表名都算作{rows.role}")
    if rows.kind and "kind" not in header.fields:
        yield Notice(name, "", f"没有“类别”列，按表名和列名都算作{rows.kind}")
