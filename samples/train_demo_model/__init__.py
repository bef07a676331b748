"""The embedded demonstration speech model: its corpus, its voice, its training, its export and what it reaches."""
