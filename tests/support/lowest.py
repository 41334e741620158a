"""The lowest declared versions of all dependencies as requirements: python -m tests.support.lowest.

Arguments name extras. What is not declared here, such as dependencies of dependencies, is left to
the installer.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator

from packaging.requirements import Requirement

from tests.support.paths import ROOT

PYPROJECT = ROOT / "pyproject.toml"


def declared() -> dict[str, list[Requirement]]:
    """The requirements by extra; those of the project itself under ""."""
    project = tomllib.loads(PYPROJECT.read_text())["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    return {name: [Requirement(line) for line in lines] for name, lines in groups.items()}


def bound(requirement: Requirement, operator: str) -> str | None:
    """The version that stands behind ">=" or "<"; None without one."""
    found = (each.version for each in requirement.specifier if each.operator == operator)
    return next(found, None)


def lowest(extras: list[str]) -> Iterator[str]:
    """Requirements that allow the lowest declared version alone."""
    groups = declared()
    for requirement in (one for extra in ("", *extras) for one in groups[extra]):
        if requirement.marker is None or requirement.marker.evaluate():
            yield f"{requirement.name}=={bound(requirement, '>=')}"


if __name__ == "__main__":
    sys.stdout.write("\n".join([*lowest(sys.argv[1:]), ""]))
