"""Settings: what is refused is named, values are never repeated, and the documented table is the one of the code."""

from __future__ import annotations

import dataclasses
import re

import pytest

from api.security import scopes
from api.settings import SETTINGS, Settings, table
from engine.problems import InputRefused
from tests.repository.tree import ROOT, files


def test_nothing_set_is_enough() -> None:
    settings = Settings.read({})
    assert settings.database_url == "sqlite:///var/portability.db"
    assert {s.name.removeprefix("PORTABILITY_").lower() for s in SETTINGS} == {f.name for f in dataclasses.fields(Settings)}


def test_every_setting_that_cannot_be_used_is_named_at_once_without_its_value() -> None:
    told = {"PORT": "eighty", "PORTABILITY_ANONYMOUS_LIMIT": "often", "DATABASE_URL": "mysql://u:secret@h/d", "PORTABILITY_MIGRATE": "maybe"}
    with pytest.raises(InputRefused) as refused:
        Settings.read(told)
    assert {p.place.file for p in refused.value.problems} == told.keys()
    assert not any(value in str(refused.value) for value in ("eighty", "often", "secret", "maybe"))


@pytest.mark.parametrize("plain", ["postgres", "postgresql", "postgresql+psycopg"])
def test_addresses_of_postgresql_are_opened_with_psycopg(plain: str) -> None:
    assert Settings.read({"DATABASE_URL": f" {plain}://u@h/d "}).database_url == "postgresql+psycopg://u@h/d"


def test_a_limit_can_be_switched_off() -> None:
    assert Settings.read({"PORTABILITY_ANONYMOUS_LIMIT": "off"}).anonymous_limit == ""


def test_every_variable_that_is_read_is_documented() -> None:
    documented = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    code = (p for p in files() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in ("engine", "api"))
    read = {name for path in code for name in re.findall(r"\bPORTABILITY_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8"))}
    assert {n for n in read if f"`{n}`" not in documented} == set()


def test_the_documented_tables_are_those_of_the_code() -> None:
    documented = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert table() in documented
    assert scopes.table() in documented
