"""Documents that leave the machine: pure rendering of what was worked out elsewhere."""
