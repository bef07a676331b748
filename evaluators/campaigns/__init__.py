"""What a campaign found, all together, and what may be claimed of it."""
