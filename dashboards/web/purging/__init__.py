"""Taking away what was read and seen, and keeping the figures."""
