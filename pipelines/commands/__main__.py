"""``python -m pipelines.commands``: the command line without its script, as other programs start it."""

from pipelines.commands import main

main()
