"""The words of `portability verify FILE.csv|xlsx`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from engine.batches.columns import known_columns
from engine.batches.limits import KEEP_DAYS
from engine.batches.mapping import ORDERS
from engine.batches.parallel import MOST_JOBS

MOST_DAYS = 365


def parser() -> argparse.ArgumentParser:
    """The words of the command."""
    found = argparse.ArgumentParser(
        prog="portability verify",
        description="Decide a list of candidates, row by row. A run that was cut short goes on where it stopped.",
        epilog=f"Columns: {', '.join(known_columns())}. See docs/batches.md.",
    )
    found.add_argument("table", type=Path, help="a CSV or XLSX file")
    found.add_argument("--out", type=Path, help="where the results go: .jsonl, .csv or .xlsx; left out: JSON lines on standard output")
    found.add_argument("--map", type=Path, help="a YAML file that maps headings to columns")
    found.add_argument("--dates", choices=ORDERS, help="the order of local dates; without it, dates that can mean two days are refused")
    found.add_argument("--sheet", help="the sheet of a workbook; left out: the first")
    found.add_argument("--as-of", type=day, help="the law of which day (YYYY-MM-DD); left out: today")
    found.add_argument("--credentials", type=Path, help="the folder with the signed credentials that rows name")
    found.add_argument("--registry", type=Path, help="the signed registry of issuers for them; left out: the demonstration registry")
    found.add_argument("--operator-key", type=Path, help="the public key (JWK) of who signed the registry")
    found.add_argument("--status", type=Path, help="a folder with status lists")
    found.add_argument("--jobs", type=_number("processes", MOST_JOBS), default=1, help="so many processes; 1 where left out")
    found.add_argument(
        "--keep-days", type=_number("days", MOST_DAYS), default=KEEP_DAYS, help=f"days until the batch is deleted; {KEEP_DAYS} where left out"
    )
    found.add_argument("--work", type=Path, help="the private folder for batches")
    found.add_argument("--progress", action=argparse.BooleanOptionalAction, help="show how far it is; left out: on a terminal")
    found.add_argument("--json", action="store_true", help="the summary as JSON")
    found.add_argument("--strict", action="store_true", help="exit with 1 unless every row is recognised")
    return found


def day(text: str) -> date:
    """A day as it is written on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day is written YYYY-MM-DD") from None


def _number(what: str, most: int) -> Callable[[str], int]:
    """Reads a whole number from 1 up to a bound."""

    def read(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"a number of {what} from 1 to {most}")
        return int(text)

    return read
