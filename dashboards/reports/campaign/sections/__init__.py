"""The sections of the report, one a module: a function that yields blocks."""
