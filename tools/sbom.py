"""物料清单 The list of locked packages without a site: `python tools/sbom.py > sbom.cdx.json`."""

import sys

from generator.exports.materials import listed


def main() -> None:
    """入口 On standard output."""
    sys.stdout.write(listed().decode())


if __name__ == "__main__":
    main()
