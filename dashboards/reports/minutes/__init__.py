"""Draft minutes of a meeting as a document: what a draft is, and how it is written out."""
