"""How a text of a DOCX looks by its styles and its own properties, and what of that keeps it from being seen."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from generator.desk.annexes.characters import BLACK, WHITE, is_like
from generator.desk.annexes.grid import CellDoubt, quoted
from generator.desk.annexes.package import attribute, child, local
from generator.terms.said import said

HIGHLIGHTS = {"black": BLACK, "white": WHITE}
# Half points: nobody reads so small a sign.
TINY = 6
# Twentieths of a point: drawn so much closer, signs lie upon each other.
CRAMMED = -100
# What a theme calls its paper.
PAPER = ("background1", "light1")


class Looks:
    """The styles of a document."""

    def __init__(self, styles: Element | None) -> None:
        named = [] if styles is None else styles.iterfind("{*}style")
        self.styles = {attribute(each, "styleId"): each for each in named}
        self.usual = {
            attribute(each, "type"): attribute(each, "styleId")
            for each in self.styles.values()
            if attribute(each, "default") in ("1", "true", "on")
        }

    def of_run(self, run: Element, paragraph: Element | None) -> dict[str, Element]:
        """The properties that count for a run: of the paragraph's style, of its own, and its own."""
        own = child(run, "rPr")
        styled = attribute(child(paragraph, "pPr", "pStyle"), "val") or self.usual.get("paragraph")
        chain = (*self._chain(styled), *self._chain(attribute(child(own, "rStyle"), "val")))
        looks: dict[str, Element] = {}
        for each in (*(child(style, "rPr") for style in chain), own):
            looks |= {local(part): part for part in (() if each is None else each)}
        return looks

    def is_numbered(self, paragraph: Element) -> bool:
        """Whether Word prints a number or a sign before a paragraph."""
        own = child(paragraph, "pPr")
        chain = self._chain(attribute(child(own, "pStyle"), "val"))
        settings = [
            child(each, "numPr", "numId") for each in (*(child(s, "pPr") for s in chain), own)
        ]
        numbers = [attribute(each, "val") for each in settings if each is not None]
        return bool(numbers) and numbers[-1] != "0"

    def _chain(self, id: str | None) -> list[Element]:
        """A style after those that it is based on."""
        chain: list[Element] = []
        style = self.styles.get(id or "")
        while style is not None and style not in chain:
            chain.insert(0, style)
            style = self.styles.get(attribute(child(style, "basedOn"), "val"))
        return chain


def is_on(element: Element | None) -> bool:
    """Whether a property that is on or off is on."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


def font_of(looks: dict[str, Element]) -> str:
    """The font of letters and signs."""
    fonts = looks.get("rFonts")
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi")


def look_doubts(text: str, looks: dict[str, Element], shade: str) -> Iterator[CellDoubt]:
    """Everything that keeps a text from being seen as it is written; `shade` is the colour of its cell."""
    if is_on(looks.get("strike")) or is_on(looks.get("dstrike")):
        yield CellDoubt(said("struck_out"))
    if any(is_on(looks.get(name)) for name in ("vanish", "webHidden", "specVanish")):
        yield CellDoubt(said("hidden_text", text=quoted(text)))
    colour = _colour(looks.get("color"))
    behind = HIGHLIGHTS.get(attribute(looks.get("highlight"), "val")) or (
        attribute(looks.get("shd"), "fill").upper() or shade.upper()
    )
    behind = WHITE if behind in ("", "AUTO") else behind
    # An automatic colour is white on a dark shade, but black on a dark marker.
    is_marked = "highlight" in looks and colour == "AUTO"
    if is_like(BLACK if is_marked else colour, behind) or _is_unfilled(looks):
        yield CellDoubt(said("white_text") if behind == WHITE else said("text_like_ground"))
    size = attribute(looks.get("sz"), "val")
    if (size.isdecimal() and int(size) <= TINY) or attribute(looks.get("w"), "val") in ("1", "0"):
        yield CellDoubt(said("tiny_text", text=quoted(text)))
    is_raised = attribute(looks.get("vertAlign"), "val") in ("superscript", "subscript")
    if is_raised or attribute(looks.get("position"), "val") not in ("", "0"):
        yield CellDoubt(said("raised_text", text=quoted(text)))
    closer = attribute(looks.get("spacing"), "val")
    if closer.removeprefix("-").isdecimal() and int(closer) <= CRAMMED:
        yield CellDoubt(said("crammed_text", text=text))
    if is_on(looks.get("rtl")):
        yield CellDoubt(said("from_right_to_left"))


def _colour(colour: Element | None) -> str:
    """A colour in six digits, or AUTO; that of the theme comes before the one that stands beside it."""
    if attribute(colour, "themeColor") in PAPER and not attribute(colour, "themeShade"):
        return WHITE
    return attribute(colour, "val").upper() or "AUTO"


def _is_unfilled(looks: dict[str, Element]) -> bool:
    fill = looks.get("textFill")
    return fill is not None and child(fill, "noFill") is not None
