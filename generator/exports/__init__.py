"""数据 For machines: the public contract, versioned; pages may change, this may not."""

from generator.exports.compose import compose, files
from generator.exports.envelope import Publication
from generator.exports.log_files import with_log
from generator.exports.manifest import sealed

__all__ = ["Publication", "compose", "files", "sealed", "with_log"]
