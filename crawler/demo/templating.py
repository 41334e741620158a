"""Templates of the sample newspaper: `string.Template` files with HTML escaping."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources
from string import Template
from typing import NewType

Markup = NewType("Markup", str)


def render(template: str, /, **values: str | Markup) -> Markup:
    """Render the template file `template`; values must be escaped or markup."""
    return Markup(_template(template).substitute(values))


def text(words: str | None) -> Markup:
    """Escape a text for use as an element's text or in a quoted attribute."""
    return Markup(escape(words or ""))


@cache
def _template(name: str) -> Template:
    folder = resources.files("crawler.demo").joinpath("templates")
    return Template(folder.joinpath(name).read_text("utf-8").rstrip("\n"))
