"""How much a batch may hold. A table comes from strangers: what is too large is refused before it is read."""

from __future__ import annotations

#: Bytes of a table, as a file. Told by the file system, so that a larger one is never opened.
MOST_BYTES = 64_000_000
#: Rows of candidates, columns, and characters of one cell.
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 50_000, 200, 2_000
#: Lines and characters that one row of a CSV may run over, quotes and line breaks included.
MOST_LINES_OF_A_ROW, LONGEST_LINE = 50, 200_000
#: Parts of a workbook; bytes of all of them unpacked, of its shared texts, and how many times larger than packed a part may be.
MOST_PARTS, MOST_UNPACKED, MOST_SHARED, MOST_TIMES = 2_000, 300_000_000, 60_000_000, 400
#: Bytes of a signed credential beside the batch.
MOST_CREDENTIAL = 1_048_576
#: Bytes of a file that maps headings to columns.
MOST_MAPPING = 100_000
#: Rows decided in one transaction of the journal.
CHUNK = 100
#: Days after which a batch is deleted, where nothing else is told.
KEEP_DAYS = 30
