"""Does it pay: what each way of working costs over the years, what it saves, and how sure that is."""
