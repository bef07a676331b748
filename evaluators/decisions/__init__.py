"""The mathematics of deciding: draws of what each option brings go in, numbers to decide by come out.

Nothing here knows of forms or meetings. Money comes per year (``discounting``, ``payback``), options are told apart by
what they cost and bring (``dominance``, ``acceptability``), and what is not known is weighed (``information``,
``sampling``, ``variance``, ``tornado``, ``crossing``).
"""
