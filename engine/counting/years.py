"""Calendar years between two dates.

Source of the rule that uses it: 42 U.S.C. 414(a)(1) (fully insured: one quarter of coverage for each calendar year after the year
in which the person became 21 and before that in which age 62 is attained or death occurs; never fewer than 6, nor more than 40).
"""

from __future__ import annotations

from datetime import date


def calendar_years_between(
    after: tuple[int, int], before: tuple[int, int], least: int | None = None, most: int | None = None, worth: int = 1
) -> tuple[int, int]:
    """`worth` units for each calendar year after that of `after` and before that of `before`, from `least` to `most`.

    Dates are bounds of ordinals; the result falls as `after` grows and grows with `before`.
    """
    return _between(after[1], before[0], least, most, worth), _between(after[0], before[1], least, most, worth)


def _between(after: int, before: int, least: int | None, most: int | None, worth: int) -> int:
    units = max(0, date.fromordinal(before).year - date.fromordinal(after).year - 1) * worth
    units = units if least is None else max(units, least)
    return units if most is None else min(units, most)
