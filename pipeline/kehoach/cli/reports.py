"""Findings for other programs and other people: SARIF 2.1.0 (OASIS), and one HTML page that can be sent by mail."""

import html
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from kehoach import __version__
from kehoach.cli.words import say
from kehoach.knowledge.check import Check
from kehoach.knowledge.records import Evidence, Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def to_sarif(findings: Sequence[Finding], checks: Sequence[Check], language: str) -> dict[str, Any]:
    """A SARIF log with one run; a waived finding is a suppressed result, its id a fingerprint."""
    place = {check.id: number for number, check in enumerate(checks)}
    driver = {"name": "kehoach", "version": __version__, "rules": [_rule(c, language) for c in checks]}
    results = [_result(finding, place, language) for finding in findings]
    # Offsets are counted in code points of the text that the knowledge base holds, not of the file.
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(check: Check, language: str) -> dict[str, Any]:
    return {
        "id": check.id,
        "shortDescription": {"text": check.header[language]},
        "fullDescription": {"text": check.header[f"why-{language}"]},
        "help": {"text": check.header["example"]},
        "defaultConfiguration": {"level": check.severity},
    }


def _result(finding: Finding, place: dict[str, int], language: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": place[finding.check],
        "level": finding.severity,
        "message": {"text": _message(finding, language)},
        "locations": [_location(evidence) for evidence in finding.evidence[:1]],
        "relatedLocations": [{"id": n, **_location(e)} for n, e in enumerate(finding.evidence[1:], 1)],
        "partialFingerprints": {"kehoach/v1": finding.id},
    }
    if finding.waived:
        made["suppressions"] = [
            {"kind": "external", "justification": f"{finding.waived.reason} ({finding.waived.by})"}
        ]
    return made


def _location(evidence: Evidence) -> dict[str, Any]:
    region: dict[str, Any] = {"charOffset": evidence.start, "charLength": evidence.end - evidence.start}
    if evidence.quote:
        region["snippet"] = {"text": evidence.quote}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(evidence.path)}, "region": region}}


def _message(finding: Finding, language: str) -> str:
    return finding.message_vi if language == "vi" else finding.message_en


_PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #222; }}
article {{ border-left: .4rem solid; padding: .4rem 1rem; margin: 1.2rem 0; background: #fafafa; break-inside: avoid; }}
.error {{ border-color: #b3261e; }} .warning {{ border-color: #b26a00; }} .note {{ border-color: #777; }} .waived {{ opacity: .6; }}
h2 {{ font-size: 1.1rem; margin: .2rem 0; }} .why, footer {{ color: #555; font-size: .9rem; }}
.quotes {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1rem; }}
blockquote {{ margin: .4rem 0; padding: .5rem .8rem; background: #fff; border: 1px solid #ddd; }} cite {{ font-size: .85rem; color: #555; }}
</style></head>
<body><h1>{title}</h1><p>{counts}</p>
{articles}
</body></html>
"""


def to_html(findings: Sequence[Finding], checks: Sequence[Check], language: str) -> str:
    """One page without outside references: each finding with why it matters and both quotes side by side."""
    words = say(language)
    why = {check.id: check.header[f"why-{language}"] for check in checks}
    levels = ("error", "warning", "note")
    counts = ", ".join(f"{sum(f.severity == level for f in findings)} {words[level]}" for level in levels)
    articles = "\n".join(_article(finding, why[finding.check], words, language) for finding in findings)
    return _PAGE.format(
        language=language,
        title=words["findings"],
        counts=counts,
        articles=articles or f"<p>{words['clean']}</p>",
    )


def _article(finding: Finding, why: str, words: dict[str, str], language: str) -> str:
    title = finding.title_vi if language == "vi" else finding.title_en
    waived = (
        f"<p><strong>{words['waived']}</strong>: {html.escape(finding.waived.reason)} ({html.escape(finding.waived.by)})</p>"
        if finding.waived
        else ""
    )
    quotes = "".join(_quote(evidence, words) for evidence in finding.evidence)
    return (
        f'<article class="{finding.severity}{" waived" if finding.waived else ""}" id="{finding.id}">'
        f"<h2>{words[finding.severity]}: {html.escape(title)}</h2><p>{html.escape(_message(finding, language))}</p>{waived}"
        f'<div class="quotes">{quotes}</div><p class="why">{html.escape(why)}</p><footer>{finding.check} {finding.id}</footer></article>'
    )


def _quote(evidence: Evidence, words: dict[str, str]) -> str:
    page = f", {words['page']} {evidence.page}" if evidence.page else ""
    place = f"{html.escape(evidence.path)}{page}, {evidence.start}-{evidence.end}"
    return f"<div><blockquote>{html.escape(evidence.quote or words['whole'])}</blockquote><cite>{place}</cite></div>"
