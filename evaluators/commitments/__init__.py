"""What a city promised to verify, and what evidence has settled it."""
