"""Studies: people work on the same items in different ways, and the time of each is measured."""
