"""数据 For machines: the public contract, versioned; pages may change, this may not."""

from generator.exports.compose import compose

__all__ = ["compose"]
