"""A reader of PDFs by PDFium, run by `native_process.py`: what each page shows.

Points are of the page as it is shown: from its top left, in 1/72 inch.
"""

import ctypes
import math
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MOST_PAGES, MOST_SIGNS = 500, 500_000
# Text that paints nothing: alone, or as the edge of a picture.
UNPAINTED = (3, 7)
# What lies over the page without being part of what it says.
SILENT = {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP}
# A filled strip so thin is a line.
THIN = 3.0
# So many degrees off, a sign still stands upright.
UPRIGHT = 10
# Forms within forms are looked into so far.
DEEPEST = 8
Bounds = tuple[float, float, float, float]
EVERYWHERE: Bounds = (-1e9, -1e9, 1e9, 1e9)
Place = Callable[[float, float], tuple[float, float]]


def pages(path: str) -> list[dict[str, Any]]:
    """Signs, lines, filled boxes, pictures and notes of every page."""
    document = pypdfium2.PdfDocument(path)
    if len(document) > MOST_PAGES:
        raise pypdfium2.PdfiumError("too many pages")
    return [_page(document[at]) for at in range(len(document))]


def _page(page: Any) -> dict[str, Any]:
    place, size = _placing(page)
    rules: list[Any] = []
    boxes: list[Any] = []
    orders: dict[int, int] = {}
    for order, each in enumerate(page.get_objects(max_depth=DEEPEST)):
        orders[_address(each.raw)] = order
        if each.type == pdfium.FPDF_PAGEOBJ_PATH:
            _take_path(each, order, place, rules, boxes)
        elif each.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            boxes.append([*_box(_bounds(each), _through(each, place)), order, "picture"])
    signs = list(_signs(page.get_textpage(), place, orders, page.get_rotation()))
    return {"size": size, "signs": signs, "rules": rules, "boxes": boxes,
            "notes": list(_notes(page, place))}  # fmt: skip


def _placing(page: Any) -> tuple[Place, tuple[float, float]]:
    """How a point of the file lies on the page as shown, and the size of that page."""
    left, bottom, right, top = page.get_cropbox()
    turned = page.get_rotation() // 90

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            (x - left, top - y),
            (y - bottom, x - left),
            (right - x, y - bottom),
            (top - y, right - x),
        )[turned]

    size = (right - left, top - bottom)
    return place, size if turned % 2 == 0 else size[::-1]


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _through(each: Any, place: Place) -> Place:
    """A placing for an object within a form, which has a matrix of its own."""
    form = each.container
    if form is None:
        return place
    matrix, outer = form.get_matrix(), _through(form, place)
    return lambda x, y: outer(*matrix.on_point(x, y))


def _bounds(each: Any) -> Bounds:
    return tuple(each.get_bounds())


def _box(bounds: Bounds, place: Place) -> list[float]:
    left, bottom, right, top = bounds
    (x0, y0), (x1, y1) = place(left, bottom), place(right, top)
    return [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]


def _take_path(path: Any, order: int, place: Place, rules: list[Any], boxes: list[Any]) -> None:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
    shown = _through(path, place)
    if stroked.value:
        matrix = path.get_matrix()
        rules += _segments(path, lambda x, y: shown(*matrix.on_point(x, y)))
    if filled.value:
        box = _box(_bounds(path), shown)
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            rules.append(box)
        elif _colour(pdfium.FPDFPageObj_GetFillColor, path)[3]:
            boxes.append([*box, order, _hex(_colour(pdfium.FPDFPageObj_GetFillColor, path))])


def _segments(path: Any, place: Place) -> Iterator[list[float]]:
    """The straight lines of a path, as boxes without width."""
    start = last = (0.0, 0.0)
    for at in range(max(pdfium.FPDFPath_CountSegments(path), 0)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point, kind = (x.value, y.value), pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _line(place(*last), place(*point))
        if kind != pdfium.FPDF_SEGMENT_MOVETO and pdfium.FPDFPathSegment_GetClose(segment):
            yield _line(place(*point), place(*start))
        last = point


def _line(one: tuple[float, float], two: tuple[float, float]) -> list[float]:
    (x0, y0), (x1, y1) = one, two
    return [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]


def _colour(asked: Any, *of: Any) -> tuple[int, ...]:
    values = [ctypes.c_uint() for _ in range(4)]
    if not asked(*of, *values):
        return (0, 0, 0, 255)
    return tuple(each.value for each in values)


def _hex(colour: tuple[int, ...]) -> str:
    return "{:02X}{:02X}{:02X}".format(*colour)


def _signs(text: Any, place: Place, orders: dict[int, int], turned: int) -> Iterator[list[Any]]:
    """Every sign with its box, size, colour, order, and what is strange about it."""
    count = text.count_chars()
    if count > MOST_SIGNS:
        raise pypdfium2.PdfiumError("too much text")
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if 0xDC00 <= code < 0xE000 or pdfium.FPDFText_IsGenerated(text, at):
            continue
        if 0xD800 <= code < 0xDC00:
            code = (
                0x10000 + (code - 0xD800 << 10) + (pdfium.FPDFText_GetUnicode(text, at + 1) & 0x3FF)
            )
        sign = _sign(text, at, code, place, orders)
        angle = math.degrees(pdfium.FPDFText_GetCharAngle(text, at)) + turned
        yield [
            *sign[:-1],
            [*sign[-1], *(["turned"] if UPRIGHT < angle % 360 < 360 - UPRIGHT else [])],
        ]


def _sign(text: Any, at: int, code: int, place: Place, orders: dict[int, int]) -> list[Any]:
    sign = "\ufffd" if not code or pdfium.FPDFText_HasUnicodeMapError(text, at) > 0 else chr(code)
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, at, box)
    own = pdfium.FPDFText_GetTextObject(text, at)
    colour = _colour(pdfium.FPDFText_GetFillColor, text, at)
    is_unpainted = pdfium.FPDFTextObj_GetTextRenderMode(own) in UNPAINTED or not colour[3]
    marks = ["unpainted"] if is_unpainted else []
    marks += ["layer"] if own and _is_in_layer(own) else []
    bounds = (box.left, box.bottom, box.right, box.top)
    within = _clipped(bounds, _clip(own)) if own else bounds
    marks += ["cut"] if within != bounds else []
    order = orders.get(_address(own), 0) if own else 0
    return [sign, *_box(within, place), _hex(colour), order, marks]


def _clip(own: Any) -> Bounds:
    """The stretch of the page in which a text is painted: what lies beyond is cut off."""
    path = pdfium.FPDFPageObj_GetClipPath(own)
    left, bottom, right, top = EVERYWHERE
    for nth in range(max(pdfium.FPDFClipPath_CountPaths(path), 0) if path else 0):
        points = []
        for at in range(max(pdfium.FPDFClipPath_CountPathSegments(path, nth), 0)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, nth, at)
            x, y = ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((x.value, y.value))
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if points:
            left, right = max(left, min(xs)), min(right, max(xs))
            bottom, top = max(bottom, min(ys)), min(top, max(ys))
    return left, bottom, right, top


def _clipped(bounds: Bounds, clip: Bounds) -> Bounds:
    """A box whose middle lies outside the clip moved to its edge, which is where its text belongs."""
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    right, up = min(max(x, clip[0]), clip[2]) - x, min(max(y, clip[1]), clip[3]) - y
    return bounds[0] + right, bounds[1] + up, bounds[2] + right, bounds[3] + up


def _is_in_layer(own: Any) -> bool:
    """Whether a text lies in a layer that may be switched off."""
    for at in range(max(pdfium.FPDFPageObj_CountMarks(own), 0)):
        mark, length = pdfium.FPDFPageObj_GetMark(own, at), ctypes.c_ulong()
        name = ctypes.create_string_buffer(64)
        held = ctypes.cast(name, ctypes.POINTER(pdfium.FPDF_WCHAR))
        pdfium.FPDFPageObjMark_GetName(mark, held, 64, length)
        if name.raw[: max(length.value - 2, 0)].decode("utf-16-le", "ignore") == "OC":
            return True
    return False


def _notes(page: Any, place: Place) -> Iterator[list[Any]]:
    """All that was laid over the page afterwards: notes, strokes, stamps, fields of a form."""
    for at in range(max(pdfium.FPDFPage_GetAnnotCount(page), 0)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        if note and pdfium.FPDFAnnot_GetSubtype(note) not in SILENT:
            box = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(note, box)
            bounds = (box.left, box.bottom, box.right, box.top)
            yield [*_box(bounds, place), _note_text(note)]
        if note:
            pdfium.FPDFPage_CloseAnnot(note)


def _note_text(note: Any) -> str:
    for key in (b"Contents", b"V"):
        length = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
        held = ctypes.create_string_buffer(max(length, 2))
        wide = ctypes.cast(held, ctypes.POINTER(pdfium.FPDF_WCHAR))
        pdfium.FPDFAnnot_GetStringValue(note, key, wide, length)
        if text := held.raw[: max(length - 2, 0)].decode("utf-16-le", "ignore"):
            return text
    return ""


def answer(path: str) -> Any:
    """The pages of one PDF; where that fails, one word why."""
    try:
        return pages(path)
    except pypdfium2.PdfiumError as reason:
        return "password" if "password" in str(reason).casefold() else "broken"
