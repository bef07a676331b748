"""The tables, for SQLite and PostgreSQL alike.

Times are ISO 8601 in UTC, or milliseconds since 1970 where clocks are compared. ``events``, ``answers`` and ``audit``
only grow: nothing in them is changed or taken away.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

schema = Table("schema_version", METADATA, Column("version", Integer, primary_key=True))

accounts = Table(
    "accounts", METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("pseudonym", String(64), nullable=False, unique=True),   # under which times and corrections are kept
    Column("role", String(16), nullable=False),                     # analyst, staff or viewer
    Column("password", String(255), nullable=False),                # argon2id
    Column("active", Boolean, nullable=False, default=True),
    Column("temporary", Boolean, nullable=False, default=False),    # another one gave the password: it is to be changed
    Column("made", String(32), nullable=False),
)  # fmt: skip

sessions = Table(
    "sessions", METADATA,
    Column("digest", String(64), primary_key=True),                 # of the cookie's token, which is kept nowhere
    Column("account", ForeignKey("accounts.id"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("begun", Float, nullable=False),                         # seconds since 1970
    Column("used", Float, nullable=False),
)  # fmt: skip

audit = Table(
    "audit", METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("account", String(64), nullable=False),                  # name; "-" before anybody signed in
    Column("action", String(40), nullable=False),
    Column("object", Text, nullable=False),                         # such as campaign/run-id or a document
    Column("detail", JSON, nullable=False),
    Column("previous", String(64), nullable=False),                 # digest of the entry before
    Column("digest", String(64), nullable=False, unique=True),
)  # fmt: skip

studies = Table(
    "studies", METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),                     # forms or meetings
    Column("batch", Text, nullable=False),                          # path as run.json writes it
    Column("batch_digest", String(64), nullable=False),
    Column("run", Text, nullable=False),                            # campaign/run-id whose readings are corrected
    Column("engine", String(64), nullable=False),
    Column("arms", JSON, nullable=False),                           # list of method ids
    Column("idle_seconds", Float, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("made", String(32), nullable=False),
    Column("closed", String(32)),
)  # fmt: skip

study_people = Table(
    "study_people", METADATA,
    Column("study", ForeignKey("studies.id"), primary_key=True),
    Column("pseudonym", String(64), primary_key=True),              # of an account
)  # fmt: skip

assignments = Table(
    "assignments", METADATA,
    Column("id", Integer, primary_key=True),
    Column("study", ForeignKey("studies.id"), nullable=False),
    Column("pseudonym", String(64), nullable=False),
    Column("item", Text, nullable=False),                           # document, or session of a meeting
    Column("arm", String(32), nullable=False),                      # method ids of timings.csv
    Column("part", String(16), nullable=False, default=""),         # two_person: first, second, differences
    Column("practice", Boolean, nullable=False),
    Column("position", Integer, nullable=False),                    # order in which the person gets it
    Column("opened", String(32)),
    Column("submitted", String(32)),
    UniqueConstraint("study", "pseudonym", "item"),
)  # fmt: skip

events = Table(
    "events", METADATA,
    Column("id", Integer, primary_key=True),
    Column("assignment", ForeignKey("assignments.id"), nullable=False),
    Column("tab", String(36), nullable=False),                      # a UUID that a page draws when it opens
    Column("sequence", Integer, nullable=False),                    # counted by the page, from 1
    Column("kind", String(16), nullable=False),                     # as evaluators/timing/clock.py knows them
    Column("field", String(80), nullable=False, default=""),
    Column("browser_ms", Float, nullable=False),
    Column("server_ms", Float, nullable=False),
    Column("keys", Integer, nullable=False, default=0),
    UniqueConstraint("assignment", "tab", "sequence"),              # sent twice counts once
)  # fmt: skip

answers = Table(
    "answers", METADATA,
    Column("id", Integer, primary_key=True),
    Column("assignment", ForeignKey("assignments.id"), nullable=False),
    Column("tab", String(36), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("field", String(80), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("outcome", String(16), nullable=False),                  # value, unreadable or ask
    Column("pseudonym", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("assignment", "tab", "sequence"),
    Index("answers_of_field", "assignment", "field"),
)  # fmt: skip

timings = Table(
    "timings", METADATA,                                            # of an assignment, when it is submitted
    Column("assignment", ForeignKey("assignments.id"), primary_key=True),
    Column("started", String(32), nullable=False),
    Column("seconds", Float, nullable=False),                       # active
    Column("idle_seconds", Float, nullable=False),
    Column("paused_seconds", Float, nullable=False),
    Column("hidden_seconds", Float, nullable=False),
    Column("keystrokes", Integer, nullable=False),
    Column("drift_flag", Boolean, nullable=False),                  # the browser's clock and ours do not agree
)  # fmt: skip

confirmations = Table(
    "confirmations", METADATA,                                      # what became truth, by a second person
    Column("id", Integer, primary_key=True),
    Column("answer", ForeignKey("answers.id"), nullable=False),
    Column("pseudonym", String(64), nullable=False),                # another one than the answer's
    Column("agrees", Boolean, nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("answer", "pseudonym"),
)  # fmt: skip
