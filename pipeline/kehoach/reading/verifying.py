"""Whether the digital signatures of a PDF hold: are the signed bytes as they were, was anything added that nobody signed,
and does the signer's certificate lead to one that the user trusts.

pyHanko (extra "sign") verifies, offline: nothing is fetched, so whether a certificate was revoked meanwhile is not asked.
Trusted certificates are those of the folder that KEHOACH_CERTIFICATES names. Offices sign in turn, each with a stamp that
is drawn as a field of the form: such fields, signed themselves, may come after a signature, and nothing else.
"""

import logging
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from kehoach import rules
from kehoach.errors import UsageError
from kehoach.model import Integrity, Signature
from kehoach.reading.pdf.signing import describe

_MOST_SIGNATURES, _MOST_REVISIONS = 40, 120  # each signature is held against each revision after it
_LARGEST = 100 * 2**20
_STAMP = "/DocTimeStamp"
_GRAVITY = ("intact", "unknown", "changed")


class Verdict(msgspec.Struct, frozen=True):
    """What verification says of one signature; ``reason`` is a stable code where it is not intact."""

    integrity: Integrity
    trusted: bool | None = None
    reason: str | None = None


def verified(signatures: list[Signature], file: Path | bytes) -> list[Signature]:
    """The signatures with their integrity, trust and reason; "unknown" where it cannot be told.

    Raises UsageError when a certificate that the user gave cannot be read.
    """
    if not signatures:
        return []
    verdicts = _verdicts(file)
    return [_judged(signature, verdicts) for signature in signatures]


def _judged(signature: Signature, verdicts: dict[Signature, Verdict] | str) -> Signature:
    if isinstance(verdicts, str):
        verdict = Verdict("unknown", reason=verdicts)
    else:
        verdict = verdicts.get(signature, Verdict("unknown", reason="unreadable"))
    return msgspec.structs.replace(
        signature, integrity=verdict.integrity, trusted=verdict.trusted, reason=verdict.reason
    )


def _verdicts(file: Path | bytes) -> dict[Signature, Verdict] | str:
    """The verdicts by what is told of their signatures, the worst where several are told alike; or why there are none."""
    try:
        import pyhanko.sign.validation  # noqa: F401
    except ImportError:
        return "not-installed"
    with warnings.catch_warnings(), _quiet("pyhanko", "pyhanko_certvalidator"):
        warnings.simplefilter("ignore")  # names that are too long, zeros behind the last byte
        try:
            return _by_signature(_each(file))
        except UsageError:
            raise
        except (
            Exception
        ):  # a parser of others on bytes of others: whatever breaks it leaves the question open
            return "unreadable"


def _by_signature(found: Iterator[tuple[Signature, Verdict]] | str) -> dict[Signature, Verdict] | str:
    if isinstance(found, str):
        return found
    worst: dict[Signature, Verdict] = {}
    for signature, verdict in found:
        known = worst.get(signature)
        if known is None or _GRAVITY.index(verdict.integrity) > _GRAVITY.index(known.integrity):
            worst[signature] = verdict
    return worst


def _each(file: Path | bytes) -> Iterator[tuple[Signature, Verdict]] | str:
    """Each signature as it is told, with its verdict; a code where there is too much to verify."""
    from io import BytesIO

    from pyhanko.pdf_utils.reader import PdfFileReader

    data = file if isinstance(file, bytes) else file.read_bytes()
    if len(data) > _LARGEST:
        return "too-large"
    reader = PdfFileReader(BytesIO(data), strict=False)
    embedded = reader.embedded_signatures
    if len(embedded) > _MOST_SIGNATURES or reader.xrefs.total_revisions > _MOST_REVISIONS:
        return "too-large"
    statuses = [_status(one) for one in embedded]
    unsigned = _has_unsigned_end(statuses)
    names: dict[bytes, Any] = {}
    return iter(
        [
            (_told(one, names), _verdict(status, unsigned))
            for one, status in zip(embedded, statuses, strict=True)
        ]
    )


def _told(one: Any, names: dict[bytes, Any]) -> Signature:
    """The signature as signing.py tells it from the same file."""
    time = one.sig_object.get("/M", "")
    return describe(str(time).encode("ascii", "ignore"), bytes(one.pkcs7_content), names)


# --- one signature ----------------------------------------------------------------------------


def _status(one: Any) -> Any:
    """pyHanko's status of one signature; None where it cannot judge it."""
    from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    usage = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
    try:
        context = _context(one.self_reported_timestamp)
        if one.sig_object_type == _STAMP:
            return validate_pdf_timestamp(one, context, diff_policy=_policy())
        return validate_pdf_signature(one, context, diff_policy=_policy(), key_usage_settings=usage)
    except UsageError:
        raise
    except Exception:  # an algorithm or a form that pyHanko does not know
        return None


def _context(moment: Any) -> Any:
    """Trust in the user's certificates and no others, as of the moment of signing; the network is shut out."""
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(trust_roots=certificates(), moment=moment, allow_fetching=False)


def _verdict(status: Any, unsigned: bool) -> Verdict:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if status is None:
        return Verdict("unknown", reason="unreadable")
    trusted = bool(status.trusted) if certificates() else None
    if not (status.intact and status.valid):
        return Verdict("changed", trusted, "bytes")
    if status.coverage is None or status.coverage == SignatureCoverageLevel.UNCLEAR:
        return Verdict("unknown", trusted, "range")
    level = status.modification_level
    if level is None or level == ModificationLevel.OTHER:
        return Verdict("changed", trusted, "added")
    if unsigned and level > ModificationLevel.LTA_UPDATES:
        return Verdict("changed", trusted, "added")
    return Verdict("intact", trusted)


def _has_unsigned_end(statuses: list[Any]) -> bool:
    """Whether something was added that no intact signature covers: what each of them saw change after itself."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    levels = [s.modification_level for s in statuses if s is not None and s.intact and s.valid]
    quiet = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
    return not any(level in quiet for level in levels)


@lru_cache(maxsize=1)
def _policy() -> Any:
    """What may come after a signature: further signatures with their stamps, drawn where all see them."""
    from pyhanko.sign import diff_analysis as diff

    fields = [
        diff.SigFieldCreationRule(allow_new_visible_after_certify=True),  # type: ignore[no-untyped-call]
        diff.SigFieldModificationRule(),
        diff.GenericFieldModificationRule(),
    ]
    # Their writers mark numbers as free that never were in use; a freed object that was is a change still.
    return diff.StandardDiffPolicy(
        diff.DEFAULT_DIFF_POLICY.global_rules, diff.FormUpdatingRule(fields), reject_object_freeing=False
    )


# --- certificates of the user -----------------------------------------------------------------


@lru_cache(maxsize=1)
def certificates() -> list[Any]:
    """The certificates that the user trusts (PEM or DER). Raises UsageError for a file that holds none."""
    from pyhanko.keys import load_certs_from_pemder_data

    found: list[Any] = []
    for path in rules.certificates():
        try:
            found += list(load_certs_from_pemder_data(path.read_bytes()))
            found[-1].subject.native  # noqa: B018 - reads it
        except (OSError, ValueError, TypeError, IndexError) as error:
            raise UsageError(
                f"The certificate {path.name} cannot be read.", "Save it as PEM or DER."
            ) from error
    return found


class _quiet:
    """Loggers that keep still meanwhile: pyHanko tells each doubt with a traceback."""

    def __init__(self, *names: str) -> None:
        self.loggers = [logging.getLogger(name) for name in names]
        self.levels: list[int] = []

    def __enter__(self) -> None:
        self.levels = [logger.level for logger in self.loggers]
        for logger in self.loggers:
            logger.setLevel(logging.CRITICAL + 1)

    def __exit__(self, *exception: object) -> None:
        for logger, level in zip(self.loggers, self.levels, strict=True):
            logger.setLevel(level)
