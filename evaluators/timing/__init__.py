"""Staff time: from the events of the review station to what AI saves, and how sure that is."""
