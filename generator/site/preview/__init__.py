"""The preview for a clerk who is writing: the open page follows the record, or says its faults."""

from generator.site.preview.server import PreviewFault, Preview, open_server

__all__ = ["PreviewFault", "Preview", "open_server"]
