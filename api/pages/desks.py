"""The pages of partners, together: signing in, the recruiter's lists, and the ministry's desk."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages import signing
from api.pages.ministry import drafts, jobs
from api.pages.recruiting import at_once, lists

router = APIRouter()
for part in (signing, at_once, lists, drafts, jobs):
    router.include_router(part.router)
