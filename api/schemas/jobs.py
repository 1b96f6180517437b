"""Jobs as they are asked for and told of."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field

from api.schemas.base import Document

KindOfJob = Literal["check", "test", "compare", "prove", "report", "batch-verify"]
State = Literal["queued", "running", "done", "failed", "cancelled"]


def _day(told: str) -> str:
    datetime.date.fromisoformat(told)
    return told


Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"}), AfterValidator(_day)]


class JobOptions(Document):
    """What a kind of job takes beside its draft or batch. An option that a kind does not take is refused."""

    model_config = ConfigDict(strict=True, extra="forbid")

    as_of: Day | None = Field(default=None, description="The law of which day; today where it is left out. Not for check and test.")
    against: str | None = Field(
        default=None,
        pattern=r"^[a-z][a-z0-9-]{0,60}(@[0-9]{4}-[0-9]{2}-[0-9]{2})?$",
        description="compare: an agreement (ca-us, ca-us@1997-09-30), `model` or `national`; what the draft amends where it is left out.",
    )
    clauses_only: bool | None = Field(default=None, description="compare: ask no persons.")
    properties: list[Annotated[str, Field(pattern=r"^[a-z][a-z_.]{0,60}$")]] | None = Field(
        default=None, max_length=50, description="prove: these alone; all where it is left out."
    )


class NewJob(Document):
    """A job to be done: batch-verify on a batch, every other kind on a draft."""

    model_config = ConfigDict(strict=True, extra="forbid")

    kind: KindOfJob
    draft: str | None = Field(default=None, max_length=32, description="The id of a draft.")
    batch: str | None = Field(default=None, max_length=32, description="The id of a batch.")
    options: JobOptions | None = None


class Progress(Document):
    """`done` of `total` steps or rows; `total` is null where it is not known yet."""

    stage: str
    done: int
    total: int | None


class JobProblem(Document):
    """Why a job failed."""

    code: str
    message: str
    place: str = ""
    pointer: str = ""
    found: str = ""
    expected: str = ""
    mend: str = ""


class Job(Document):
    """A job. `changes` grows with each change and numbers the events of its progress."""

    id: str
    kind: KindOfJob
    draft: str | None = None
    batch: str | None = None
    sha256: str = Field(description="Of the draft or the batch that it works on.")
    options: dict[str, Any]
    state: State
    cancelling: bool = Field(description="Somebody asked to cancel it, and its worker has not looked yet.")
    attempt: int
    progress: Progress
    changes: int
    findings: bool | None = Field(description="Of a job that is done: whether there is something to look at.")
    problems: list[JobProblem]
    documents: list[str] = Field(description="Names of what came out: /v1/jobs/{id}/documents/{name}.")
    created_at: str
    started_at: str | None
    ended_at: str | None
    keep_until: str


class Jobs(Document):
    """Newest first. `after` is the id to ask on from; null where these are the last."""

    jobs: list[Job]
    after: str | None
