"""The city's table of opinions and replies (反映状況), with what has been verified since."""
