"""Certificates and signed PDFs of our own: made anew in each run, so no key lies in the project."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec import Struct
from pyhanko.pdf_utils import generic, writer
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
SIGNED = datetime(2026, 4, 18, 9, 30, tzinfo=UTC)


class Person(Struct):
    """Someone who can sign: key and certificate, and the certificate of who vouches for them."""

    key: Any
    certificate: x509.Certificate
    root: x509.Certificate

    def signer(self) -> signers.SimpleSigner:
        der = serialization.Encoding.DER
        kept = self.key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        own, root = (asn1_x509.Certificate.load(c.public_bytes(der)) for c in (self.certificate, self.root))
        store = SimpleCertificateStore()
        store.register_multiple([own, root])
        return signers.SimpleSigner(
            signing_cert=own, signing_key=asn1_keys.PrivateKeyInfo.load(kept), cert_registry=store
        )


def name(common: str, body: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, body),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def issue(
    subject: x509.Name, key: Any, issuer: x509.Name, by: Any, days: int, root: bool
) -> x509.Certificate:
    """A certificate, valid from BEGUN on for so many days."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGUN)
        .not_valid_after(BEGUN + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(not root, not root, False, False, False, root, root, False, False), critical=True
        )
        .sign(by, hashes.SHA256())
    )


def person(common: str = "Nguyễn Văn Mẫu", days: int = 900) -> Person:
    """A person with a key of their own, vouched for by an authority of their own."""
    above, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = name("CA mẫu", "Tỉnh Vĩnh Giang")
    root = issue(authority, above, authority, above, 3000, True)
    return Person(own, issue(name(common, "UBND tỉnh Vĩnh Giang"), own, authority, above, days, False), root)


def signed(data: bytes, by: Person, field: str = "Signature1", stamp: bool = True) -> bytes:
    """The PDF with a further signature, drawn on its first page when it is a stamp."""
    out = io.BytesIO()
    written = IncrementalPdfFileWriter(io.BytesIO(data))
    box = (100, 700, 180, 730) if stamp else None
    spec = fields.SigFieldSpec(field, box=box)
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    moment = signers.PdfSigner(meta, by.signer(), new_field_spec=spec)
    moment.sign_pdf(written, output=out)
    return out.getvalue()


def written_over(data: bytes, words: bytes = b"BT /F1 12 Tf 72 72 Td (Them vao) Tj ET") -> bytes:
    """The PDF with words added to its first page in a revision of its own, as an editor would."""
    out = io.BytesIO()
    written = IncrementalPdfFileWriter(io.BytesIO(data))
    page = written.root["/Pages"]["/Kids"][0].get_object()
    added = written.add_object(generic.StreamObject(stream_data=words))
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), added])
    written.update_container(page)
    written.write(out)
    return out.getvalue()


def stamped(data: bytes) -> bytes:
    """The PDF with an empty signature field that shows a number: a stamp that nobody signed."""
    out = io.BytesIO()
    written = IncrementalPdfFileWriter(io.BytesIO(data))
    fields.append_signature_field(written, fields.SigFieldSpec("Signature9", box=(100, 700, 180, 730)))
    form = writer.init_xobject_dictionary(b"BT /F1 12 Tf 2 2 Td (999) Tj ET", 80, 30)
    shown = written.add_object(form)
    field = written.root["/AcroForm"]["/Fields"][-1].get_object()
    field["/AP"] = generic.DictionaryObject({generic.NameObject("/N"): shown})
    written.update_container(field)
    written.write(out)
    return out.getvalue()


def save(certificate: x509.Certificate, folder: Path, file: str = "root.pem") -> Path:
    """A folder that holds this certificate."""
    folder.mkdir(exist_ok=True)
    (folder / file).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return folder
