"""The site map: every page once, in files no longer than the protocol allows."""

from xml.etree import ElementTree as xml

import pytest

from generator.site.pages import compose

BASE = "https://example.org/名录/?a&b/"
PATHS = [
    "index.html", "platforms/index.html", "platforms/sd-0001/index.html", "platforms/sd-0002/index.html",
    "notices/2021-call/index.html", "api/v1/all.json",
]  # fmt: skip
SHOWN = ["", "notices/2021-call/", "platforms/", "platforms/sd-0001/", "platforms/sd-0002/"]


def parsed(content: bytes) -> tuple[str, list[str]]:
    root = xml.fromstring(content)
    return root.tag.rpartition("}")[2], [
        str(each.text) for each in root.iter() if each.text and each.text.strip()
    ]


@pytest.mark.parametrize("most", [1, 2, 4, 5])
def test_every_page_stands_once_in_files_of_bounded_length(most: int) -> None:
    files = {path: make() for path, make in compose.sitemap_outputs(BASE, reversed(PATHS), most)}
    kind, places = parsed(files.pop("sitemap.xml"))
    if kind == "sitemapindex":
        assert places == [BASE + name for name in files]
        parts = [parsed(content) for content in files.values()]
        assert {name for name, _ in parts} == {"urlset"}
        assert max(len(part) for _, part in parts) == most
        places = [place for _, part in parts for place in part]
    else:
        assert (most, files) == (5, {})
    assert places == [BASE + path for path in SHOWN]
