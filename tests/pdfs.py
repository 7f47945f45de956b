"""PDFs written by hand: a page of drawn lines and signs, in a type that every reader knows."""

from collections.abc import Sequence

FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[6 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
)
CORNER, TALL = (50, 800), 30


def drawn_text(
    x: float, y: float, text: str, size: float = 10, mode: int = 0, colour: str = "0 0 0 rg"
) -> str:
    """The operators that paint a text; `mode` 3 paints nothing."""
    signs = text.encode("utf-16-be").hex()
    return f"BT {colour} {mode} Tr /F1 {size} Tf {x} {y} Td <{signs}> Tj ET\n"


def drawn_table(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """The operators that draw a table with all its lines."""
    left, top = CORNER
    xs = [left + sum(widths[:at]) for at in range(len(widths) + 1)]
    ys = [top - TALL * at for at in range(len(rows) + 1)]
    level = (f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    upright = (f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)
    texts = (
        drawn_text(xs[column] + 4, ys[line] - 18, text)
        for line, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    )
    return "0.5 w 0 0 0 RG\n" + "".join((*level, *upright, *texts))


def pdf(*pages: str, note: str = "", turned: int = 0, size: tuple[int, int] = (595, 842)) -> bytes:
    """A PDF of these pages, each given by its operators; a note lies over the second row."""
    annots = ""
    if note:
        held = b"\xfe\xff".hex() + note.encode("utf-16-be").hex()
        annots = f"/Annots[<</Type/Annot/Subtype/Text/Rect[95 745 110 760]/Contents<{held}>>>]"
    first = 8
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"null", b"null", *FONT,
    ]  # fmt: skip
    for at, page in enumerate(pages):
        box = f"/MediaBox[0 0 {size[0]} {size[1]}]/Rotate {turned}/Resources<</Font<</F1 5 0 R>>>>"
        named = f"<</Type/Page/Parent 2 0 R{box}/Contents {first + 2 * at + 1} 0 R{annots}>>"
        content = page.encode("latin-1")
        stream = b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
        objects += [named.encode(), stream]
    return _whole(objects)


def _whole(objects: Sequence[bytes]) -> bytes:
    data, places = b"%PDF-1.7\n", []
    for at, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj" % at + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end
