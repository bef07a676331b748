"""What if: sliders over a campaign's cost case, answered by the code that assesses it."""
