"""The look-up index: its normalisation, its readings, its address, its size."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from generator.search import index_of, normalised
from generator.search.pinyin import readings
from tests.bench.records import snapshot
from tests.conftest import ROOT

VECTORS = json.loads((ROOT / "tests/data/normalisation.json").read_text("utf-8"))


def test_normalisation_follows_the_vectors() -> None:
    """The same vectors hold for the script; see tests/browser/test_lookup_module.py."""
    assert [[said, normalised(said)] for said, _ in VECTORS] == VECTORS
    assert len(VECTORS) > 10


def test_readings_know_the_places_of_shandong_and_common_misreadings() -> None:
    """As the place is called, and as its characters are read alone."""
    found = readings(["济南长清乐陵单县东阿冠县牟平莘县无棣茌平鄄城LED"])
    for sign, said in {"长": "chang", "乐": "lao", "单": "shan", "阿": "e", "牟": "mu"}.items():
        assert said in found[sign].split()
    assert {"zhang", "chang"} == set(found["长"].split())
    assert "L" not in found


@pytest.mark.slow
def test_address_carries_the_hash_of_the_content_and_every_page_leads_to_it(site: Path) -> None:
    """A changed index has another address; the pointer, which every page names, leads to it."""
    (index,) = (site / "search").glob("index-*.json")
    assert index.name == f"index-{hashlib.sha256(index.read_bytes()).hexdigest()[:16]}.json"
    pointer = json.loads((site / "search/index.json").read_text("utf-8"))
    assert pointer["address"] == index.name
    pages = [path.read_text("utf-8") for path in site.rglob("index.html")]
    assert all('search/index.json"' in page for page in pages if "reg-box" in page)
    assert sum("reg-box" in page for page in pages) > 100


@pytest.mark.slow
def test_index_is_small_and_the_same_each_time() -> None:
    """At most 60 bytes a record compressed, at 10,000 platforms."""
    content = index_of(snapshot(10_000)).content
    assert len(gzip.compress(content, 9)) / 10_000 <= 60
    assert index_of(snapshot(10_000)).content == content
