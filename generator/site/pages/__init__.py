"""网页 For people; may change any day. The only room that knows Jinja2."""

from generator.site.pages.compose import Shells, outputs, platform_makers
from generator.site.pages.sitemap import PAGE, sitemap_outputs

__all__ = ["PAGE", "Shells", "outputs", "platform_makers", "sitemap_outputs"]
