"""Who may do what: accounts and passwords, sessions, roles, headers, rate limits, the audit log."""
