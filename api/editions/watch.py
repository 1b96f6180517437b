"""A process looks which edition is in use, and takes it over where it is another: whoever made it so, in whatever process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from api.editions.store import Store

#: Seconds between two looks: one small file is read.
EVERY = 0.5
_log = logging.getLogger("portability.editions")


class Watch:
    """A thread that calls `take_over` with the hash of each new edition until it is stopped."""

    def __init__(self, store: Store, take_over: Callable[[str], None]) -> None:
        self.store, self.take_over = store, take_over
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look, name="editions", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _look(self) -> None:
        seen = ""
        while not self._stopped.wait(EVERY):
            current = self.store.current()
            if current and current != seen:
                seen = current
                try:
                    self.take_over(current)
                except Exception as error:  # the old edition goes on serving whatever is wrong with the new one
                    _log.error("an edition cannot be taken over", extra={"edition": current, "kind": type(error).__name__})
