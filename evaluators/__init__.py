"""What is computed: accuracy, time, cost and statistics. Pure: data in, data out.

Nothing here opens a file, reads a clock or imports Prefect, so every function can be called in a notebook.
"""
