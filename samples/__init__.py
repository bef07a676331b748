"""Bundled batches with their truth, and what made them."""
