"""What takes longer to compute than a page may take: made once by a process of its own, below ``results/.cache``."""
