"""Pages for people, which may change any day; with official documents the only room that knows Jinja2."""

from generator.site.pages.compose import Shells, outputs, platform_makers
from generator.site.pages.sitemap import PAGE, sitemap_outputs
from generator.site.pages.statistics import MAKERS as STATISTICS
from generator.site.pages.statistics import Table
from generator.site.pages.statistics import tables as statistics_tables

__all__ = [
    "PAGE",
    "STATISTICS",
    "Shells",
    "Table",
    "outputs",
    "platform_makers",
    "sitemap_outputs",
    "statistics_tables",
]
