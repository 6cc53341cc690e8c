"""What a proposal asks for, item by item, apart from what it tells."""

import re
from dataclasses import dataclass

from assistant.intake import prose
from assistant.intake.headings import heading_kind, zone_start
from assistant.intake.markers import Marker, find_markers, marker_at
from assistant.intake.vocabulary import any_of, vocabulary

Span = tuple[int, int]
_LABELLED = re.compile(r"(?:建议|对策|措施|诉求)(?:[一二三四五六七八九十]{1,2}|\d{0,2})[：:]\s*")


_AFTER = re.compile(rf"(?:{any_of(vocabulary().after)})[：:]")
"""What follows the asks on a line of its own: 预期效果：…"""


@dataclass(frozen=True)
class Zone:
    """A stretch of the body under a heading that announces asks."""

    start: int
    end: int


def find_asks(body: str) -> list[Span]:
    """Spans of the asks in ``body`` (one line a paragraph), numerals left out, in order. Headings come first, then
    numbered items that read as orders, then sentences with 建议, 希望, 应 … in running text."""
    end = _closing(body)
    zones = _zones(body, end)
    found = [span for zone in zones for span in _in_zone(body, zone)]
    if not found:
        found = _ordered_items(body, end)
    if not found:
        found = prose.requests(body, 0, end, zone=False)
    if not found:
        found = [s for a, b in _lines(body, end) if _orders(body, a, b) for s in prose.requests(body, a, b, zone=True)]
    if not found:
        found = prose.requests(body, 0, end, zone=False, modal=True)
    if not found:
        found = [s for s in prose.sentences(body, 0, end) if prose.asks_back(body[slice(*s)])]
    if not found:
        found = [s for a, b in _lines(body, end) for s in prose.sentences(body, a, b) if _is_order(body[slice(*s)])]
    if not found:  # under a heading that announces asks there is nothing else
        found = [
            _trim(body, a, b) for zone in zones for a, b in _lines(body, zone.end, zone.start) if body[a:b].strip()
        ]
    found = [_without_farewell(body, *s) for s in found]
    return [s for s in dict.fromkeys(found) if len(re.sub(r"\s", "", body[slice(*s)])) >= 4]


_FAREWELL = re.compile(
    r"(?<=[。；！;])\s*(?:谢谢|感谢|以上|妥否|当否|请予|特此|我就说这些|就这些|此致)[^。；]{0,40}[。！!]?\s*$"
)


def _without_farewell(body: str, start: int, stop: int) -> Span:
    """An ask without the polite sentence that ends the paper on the same line."""
    m = _FAREWELL.search(body[start:stop])
    return (start, start + m.start()) if m and m.start() >= 6 else (start, stop)


# --- where asks begin -------------------------------------------------------------------------------------------------


def _zones(body: str, end: int) -> list[Zone]:
    zones: list[Zone] = []
    lines = list(_lines(body, end))
    n = 0
    while n < len(lines):
        start, stop = lines[n]
        begin = zone_start(body[start:stop])
        if begin is None:
            n += 1
            continue
        head = marker_at(body[start:stop]) if heading_kind(body[start:stop]) == "asks" else None
        item = marker_at(body[start:stop]) if begin < stop - start else None
        last = _own_lines(body, lines, n, item) if item else _zone_end(body, lines, n, head)
        zones.append(Zone(start + begin, lines[last][1]))
        n = last + 1
    return [z for z in zones if body[z.start : z.end].strip()]


def _own_lines(body: str, lines: list[Span], n: int, item: Marker) -> int:
    """The last line of a numbered item that tells first and asks after a colon: before its next sibling."""
    for k in range(n + 1, len(lines)):
        m = marker_at(body[slice(*lines[k])])
        if m and m.style == item.style:
            return k - 1
    return len(lines) - 1


def _zone_end(body: str, lines: list[Span], head_line: int, head: Marker | None) -> int:
    """Number of the last line of a zone: before the next heading of the heading's own list, or one that tells."""
    inner: int | None = None  # next number expected of items in the heading's own style
    for n in range(head_line + 1, len(lines)):
        line = body[slice(*lines[n])]
        m = marker_at(line)
        if head and m and m.style == head.style:
            if inner is None and m.number == 1:
                inner = 2
                continue
            if inner is not None and m.number == inner:
                inner += 1
                continue
            if heading_kind(line) == "asks" or (
                not heading_kind(line) and prose.is_imperative(line[m.end :]) and m.number != head.number + 1
            ):
                continue
            if m.number == head.number + 1 or m.number == 0:
                return n - 1
        if not m and heading_kind(line) in ("background", "after") and n > head_line + 1:
            return n - 1
        if (
            m
            and not head
            and heading_kind(line) == "background"
            and m.style == "cn"
            and _top_style(body, lines, head_line) != "cn"
        ):
            return n - 1
    return len(lines) - 1


def _top_style(body: str, lines: list[Span], head_line: int) -> str:
    for start, stop in lines[head_line + 1 :]:
        if m := marker_at(body[start:stop]):
            return m.style
    return ""


# --- items ------------------------------------------------------------------------------------------------------------


def _in_zone(body: str, zone: Zone) -> list[Span]:
    chain = _chain(body[zone.start : zone.end])
    if not chain:
        return _paragraphs(body, zone)
    offset = zone.start
    starts = [offset + m.start for m in chain]
    ends = [*starts[1:], zone.end]
    found = _preamble(body, zone.start, starts[0])
    for m, stop in zip(chain, ends, strict=True):
        found += _item(body, offset + m.end, stop)
    return found


def _chain(text: str) -> list[Marker]:
    """The markers of the outermost list of ``text``: all that open a line in its first style, and those inside a line
    that go on counting."""
    markers = find_markers(text)
    for first in markers:
        if first.number > 1 and not first.line:
            continue
        chain: list[Marker] = []
        for m in markers:
            if m.style != first.style or m.start < first.start:
                continue
            last = chain[-1].number if chain else 0
            counts = m.number == last + 1 or (m.style == "sequence" and m.number >= last)
            if m.line or (m.number and counts) or m.style == first.style == "bullet":
                chain.append(m)
        if len(chain) > 1 or (first.line and chain):
            return chain
    return []


def _preamble(body: str, start: int, stop: int) -> list[Span]:
    text = body[start:stop]
    if len(text.strip()) < 20 or re.search(r"[：:]\s*$", text):
        return []
    return prose.requests(body, start, stop, zone=False)


def _item(body: str, start: int, stop: int) -> list[Span]:
    """One item as a span, or its sub-items where the item itself is a mere heading over them."""
    start, stop = _trim(body, start, _cut_closing(body, start, stop))
    if m := _LABELLED.match(body, start, stop):
        start = m.end()
    text = body[start:stop]
    head, _, rest = text.partition("\n")
    if rest and len(head) <= 34 and not re.search("[。；，].", head.rstrip("。：:；")):
        chain = [m for m in _chain(rest) if m.line]
        ordered = prose.is_imperative(head, strict=True)  # an order with short points under it stays one ask
        if (
            len(chain) > int(ordered)
            and not (ordered and len(rest) < 45 * len(chain))
            and not rest[: chain[0].start].strip()
        ):
            base = start + len(head) + 1
            ends = [*(m.start for m in chain[1:]), len(rest)]
            return [_trim(body, base + m.end, base + e) for m, e in zip(chain, ends, strict=True)]
    return [_asking_part(body, start, stop)] if text else []


def _asking_part(body: str, start: int, stop: int) -> Span:
    """Of an item that first tells and then asks, what asks; else the whole."""
    spans = list(prose.sentences(body, start, stop))
    if len(spans) < 2 or prose.is_imperative(body[start:stop]):
        return start, stop
    first, second = (body[slice(*s)] for s in spans[:2])
    titled = len(first) <= 30 and not _names_problem(first)
    if titled and (
        prose.request_at(second) is not None or prose.is_imperative(second) or not prose.has_strong(body[start:stop])
    ):
        return start, stop  # a heading, then its text
    for a, b in spans:
        if prose.request_at(body[a:b]) is not None:
            return a + (prose.request_at(body[a:b]) or 0), stop
    return start, stop


def _paragraphs(body: str, zone: Zone) -> list[Span]:
    """Asks of a zone without numerals: a paragraph each, or the sentences of paragraphs that ask more than once."""
    lines = [_trim(body, a, b) for a, b in _lines(body, zone.end, zone.start) if body[a:b].strip()]
    if len(lines) < 2:
        return prose.requests(body, zone.start, zone.end, zone=True)
    if not any(body[b - 1] in "。！" for _, b in lines):
        return lines  # a column of a table, a list without marks
    found: list[Span] = []
    for a, b in lines:
        strong = sum(prose.request_at(body[s:e]) is not None for s, e in prose.sentences(body, a, b))
        if strong > 1:
            found += prose.requests(body, a, b, zone=True)
        elif strong or prose.is_imperative(body[a:b]):
            found.append((a, b) if prose.is_imperative(body[a:b]) else _asking_part(body, a, b))
        elif found and body[a:b].endswith("。") and len(lines) > 2:
            found[-1] = (found[-1][0], b)
    return found or prose.requests(body, zone.start, zone.end, zone=True)


def _ordered_items(body: str, end: int) -> list[Span]:
    """Numbered items without any heading over them that mostly read as orders."""
    text = body[:end]
    for lists in _lists(text):
        if found := _asking_items(text, lists):
            return found
    return []


def _asking_items(text: str, lists: list[list[Marker]]) -> list[Span]:
    found: list[Span] = []
    for chain in lists:
        spans: list[Span] = []
        for m, stop in zip(chain, [*(x.start for x in chain[1:]), _list_end(text, chain[-1], lists)], strict=True):
            spans.append((m.end, stop))
        asking = [s for s in spans if chain[0].style == "word" or _asks(text[slice(*s)])]
        if asking and len(asking) * 2 >= len(spans):
            # once a list asks it goes on asking, but for items that plainly tell
            most = len(asking) * 3 >= len(spans) * 2
            later = [s for s in spans if s in asking or ((most or s > asking[0]) and not _tells(text[slice(*s)]))]
            found += [x for s in later for x in _item(text, *s)]
    return found


def _lists(text: str) -> list[list[list[Marker]]]:
    """For each style of line-opening marker, outermost first, its runs that count upwards."""
    markers = find_markers(text)
    if not any(m.line for m in markers):
        runs = _begun_anew([m for m in markers if m.style == markers[0].style]) if markers else []
        return [runs] if runs else []
    out: list[list[list[Marker]]] = []
    for style in dict.fromkeys(m.style for m in markers if m.line):
        if style == "sequence":
            out.append(_begun_anew([x for x in markers if x.style == style]))
            continue
        runs: list[list[Marker]] = []
        for m in (x for x in markers if x.style == style):
            if runs and (
                m.number == runs[-1][-1].number + 1 or (m.line and (m.number > runs[-1][-1].number or not m.number))
            ):
                runs[-1].append(m)
            elif m.line:
                runs.append([m])
        out.append(runs)
    return out


def _begun_anew(markers: list[Marker]) -> list[list[Marker]]:
    """Runs of markers inside lines, each from 一 or 首先 on: what is wrong may be counted first, then what is asked."""
    runs: list[list[Marker]] = []
    for m in markers:
        if m.number == 1:
            runs.append([m])
        elif runs and (
            m.number == runs[-1][-1].number + 1 or (m.style == "sequence" and m.number >= runs[-1][-1].number)
        ):
            runs[-1].append(m)
    return [r for r in runs if len(r) > 1]


def _list_end(text: str, last: Marker, lists: list[list[Marker]]) -> int:
    """Where a list's last item ends: at the closing lines, the next list of its style or a heading that tells."""
    stop = min((x[0].start for x in lists if x[0].start > last.start), default=len(text))
    for a, _ in _lines(text, stop, last.end)[1:]:
        line = text[a:stop].split("\n")[0]
        if heading_kind(line) in ("background", "after") or (
            (m := marker_at(line)) and m.style != last.style and m.number == 0
        ):
            stop = a
            break
    return _cut_closing(text, last.end, stop)


def _is_order(sentence: str) -> bool:
    return (
        prose.is_imperative(sentence, strict=True)
        and not _tells(sentence)
        and not re.search(r"已|了(?:[，。]|$)|以来", sentence)
    )


def _orders(body: str, start: int, stop: int) -> bool:
    """Whether a paragraph is a row of orders, though no word announces them."""
    spans = list(prose.sentences(body, start, stop))
    orders = [s for s in spans if prose.is_imperative(body[slice(*s)]) and not _tells(body[slice(*s)])]
    return len(spans) > 1 and len(orders) * 3 >= len(spans) * 2


def _tells(item: str) -> bool:
    first = re.split("[。；\n]", item, maxsplit=1)[0]
    label = re.match(r"([^：:，。]{1,8})[：:]", item)
    if label and heading_kind(label[1]) == "background":
        return True
    return heading_kind(item.split("\n")[0]) != "" or _names_problem(first)


def _names_problem(sentence: str) -> bool:
    """Whether it says what is wrong; a problem that is to be solved (解决有站无人的问题) is an aim."""
    aim = rf"(?<![未没法能以有到])(?:{any_of(vocabulary().mends)})[^，。；]*"
    return any(w in re.sub(aim, "", sentence) for w in vocabulary().problems)


def _asks(item: str) -> bool:
    first = re.split("[。；\n]", item, maxsplit=1)[0]
    if heading_kind(item.split("\n")[0]) == "background":
        return False
    if _LABELLED.match(item) or prose.is_imperative(first, strict=True) or re.match("关于.*的建议", first):
        return True
    if prose.is_imperative(first) and not _names_problem(first):
        return True
    return prose.has_strong(item)


# --- where asks end ---------------------------------------------------------------------------------------------------


def _lines(text: str, end: int, start: int = 0) -> list[Span]:
    spans: list[Span] = []
    at = start
    for line in text[start:end].split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def _is_closing(line: str) -> bool:
    text = line.strip(" \t\u3000*#")
    return text.startswith(vocabulary().endings) or bool(_AFTER.match(text))


def _closing(body: str) -> int:
    """Offset where the closing lines at the end of the body begin."""
    end = len(body.rstrip())
    for a, b in reversed(_lines(body, end)):
        line = body[a:b]
        if line.strip() and not _is_closing(line):
            return b
    return end


def _cut_closing(body: str, start: int, stop: int) -> int:
    """``stop``, or before the first line after the item's own that closes the paper."""
    for a, _ in _lines(body, stop, start)[1:]:
        if _is_closing(body[a:stop].split("\n")[0]):
            return a
    return stop


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \t\u3000\n：:":
        start += 1
    while end > start and text[end - 1] in " \t\u3000\n*，,、":
        end -= 1
    return start, end
