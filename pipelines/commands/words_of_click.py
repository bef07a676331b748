"""click's own words, listed so that they come into our catalogues. Nothing calls this module."""

from dashboards.language import _, counted


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
        counted("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
        counted("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
        _("Option {name!r} does not take a value."),
        counted("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
        _("default: {default}"),
        _("Invalid value: {message}"),
        _("Invalid value for {param_hint}: {message}"),
        counted("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
        _("{value!r} is not a valid {number_type}."),
        _("{value} is not in the range {range}."),
        _("{name} {filename!r} does not exist."),
        _("{name} {filename!r} is a file."),
        _("{name} {filename!r} is a directory."),
        _("{name} {filename!r} is not readable."),
        _("{name} {filename!r} is not writable."),
        _("file"),
        _("directory"),
        _("path"),
    ]
