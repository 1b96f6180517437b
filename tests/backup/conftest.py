"""An empty database of each kind."""

from tests.api.conftest import archive_url

__all__ = ["archive_url"]
