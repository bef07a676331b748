"""What the web app keeps: accounts, sessions, the audit log, studies and everything people did in them."""
