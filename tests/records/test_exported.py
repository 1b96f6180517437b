"""An exported file is verified by itself, with the public keys alone."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.commands import records as command
from api.records import ring
from api.records.chain import Records
from api.retention.removing import remove
from api.security import admin
from engine.problems import InputRefused
from tests.api.databases import database, empty_database
from tests.records.aged import keep
from tests.records.answers import ANSWER

#: Where a test ends whose command must not open the database.
NOWHERE = "postgresql://nobody@127.0.0.1:1/nowhere"
Change = Callable[[list[str]], list[str]]


@pytest.fixture(scope="module", params=["whole", "without the oldest", "two keys"])
def export(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Files: the export, the public keys, the head."""
    folder = tmp_path_factory.mktemp("export")
    with empty_database("sqlite", folder) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        patch.setenv("PORTABILITY_RECORD_KEY", str(folder / "record-key.json"))
        opened = database(url, record_key=folder / "record-key.json")
        admin.add_tenant(opened, "alder", "alder", per_minute=0, per_day=0, origins=(), frames=())
        records = Records(opened)
        keep(records, "alder", [90, 80, 5, 4])
        if request.param == "without the oldest":
            remove(records, "alder", datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=30))
        if request.param == "two keys":
            ring.replace(folder / "record-key.json")
        records.keep("alder", "credential", ANSWER)
        files = {name: folder / name for name in ("export", "keys", "head")}
        files["export"].write_text("\n".join(json.dumps(line) for line in records.export("alder")) + "\n")
        files["keys"].write_text(json.dumps({"keys": records.seal.ring.public()}))
        files["head"].write_text(json.dumps(records.head("alder")))
        opened.engine.dispose()
        yield files


def verified(files: dict[str, Path], *more: str, keys: str = "keys") -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", NOWHERE)
        patch.setenv("PORTABILITY_RECORD_KEY", "/nowhere/key.json")
        return command.run(("verify", "--export", str(files["export"]), "--public-key", str(files[keys]), *more))


def test_an_export_verifies_without_the_database(export: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(export) == 0
    assert verified(export, "--head", str(export["head"])) == 0
    assert verified(export, keys="head") == 0  # a head tells the public keys too
    assert capsys.readouterr().out.count("alder: ") == 3


def test_every_byte_that_is_altered_is_found(export: dict[str, Path], tmp_path: Path) -> None:
    """One byte of each field of each line: the line is no line any more, or its record is named."""
    lines = export["export"].read_text().splitlines()
    for at, line in enumerate(lines):
        told = json.loads(line)
        for field, value in told.items():
            for place in (0, len(value) // 2, len(value) - 1) if isinstance(value, str) else (0,):
                new = value + 1 if isinstance(value, int) else value[:place] + ("b" if value[place] != "b" else "c") + value[place + 1 :]
                changed = [*lines[:at], json.dumps({**told, field: new}), *lines[at + 1 :]]
                (tmp_path / "export").write_text("\n".join(changed))
                assert verified(export | {"export": tmp_path / "export"}) == 1, (at, field, place)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda lines: [*lines[:-2], lines[-1]], "record 4: removed"),
        (lambda lines: [*lines[:-2], lines[-1], lines[-2]], "record 4: moved"),
        (lambda lines: [*lines, lines[-1]], "record 5: moved"),
    ],
)
def test_lines_that_are_removed_moved_or_doubled(
    export: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Change, told: str
) -> None:
    (tmp_path / "export").write_text("\n".join(change(export["export"].read_text().splitlines())))
    assert verified(export | {"export": tmp_path / "export"}) == 1
    assert told in capsys.readouterr().out


def test_an_end_that_is_cut_off_is_found_by_the_head(export: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "export").write_text("\n".join(export["export"].read_text().splitlines()[:-1]))
    files = export | {"export": tmp_path / "export"}
    assert verified(files) == 0
    assert verified(files, "--head", str(export["head"])) == 1
    assert "record 5: removed" in capsys.readouterr().out


def test_keys_of_another_verify_nothing(export: dict[str, Path], tmp_path: Path) -> None:
    other = ring.of_file(tmp_path / "other.json")
    (tmp_path / "keys").write_text(json.dumps({"keys": other.public()}))
    assert verified(export | {"keys": tmp_path / "keys"}) == 1


@pytest.mark.parametrize(
    "content", ["no json", "[]", '{"number": 1}', '{"number": true, "id": "", "body": "", "hash": "", "signature": ""}', "\x00\xff"]
)
def test_a_file_that_is_no_export_is_refused(export: dict[str, Path], tmp_path: Path, content: str) -> None:
    (tmp_path / "export").write_text(content)
    with pytest.raises(InputRefused, match=r"--export:1:1"):
        verified(export | {"export": tmp_path / "export"})
    with pytest.raises(InputRefused):
        command.run(("verify", "--export", str(export["export"])))
