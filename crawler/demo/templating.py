"""Templates of the sample newspaper: `string.Template` files beside the code, words escaped."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources
from string import Template
from typing import NewType

Markup = NewType("Markup", str)


def render(template: str, /, **values: str | Markup) -> Markup:
    """The template file `template` with every `$name` filled; values must be markup already."""
    return Markup(_template(template).substitute(values))


def text(words: str | None) -> Markup:
    """Words as markup: safe as an element's text and as a quoted attribute."""
    return Markup(escape(words or ""))


@cache
def _template(name: str) -> Template:
    folder = resources.files("crawler.demo").joinpath("templates")
    return Template(folder.joinpath(name).read_text("utf-8").rstrip("\n"))
