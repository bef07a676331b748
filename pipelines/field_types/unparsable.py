"""The one way in which a type says no."""


class Unparsable(Exception):
    """The text is no value of the type. The message is a code such as ``not_a_date``, never the text itself."""
