"""A campaign's cost case: read, filled with what its runs and studies measured, and assessed."""
