"""Digital signatures: sign, alter and add with certificates of our own; what is told of each must be so."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kehoach
from kehoach import rules
from kehoach.errors import UsageError
from kehoach.model import Signature
from kehoach.reading import read, read_bytes, verifying
from tests.conftest import CORPUS, SHARED
from tests.signing import Person, person, save, signed, stamped, written_over

PLAN = (CORPUS / "14-thong-bao-ket-luan.pdf").read_bytes()
HEAD, CLERK, STRANGER = person(), person("Trần Thị Mẫu"), person("Kẻ Lạ")
ONCE = signed(PLAN, HEAD)
TWICE = signed(ONCE, CLERK, "Signature2")


def altered(data: bytes) -> bytes:
    """One byte of the signed part changed: a digit of a box, so that the file still opens."""
    at = data.index(b"/MediaBox")
    place = next(i for i in range(at, at + 80) if data[i : i + 1] in b"6789")
    return data[:place] + b"5" + data[place + 1 :]


def blanked(data: bytes) -> bytes:
    """The signature's own bytes made no signature at all."""
    at = data.index(b"/Contents <") + len(b"/Contents <")
    return data[:at] + b"00" * 40 + data[at + 80 :]


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("KEHOACH_CERTIFICATES", raising=False)
    caches = (verifying.certificates, rules.fingerprint)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def told(data: bytes) -> list[Signature]:
    return read_bytes(data, ".pdf", "plan.pdf").info.signatures


CASES: dict[str, tuple[Callable[[], bytes], list[tuple[str, str | None]]]] = {
    "signed": (lambda: ONCE, [("intact", None)]),
    "signed without a stamp": (lambda: signed(PLAN, HEAD, stamp=False), [("intact", None)]),
    "signed by two in turn": (lambda: TWICE, [("intact", None), ("intact", None)]),
    "altered": (lambda: altered(ONCE), [("changed", "bytes")]),
    "altered under two": (lambda: altered(TWICE), [("changed", "bytes"), ("changed", "bytes")]),
    "written over": (lambda: written_over(ONCE), [("changed", "added")]),
    "written over, then signed by a stranger": (
        lambda: signed(written_over(ONCE), STRANGER, "Signature2"),
        [("changed", "added"), ("intact", None)],
    ),
    "a stamp that nobody signed": (lambda: stamped(ONCE), [("changed", "added")]),
    "no signature any more": (lambda: blanked(ONCE), [("unknown", "unreadable")]),
}


@pytest.mark.parametrize("case", CASES)
def test_integrity(case: str) -> None:
    make, expected = CASES[case]
    found = told(make())
    assert sorted((s.integrity, s.reason) for s in found) == sorted(expected)
    assert all(s.trusted is None for s in found)


def test_who_signed_when() -> None:
    (found,) = told(ONCE)
    assert (found.signer, found.body) == ("Nguyễn Văn Mẫu", "UBND tỉnh Vĩnh Giang") and found.signed


@pytest.mark.parametrize(
    ("root", "trusted"), [(HEAD, True), (STRANGER, False)], ids=["ours", "of another authority"]
)
def test_trust_in_the_users_certificates(
    root: Person, trusted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_CERTIFICATES", str(save(root.root, tmp_path / "trusted")))
    (found,) = told(ONCE)
    assert (found.integrity, found.trusted) == ("intact", trusted)


def test_a_certificate_that_had_run_out_when_it_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = person(days=30)
    monkeypatch.setenv("KEHOACH_CERTIFICATES", str(save(late.root, tmp_path / "trusted")))
    (found,) = told(signed(PLAN, late))
    assert (found.integrity, found.trusted) == ("intact", False)


def test_certificates_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "trusted"
    folder.mkdir()
    monkeypatch.setenv("KEHOACH_CERTIFICATES", str(folder))
    with pytest.raises(UsageError, match="holds no certificates"):
        rules.certificates()
    (folder / "x.pem").write_text("not a certificate")
    with pytest.raises(UsageError, match=r"x\.pem cannot be read"):
        told(ONCE)


def test_a_build_is_redone_when_the_certificates_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rules.fingerprint()
    monkeypatch.setenv("KEHOACH_CERTIFICATES", str(save(HEAD.root, tmp_path / "trusted")))
    rules.fingerprint.cache_clear()
    assert rules.fingerprint() != before


def test_without_pyhanko_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko.sign.validation", None)
    (found,) = told(altered(ONCE))
    assert (found.integrity, found.reason) == ("unknown", "not-installed")


def test_a_change_is_an_error_and_stands_on_the_page(tmp_path: Path) -> None:
    pytest.importorskip("datasette")
    from kehoach.serving.run import application

    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "plan.pdf").write_bytes(written_over(ONCE))
    kehoach.build([folder], tmp_path / "kb")
    with kehoach.open(tmp_path / "kb") as kb:
        found = [f for f in kb.check() if f.check == "signature-changed"]
        ident = kb.ids()[0]
    assert [f.severity for f in found] == ["error"] and "Nguyễn Văn Mẫu" in found[0].message_en
    kept = json.loads((tmp_path / "kb" / "documents" / f"{ident}.json").read_text("utf-8"))
    assert kept["source"]["signatures"][0]["integrity"] == "changed"
    page = asyncio.run(application(tmp_path / "kb").client.get(f"/kehoach/document/{ident}")).text
    assert "đã bị sửa sau khi ký" in page and "có phần thêm vào sau khi ký" in page


def test_a_stranger_is_told_where_certificates_were_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_CERTIFICATES", str(save(HEAD.root, tmp_path / "trusted")))
    (tmp_path / "plan.pdf").write_bytes(signed(ONCE, STRANGER, "Signature2"))
    kehoach.build([tmp_path / "plan.pdf"], tmp_path / "kb")
    with kehoach.open(tmp_path / "kb") as kb:
        found = [f for f in kb.check() if f.check == "signer-not-trusted"]
    assert [f.severity for f in found] == ["warning"]
    assert "Kẻ Lạ" in found[0].message_vi and "Nguyễn Văn Mẫu" not in found[0].message_vi


def test_signatures_of_real_offices_hold(shared: Path) -> None:
    """Up to nine signatures in turn, each with its stamp: none was tampered with, and none is called so."""
    files = [*sorted((shared / "files").glob("signed*.pdf")), SHARED / "office" / "signed-11.pdf"]
    for path in files:
        found = read(path).info.signatures
        assert found and {s.integrity for s in found} == {"intact"}, path.name
