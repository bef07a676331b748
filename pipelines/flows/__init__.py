"""Prefect flows. Importing one imports Prefect, which takes seconds; nothing else here does."""
