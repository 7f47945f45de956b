"""The preview for a clerk who is writing: the open page follows the record, or says its faults."""

from generator.site.preview.server import Preview, PreviewFault, open_server

__all__ = ["Preview", "PreviewFault", "open_server"]
