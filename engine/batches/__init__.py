"""Lists of candidates, row by row: a table comes in as CSV or XLSX, and every row gets one coded result.

A row that cannot be used costs only itself. What is done stands in a journal, so that a run that was cut short goes on where it
stopped. The closed list of codes and the shape of a result stand in `docs/batches.md`.
"""
