"""Policies for what may pass unchecked: proposed from a run, signed by a person, applied to later runs."""
