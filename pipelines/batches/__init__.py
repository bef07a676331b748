"""Batches as people prepare them: a directory read into memory, or everything that is wrong with it."""
