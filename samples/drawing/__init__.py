"""Empty forms and what people put on them: printed words, writing, ticks, rings, seals."""
