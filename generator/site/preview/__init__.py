"""What a clerk sees while writing: the open page follows the record, or says what is wrong."""

from generator.site.preview.server import Fault, Preview, open_server

__all__ = ["Fault", "Preview", "open_server"]
