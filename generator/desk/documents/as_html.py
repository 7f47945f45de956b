"""印成网页 One file that needs no other: no script, no picture, no address is fetched."""

from generator.desk.documents import layout
from generator.desk.documents.document import Document
from generator.desk.documents.typefaces import TYPEFACES
from generator.pages.templates import environment

TEMPLATE = "official.html"


def as_html(document: Document) -> bytes:
    """印成网页 Prints from the browser in the same layout."""
    page = (
        environment()
        .get_template(TEMPLATE)
        .render(
            document=document,
            m=layout.MEASURES,
            faces={use.value: ", ".join(face.family) for use, face in TYPEFACES.items()},
            head_size=layout.head_size(document.issuer),
            signature=layout.signature_indents(document.issuer, document.spelt_day),
        )
    )
    return page.encode()
