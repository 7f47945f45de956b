"""词料 What random names are made of."""

from tests.conftest import ROOT

_LINES = (ROOT / "tests/data/name-parts.txt").read_text("utf-8").splitlines()
PLACES, TOPICS, UNITS = (line.split() for line in _LINES)
