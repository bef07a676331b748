"""What runs: Prefect flows, engines, forms, meetings and the command line. Effects live here."""
