"""All the tasks that a city lists: what of their time AI can take over, and what stays with people."""
