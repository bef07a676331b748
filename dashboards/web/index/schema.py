"""The tables of an index.

What filters ask for stands apart from texts: a filter that no index serves then reads a tenth of the bytes.
"""

from enum import StrEnum

VERSION = 1
"""Goes up whenever tables or what stands in them change."""

TABLES = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,             -- in the order of documents.csv, from 0
    name TEXT NOT NULL UNIQUE,
    template TEXT NOT NULL,
    errors INTEGER NOT NULL             -- cells of engines that count as wrong
);
CREATE TABLE conditions (               -- of documents that have one; blank ones are left out
    name TEXT NOT NULL, value TEXT NOT NULL, document INTEGER NOT NULL,
    PRIMARY KEY (name, value, document)
) WITHOUT ROWID;
CREATE TABLE pages (
    document INTEGER NOT NULL, page INTEGER NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL, image TEXT NOT NULL,
    PRIMARY KEY (document, page)
) WITHOUT ROWID;
CREATE TABLE templates (id TEXT PRIMARY KEY, title TEXT NOT NULL, width REAL NOT NULL, height REAL NOT NULL);
CREATE TABLE fields (
    id INTEGER PRIMARY KEY,             -- in the order of the forms, from 0
    template TEXT NOT NULL, field TEXT NOT NULL, label TEXT NOT NULL, type TEXT NOT NULL,
    options TEXT NOT NULL               -- JSON: label of each option by its id
);
CREATE TABLE engines (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE boxes (
    document INTEGER NOT NULL, field INTEGER NOT NULL, page INTEGER NOT NULL,
    x REAL NOT NULL, y REAL NOT NULL, w REAL NOT NULL, h REAL NOT NULL,     -- mm on the registered page
    truth TEXT, expected TEXT,          -- NULL where nobody wrote down what is true
    PRIMARY KEY (document, field)
) WITHOUT ROWID;
CREATE TABLE cells (                    -- a field of a document, as an engine read it
    id INTEGER PRIMARY KEY,             -- by document, field, engine
    document INTEGER NOT NULL, field INTEGER NOT NULL, engine INTEGER NOT NULL,
    outcome INTEGER NOT NULL,           -- place in OUTCOMES
    scored INTEGER NOT NULL,            -- 1 where rates count it
    same INTEGER NOT NULL,              -- 1 where the text is the one on the paper, after nfkc
    filled INTEGER NOT NULL,            -- 1 where something stands on the paper
    said INTEGER NOT NULL,              -- 1 where something was read
    confidence REAL
);
CREATE TABLE texts (
    cell INTEGER PRIMARY KEY, text TEXT NOT NULL, value TEXT NOT NULL, error TEXT NOT NULL, candidates TEXT NOT NULL
);
"""

INDEXES = """
CREATE INDEX documents_by_errors ON documents (errors);
CREATE INDEX cells_of_document ON cells (document);
CREATE INDEX cells_by_outcome ON cells (outcome, engine, field);
CREATE INDEX cells_by_field ON cells (field, engine, outcome);
CREATE INDEX cells_by_engine ON cells (engine, document, outcome, scored, field, same, filled, said, confidence);
CREATE INDEX cells_sure ON cells (confidence);
CREATE INDEX cells_unsure ON cells (confidence IS NULL, confidence);
ANALYZE;
"""


class Outcome(StrEnum):
    """What became of a field."""

    RIGHT = "right"
    WRONG = "wrong"
    REFUSED = "refused"
    FAILED = "failed"
    MISSING = "missing"
    """The run has no row of it."""
    DISAGREE = "disagree"
    """Of consensus: engines read it differently."""
    UNLABELLED = "unlabelled"
    """It was read, and nobody wrote down what is true."""
    HIDDEN = "hidden"
    """An individual number, which no engine sees."""


OUTCOMES = tuple(Outcome)
ERRORS = (Outcome.WRONG, Outcome.REFUSED, Outcome.FAILED, Outcome.MISSING)
"""All that counts as wrong of an engine."""
