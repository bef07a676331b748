"""Pages made of evaluations: pure rendering, self-contained, nothing fetched from anywhere."""
