"""网页 For people; may change any day. The only room that knows Jinja2."""

from generator.pages import sitemap
from generator.pages.compose import compose

__all__ = ["compose", "sitemap"]
