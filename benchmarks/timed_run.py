"""``kouka`` with a stopwatch at each stage: ``timed_run.py FILE ARGUMENTS OF KOUKA``.

Appends lines to FILE, see stopwatch.py. The stages are timed where the work is done, in the workers.
"""

import os
import sys

from stopwatch import FILE, timed
from surroundings import DOCUMENTS, FIELDS, LOAD, RASTERISE, RECOGNISE

from pipelines import engines
from pipelines.forms import fields, pages

# Before anything takes these names for its own.
pages.read_page = timed(RASTERISE, pages.read_page)
pages.register_documents = timed(DOCUMENTS, pages.register_documents)
fields.read_documents = timed(FIELDS, fields.read_documents)
fields.recognise = timed(RECOGNISE, fields.recognise)
engines.engine = timed(LOAD, engines.engine)


if __name__ == "__main__":
    from pipelines.commands import main

    os.environ[FILE] = sys.argv.pop(1)
    sys.exit(main())
