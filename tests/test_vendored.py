"""Scripts of others: each file is the very one that the guide names, with its licence, and starts nothing by itself."""

import hashlib
import re

from tests.conftest import ROOT

FOLDER = ROOT / "site_templates" / "assets" / "vendor"
LINE = re.compile(
    r"^\| `([\w.-]+)` \| [\w-]+ [\d.]+, [\w ]+\.m?js \| (MIT) \| `([0-9a-f]{64})` \|$", re.MULTILINE
)


def test_every_script_of_others_is_named_with_version_licence_and_hash() -> None:
    """None more, none less, none changed."""
    told = LINE.findall((ROOT / "docs" / "development.md").read_text("utf-8"))
    held = {path.name: path for path in FOLDER.glob("*.js")}
    assert {name for name, _, _ in told} == set(held)
    for name, licence, digest in told:
        assert hashlib.sha256(held[name].read_bytes()).hexdigest() == digest
        text = (FOLDER / name.replace(".js", ".LICENSE.txt")).read_text("utf-8")
        assert licence in text


def test_no_script_of_others_needs_more_than_the_policy_allows() -> None:
    """No text is run as a program."""
    for path in FOLDER.glob("*.js"):
        assert not re.search(r"\beval\(|new Function\(", path.read_text("utf-8"))
