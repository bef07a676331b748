"""What the system can find out about itself: see ``kouka selfcheck``."""
