"""Templates of reports as web pages: what is filled in is escaped, and a name that is not there is an error."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboards.language import _


def templates(package: str) -> Environment:
    """The templates of a package, which speak the language spoken."""
    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(_=_)
    return made
