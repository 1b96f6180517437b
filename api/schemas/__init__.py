"""The answer and the other documents as models: for the OpenAPI description, so that clients can be generated.

Answers are not built through these models; a test holds real answers against them.
"""

from api.schemas.access import Access, Token
from api.schemas.answer import Answer, Decision, Receipt, Rerun
from api.schemas.base import Document
from api.schemas.batches import Batch, Batches, BatchResults
from api.schemas.drafts import Draft, Drafts, DraftText
from api.schemas.encoded import Corridor, Instrument, Instruments
from api.schemas.health import Live, Problem, Ready
from api.schemas.jobs import Job, Jobs, NewJob
from api.schemas.operations import Reload
from api.schemas.records import Record, RecordHead, Records
from api.schemas.retention import Keeping
from api.schemas.statistics import Statistics
from api.schemas.verified import VerifiedCredential

__all__ = [
    "Access",
    "Answer",
    "Batch",
    "BatchResults",
    "Batches",
    "Corridor",
    "Decision",
    "Document",
    "Draft",
    "DraftText",
    "Drafts",
    "Instrument",
    "Instruments",
    "Job",
    "Jobs",
    "Keeping",
    "Live",
    "NewJob",
    "Problem",
    "Ready",
    "Receipt",
    "Record",
    "RecordHead",
    "Records",
    "Reload",
    "Rerun",
    "Statistics",
    "Token",
    "VerifiedCredential",
]
