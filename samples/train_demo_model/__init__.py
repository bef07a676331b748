"""The demonstration speech model: its corpus, its voices, its training, its export and what it reaches."""
