"""The files that pass between people, parts and runs, as models with a version. See docs/contracts.md."""
