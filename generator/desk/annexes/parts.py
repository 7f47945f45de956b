"""部件 The XML parts of a package, by the standard library's parser.

It opens no outside entity and refuses entities that grow.
"""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element


def part(members: dict[str, bytes], name: str) -> Element:
    """部件 One part of a package; a part that is missing or broken is a ValueError."""
    try:
        return ElementTree.fromstring(members[name])
    except (LookupError, ElementTree.ParseError) as reason:
        raise ValueError(name) from reason
