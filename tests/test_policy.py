"""内容安全策略 Every page of the built site says what may run in it, and holds nothing else that could."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.site.hosting import server_outputs
from generator.verify import SERVER_ONLY

EXECUTED = ("text/javascript", "module", "")
UNSAFE = ("unsafe", "*", "http:", "https:", "data:")


QR = r"data:image/png;base64,[A-Za-z0-9+/]+={0,2}"


class Looked(HTMLParser):
    """What stands in a page that a browser could run, load or send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.policies: list[str] = []
        self.before: list[str] = []
        self.wrong: list[str] = []
        self.scripts = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if said.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(said["content"])
        elif not self.policies and tag not in ("html", "head"):
            self.before.append(tag)
        self.scripts += tag == "script" and said.get("type", "") in EXECUTED and "src" not in said
        self.wrong += [f"{tag} {name}" for name in said if name.startswith("on") or name == "style"]
        self.wrong += [tag] if tag in ("style", "iframe", "object", "embed", "base") else []
        for name in ("src", "href", "action", "data", "srcset"):
            self._address(tag, name, said.get(name, ""), said.get("rel", ""))

    def _address(self, tag: str, name: str, value: str, rel: str) -> None:
        # The code of a plaque is a picture within the page, letters of base64 alone.
        if (tag, name) == ("img", "src") and re.fullmatch(QR, value):
            return
        scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):", value)
        if scheme and (scheme[1] not in ("http", "https") or tag not in ("a", "link")):
            self.wrong.append(f"{tag} {name}={value}")
        if scheme and tag == "link" and rel not in ("canonical",):
            self.wrong.append(f"link {rel} {value}")
        if scheme and tag == "a" and "noreferrer" not in rel:
            self.wrong.append(f"a without noreferrer: {value}")


@pytest.fixture(scope="session")
def looked(site: Path) -> dict[str, Looked]:
    """Every page of the site."""
    pages = sorted(site.rglob("*.html"))
    return {p.relative_to(site).as_posix(): Looked(p.read_text("utf-8")) for p in pages}


@pytest.mark.slow
def test_every_page_carries_its_policy_first(looked: dict[str, Looked]) -> None:
    """Nothing but the character set stands before it; it names no way round."""
    assert len(looked) > 200
    assert {
        name: len(page.policies) for name, page in looked.items() if len(page.policies) != 1
    } == {}
    assert {tag for page in looked.values() for tag in page.before} == {"meta"}
    for name, page in looked.items():
        said = dict(part.split(" ", 1) for part in page.policies[0].split("; "))
        assert said["default-src"] == said["object-src"] == said["base-uri"] == "'none'", name
        assert said["form-action"] in ("'self'", "'none'"), name
        assert said["script-src"] in ("'self'", "'none'"), name
        assert not [word for word in UNSAFE if word in said["script-src"] + said["style-src"]], name


@pytest.mark.slow
def test_no_page_holds_what_the_policy_would_stop(looked: dict[str, Looked]) -> None:
    """No inline style or handler, no frame, no file and no outside link that tells where it stood."""
    assert {name: page.wrong for name, page in looked.items() if page.wrong} == {}


@pytest.mark.slow
def test_no_script_is_written_into_a_page(looked: dict[str, Looked]) -> None:
    """Each lies in a file of its own, so that no policy has to name one."""
    assert [name for name, page in looked.items() if page.scripts] == []


@pytest.mark.slow
def test_header_files_say_what_the_pages_say(site: Path, looked: dict[str, Looked]) -> None:
    """One list: every server file sends the policy of the pages, and lets a card be framed by all."""
    # Those of nginx take the policies from its maps.
    saying = [name for name in SERVER_ONLY if name != ".nginx-headers.conf"]
    files = {name: (site / name).read_text("utf-8") for name in saying}
    (said,) = {page.policies[0] for page in looked.values()}
    for name, text in files.items():
        assert f"{said}; frame-ancestors 'self'" in text, name
        assert "frame-ancestors *" in text, name
        assert max(map(len, text.splitlines())) < 2000, name
    rules = re.split(r"\n(?=/)", files["_headers"])
    framed = [rule.splitlines()[0] for rule in rules if "frame-ancestors *" in rule]
    assert framed == ["/badges/*"]
    folders = {path.relative_to(site).parts[0] for path in site.rglob("*/*")}
    assert {f"/{folder}/*" for folder in folders} <= {rule.splitlines()[0] for rule in rules}
    assert len(rules) < 100


@pytest.mark.parametrize(
    ("address", "place", "pattern"),
    [
        ("https://example.org", "/", "^/(badges)/"),
        ("https://example.org/", "/", "^/(badges)/"),
        ("https://example.org/a.b/c", "/a.b/c/", "^/a.b/c/(badges)/"),
        ("https://example.org/a;b{$uri}/", "/a%3Bb%7B%24uri%7D/", "^/a.b..uri./(badges)/"),
        ("https://example.org/%22x%23/?a#b", "/%22x%23/", "^/.x./(badges)/"),
    ],
)
def test_rules_bind_the_place_of_the_site_alone(address: str, place: str, pattern: str) -> None:
    """No letter of an address can end a line of a server's settings or begin another."""
    files = {name: make().decode() for name, make in server_outputs([], address)}
    assert f"ErrorDocument 404 {place}404.html\n" in files[".htaccess"]
    assert f"error_page 404 {place}404.html;\n" in files[".nginx-headers.conf"]
    assert f"=~ m#{pattern}#" in files[".htaccess"]
    assert f'"~{pattern}" "default-src' in files[".nginx-maps.conf"]
