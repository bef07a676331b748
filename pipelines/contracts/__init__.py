"""The files that pass between people, parts and runs, as models with a version.

The tables are in ``evaluators.frames`` and the ``frames`` of its folders.
"""
