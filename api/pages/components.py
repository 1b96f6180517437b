"""The components of govuk-frontend in our templates: `{{ govuk.button({"text": _("Continue")}) }}`.

Their macros read parameters that are not given; ours are strict. So they live in an environment of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

_PACKAGE = "govuk_frontend_jinja"


@cache
def _environment() -> Environment:
    loader = PrefixLoader({_PACKAGE: PackageLoader(_PACKAGE)})
    return Environment(loader=loader, autoescape=True, undefined=ChainableUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _macro(name: str) -> Callable[[Mapping[str, Any]], str]:
    folder = name.replace("_", "-")
    module = _environment().get_template(f"{_PACKAGE}/components/{folder}/macro.html").module
    macro: Callable[[Mapping[str, Any]], str] = getattr(module, "govuk" + folder.title().replace("-", ""))
    return macro


class Components:
    """A component by its name with underscores: `error_summary`, `date_input`. `text` is escaped; `html` must be Markup."""

    def __getattr__(self, name: str) -> Callable[[Mapping[str, Any]], Markup]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda parameters: Markup(_macro(name)(parameters))  # the macros escape what they are given as text
