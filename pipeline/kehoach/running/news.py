"""What a build changed: documents that are new, changed or gone, and findings that came or went."""

from msgspec import Struct, field

from kehoach.knowledge.records import Entry, Finding, Findings, Manifest


class News(Struct):
    """Paths by what became of them since the build before, and findings of severity error or warning."""

    new: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    failed: list[Entry] = field(default_factory=list)
    appeared: list[Finding] = field(default_factory=list)
    settled: list[Finding] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.new, self.changed, self.gone, self.failed, self.appeared, self.settled))


def news(before: Manifest | None, after: Manifest, found_before: Findings | None, found: Findings) -> News:
    """Compares two builds; without one before, everything is new. A file that failed before and still does is no news."""
    old = {entry.path: entry for entry in before.entries} if before else {}
    now = {entry.path for entry in after.entries}
    told = News(gone=sorted(old.keys() - now))
    for entry in after.entries:
        known = old.get(entry.path)
        if known and (known.sha256, known.outcome) == (entry.sha256, entry.outcome):
            continue
        if entry.outcome == "other":
            continue
        if entry.outcome == "failed":
            told.failed.append(entry)
        elif known:
            told.changed.append(entry)
        else:
            told.new.append(entry)
    open_before, open_now = _open(found_before), _open(found)
    told.appeared = [finding for key, finding in open_now.items() if key not in open_before]
    told.settled = [finding for key, finding in open_before.items() if key not in open_now]
    return told


def _open(findings: Findings | None) -> dict[str, Finding]:
    if findings is None:
        return {}
    return {f.id: f for f in findings.findings if f.severity != "note" and f.waived is None}
