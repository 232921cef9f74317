"""The errors that users see. Each says what is wrong and, in ``hint``, what to do about it."""


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
