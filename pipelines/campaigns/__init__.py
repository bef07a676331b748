"""What lies in the folder of a campaign, gathered for its report."""

REPORT_FOLDER = "report"
"""Where reports lie, in the folder of the campaign."""
REPORT_FORMATS = ("html", "pdf", "docx", "xlsx")
