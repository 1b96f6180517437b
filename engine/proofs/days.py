"""Days as whole numbers on which months can be added: 31 for each month since the year 0, and the day of the month from 0.

The order of days is kept, and so is every count of whole months, as long as the days from which months are counted lie from the 1st to the
27th of a month: adding months then never meets the end of a shorter month. Other days may be any day.
"""

from __future__ import annotations

import datetime

#: Days of persons are the 1st to the 27th of a month.
LAST_DAY_OF_MONTH = 27
#: Days that every month has; the months (from 0) that have 31.
SHORTEST, LONG_MONTHS = 28, (0, 2, 4, 6, 7, 9, 11)
MONTH, YEAR = 31, 31 * 12


def to_slot(ordinal: int) -> int:
    """A day (ordinal) as a number of this calendar."""
    day = datetime.date.fromordinal(ordinal)
    return MONTH * (day.year * 12 + day.month - 1) + day.day - 1


def to_date(slot: int) -> datetime.date:
    """The day that a number stands for; a number that no month has is the last day of the month."""
    months, day = divmod(slot, MONTH)
    year, month = divmod(months, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(datetime.date(year, month + 1, 1) + datetime.timedelta(days=day), following - datetime.timedelta(days=1))


def next_slot(ordinal: int) -> int:
    """The day after a day of the law."""
    return to_slot(ordinal + 1)
