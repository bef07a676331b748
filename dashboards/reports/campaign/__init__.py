"""The report of a campaign to the headquarters: laid out once, written as HTML, PDF, Word and Excel."""
