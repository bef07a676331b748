"""The three answers, one a module: what was asked, one sentence with one number, and what would change it."""
