"""Speech that the samples are made of: one synthesised voice, transforms of it, and what a room does to it."""
