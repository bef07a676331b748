"""click's own words, listed so that they come into our catalogues. Nothing calls this module."""

from dashboards.language import _


def words() -> list[str]:
    """The texts of click 8.5 that a person meets."""
    return [
        _("Usage:"),
        _("Options"),
        _("Commands"),
        _("Show this message and exit."),
        _("Error: {message}"),
        _("Try '{command} {option}' for help."),
        _("Missing command."),
        _("No such command {name!r}."),
        _("No such option {name!r}."),
        _("Missing parameter: {param_name}"),
        _("Missing option"),
        _("Positional arguments"),
        _("Missing argument"),
        _("Got unexpected extra argument ({args})"),
        _("default: {default}"),
        _("Invalid value: {message}"),
        _("Invalid value for {param_hint}: {message}"),
    ]
