"""The errors that users see. Each says what is wrong and, in ``hint``, what to do about it."""

from collections.abc import Iterator
from contextlib import contextmanager


class KehoachError(Exception):
    """Base of all errors of this package; ``hint`` is a sentence on what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ReadError(KehoachError):
    """A file that cannot be read as a document."""


class RuleError(KehoachError):
    """A file of rules/ that breaks its own format, or a rule whose examples do not match."""


class UsageError(KehoachError):
    """A wrong call: a path that does not exist, an unknown document, a filter that makes no sense."""


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """Imports of packages that stand in an extra: a missing one becomes a UsageError with the line that installs it."""
    try:
        yield
    except ImportError as error:
        raise UsageError(
            f"This needs the package {error.name}, which is not installed.",
            f'Install it with: pip install "kehoach[{extra}]"',
        ) from error
