"""What people see and touch: pages, reports and, later, the web app."""
