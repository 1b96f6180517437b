"""The pages of partners, together: signing in, the recruiter's lists, and the ministry's desk."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages import signing
from api.pages.recruiting import at_once

router = APIRouter()
for part in (signing, at_once):
    router.include_router(part.router)
