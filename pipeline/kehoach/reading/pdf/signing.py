"""Digital signatures of a PDF: when, by whom and for which body it was signed.

The time stands in the signature itself, the names in the signer's certificate (X.509: CN the signer, O and OU
the body). Here they are read; whether a signature holds is for verifying.py to say.
"""

import ctypes
import re
import warnings
from typing import Any

import pypdfium2.raw as pdfium

from kehoach.model import Signature

_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)'?(\d\d)'?|Z)?")
_USUAL = 16_384  # bytes of a certificate chain
_MOST = 200  # signatures in one file
_SHOWN = re.compile(r"^(?:ký bởi|người ký|cơ quan|thời gian ký|ngày ký)\s*:\s*(?P<value>.+)$", re.IGNORECASE)


Names = tuple[str | None, str | None]  # the signer, the body


def read_signatures(document: Any) -> list[Signature]:
    """The signatures in the order of signing, each once; empty when there are none."""
    count = max(0, min(pdfium.FPDF_GetSignatureCount(document.raw), _MOST))
    known: dict[bytes, Names] = {}
    drawn = [pdfium.FPDF_GetSignatureObject(document.raw, index) for index in range(count)]
    # A field that waits for a signature is none.
    found = [_signature(one, known) for one in drawn if pdfium.FPDFSignatureObj_GetContents(one, None, 0)]
    once = {(s.signed, s.signer, s.body): s for s in found}
    return sorted(once.values(), key=lambda s: s.signed or "")


def _signature(drawn: Any, known: dict[bytes, Names]) -> Signature:
    time = _bytes(pdfium.FPDFSignatureObj_GetTime, drawn)
    return describe(time, _bytes(pdfium.FPDFSignatureObj_GetContents, drawn), known)


def describe(time: bytes, contents: bytes, known: dict[bytes, Names]) -> Signature:
    """What the entries /M and /Contents of a signature tell; ``known`` holds the certificates read before."""
    return Signature(_iso(time), *_names(contents, known))


def _bytes(read: Any, drawn: Any) -> bytes:
    buffer = ctypes.create_string_buffer(_USUAL)
    length = read(drawn, buffer, _USUAL)
    if length > _USUAL:
        buffer = ctypes.create_string_buffer(length)
        read(drawn, buffer, length)
    return buffer.raw[: max(0, length)]


def _iso(raw: bytes) -> str | None:
    """ "D:20260720175435+07'00'" -> "2026-07-20T17:54:35+07:00" (ISO 32000-1, 7.9.4)."""
    match = _TIME.match(raw.rstrip(b"\0").decode("ascii", "ignore"))
    if not match:
        return None
    year, month, day, hour, minute, second, east, past = match.groups()
    zone = f"{east}:{past}" if east else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"


def _names(contents: bytes, known: dict[bytes, Names]) -> Names:
    """The signer and the body of the signer's certificate; None where there is none to read.

    ``known`` holds the certificates read before: an office stamps number, day and seal with one."""
    for certificate, names in known.items():
        if certificate in contents:
            return names
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
    from cryptography.x509.oid import NameOID

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # real ones are padded with zeros and hold names that are too long
        try:
            own = _lowest(pkcs7.load_der_pkcs7_certificates(contents))
            parts = [own.subject.get_attributes_for_oid(oid) for oid in _oids(NameOID)]
        except (ValueError, IndexError, TypeError):
            return None, None
    name, unit, organisation = (str(p[0].value) if p else None for p in parts)
    body = ", ".join(p for p in (unit, organisation) if p and p != name) or organisation
    known[own.public_bytes(Encoding.DER)] = name, body
    return name, body


def _lowest(chain: list[Any]) -> Any:
    """The signer's certificate: the first that vouches for no other of them (they stand in no order)."""
    above = {c.issuer for c in chain if c.issuer != c.subject}
    return next((c for c in chain if c.subject not in above), chain[0])


def _oids(names: Any) -> tuple[Any, Any, Any]:
    return names.COMMON_NAME, names.ORGANIZATIONAL_UNIT_NAME, names.ORGANIZATION_NAME


def printed_signature(lines: list[str]) -> list[Signature]:
    """What a stamp prints of itself: "Người ký: ...", "Cơ quan: ...", "Thời gian ký: ..."; empty without such lines."""
    told: dict[str, str] = {}
    for line in lines:
        match = _SHOWN.match(line.strip())
        if match:
            told.setdefault(line[: match.start("value")].lower().rstrip(" :"), match["value"].strip())
    if not told:
        return []
    signed = told.get("thời gian ký") or told.get("ngày ký")
    return [Signature(signed, told.get("người ký") or told.get("ký bởi"), told.get("cơ quan"))]
