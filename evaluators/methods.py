"""How figures that rest on draws and counts were made, by the names that stand as ``method`` in quantities.

Beside the modules that compute them, since pages write such figures in another way, and must not wait for what computes
them to be imported.
"""

COUNTED, PUBLISHED = "counted", "published"
"""Exact: a count, and what others have printed."""
INPUTS, FORMS_AND_INPUTS = "input-draws", "document-bootstrap-and-input-draws"
"""Inputs drawn from their ranges; with them, forms resampled."""
INPUTS_AND_BOUNDS = "input-draws-and-bounds"
"""Nobody has measured some tasks, of whose time anything between none and all may be saved."""
NOT_MEASURED = "not-measured"
"""A figure of a list of tasks that has no value."""
OVER_DRAWS = "wilson-over-draws"
"""A share of the cases computed. Its bounds tell how far other draws would move it and nothing of what is uncertain:
beside intervals that do, they would be taken for one of these."""
LIKELY = "most-likely-inputs"
"""Computed once, with every input at its most likely value: it has no interval."""
VARIANCE, AT_ENDS = "variance-of-draws", "range-of-input"
"""How uncertain others are, as draws tell; what comes out at both ends of one input."""
NONE_IN_SOME = "none-in-some-draws"
"""A break-even or payback without a value: none is expected, or there are draws in which there is none."""
NOT_LINEAR = "not-linear"
"""A break-even that cannot be told."""
TOO_FEW = "too-few-forms"
"""No interval, and no value: there are too few forms."""
