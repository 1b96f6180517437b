"""A batch of candidates that nobody is: rows drawn from a seed, a share of them spoilt on purpose, each in a way that is told.

Run: python -m benchmarks.candidates ROWS OUT.csv [--bad 3] [--seed 1]
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

#: (home, host, profession, titles): corridors in which people do move.
_CORRIDORS = (
    ("PH", "DE", "nurse-general-care", ("Bachelor of Science in Nursing", "Graduate in Nursing")),
    ("IN", "DE", "nurse-general-care", ("Bachelor of Science in Nursing", "General Nursing and Midwifery")),
    ("CZ", "DE", "nurse-general-care", ("Diplom o ukončení studia", "Vysvědčení o maturitní zkoušce")),
    ("RO", "FR", "nurse-general-care", ("Diplomă de absolvire de asistent medical generalist",)),
    ("PH", "SG", "nurse-general-care", ("Bachelor of Science in Nursing",)),
    ("AU", "NZ", "nurse-general-care", ("Bachelor of Nursing",)),
    ("SY", "DE", "doctor-basic-training", ("Doctor of Medicine",)),
    ("ES", "DE", "doctor-basic-training", ("Título de Licenciado en Medicina y Cirugía",)),
)
Row = dict[str, str]


def _spoilt(row: Row, random: Random) -> Row:
    """One fault, of the kinds that lists really have."""
    faults: tuple[Callable[[Row], Row], ...] = (
        lambda r: r | {"awarded": "03/04/2014"},
        lambda r: r | {"home": "Atlantis"},
        lambda r: r | {"candidate": ""},
        lambda r: r | {"training_started": "2019-01-01", "awarded": "2015-01-01"},
        lambda r: r | {"registration_status": "aktiv"},
        lambda r: r | {"language_level": "fluent"},
    )
    return random.choice(faults)(row)


def rows(count: int, seed: int = 1, bad_per_cent: int = 3) -> Iterator[Row]:
    """So many rows, the same for the same seed; of a hundred, so many cannot be used."""
    random = Random(seed)
    for number in range(1, count + 1):
        home, host, profession, titles = random.choice(_CORRIDORS)
        begun = random.randint(1998, 2016)
        row = {
            "candidate": f"row-{number:05}",
            "profession": profession,
            "home": home,
            "host": host,
            "nationality": home,
            "residence": home,
            "evidence": random.choice(titles),
            "awarding_body": f"School {random.randint(1, 400)}",
            "awarded_in": home,
            "training_started": f"{begun}-{random.randint(1, 12):02}-01",
            "awarded": f"{begun + 4}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
            "registration_country": home,
            "registration_status": "active",
            "registration_from": f"{begun + 5}-01-01",
            "registration_to": f"{random.randint(2026, 2029)}-{random.randint(1, 12):02}-15",
            "practice_1_country": home,
            "practice_1_from": f"{begun + 5}-02-01",
            "practice_1_to": f"{begun + random.randint(6, 10)}-06-30",
            "language": "de",
            "language_level": random.choice(("A2", "B1", "B2", "C1")),
            "language_tested": f"{random.randint(2023, 2026)}-05-01",
            "good_standing_issued": f"2026-{random.randint(1, 10):02}-10",
            "good_standing_by": "the register",
            "primary_source_checked": "2026-09-01" if random.random() < 0.5 else "",
            "primary_source_by": "an agency",
            "consent_given": "2024-08-01",
            "consent_purpose": "verification|monitoring",
            "consent_until": "",
            "recruitment_active": random.choice(("yes", "no")),
            "recruiter_country": host,
        }
        yield _spoilt(row, random) if random.random() * 100 < bad_per_cent else row


#: The headings of such a list, which are the keys of each of its rows.
HEADINGS = tuple(next(rows(1)))


def write_csv(path: Path, count: int, seed: int = 1, bad_per_cent: int = 3) -> None:
    """The rows as a CSV with headings."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS)
        writer.writeheader()
        writer.writerows(rows(count, seed, bad_per_cent))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--bad", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    write_csv(told.out, told.rows, told.seed, told.bad)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
