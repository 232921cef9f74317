"""One document, the network, and findings, as people read them in a terminal."""

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.tree import Tree

from kehoach.cli.words import say
from kehoach.knowledge.base import KnowledgeBase
from kehoach.knowledge.graph import Branch, forest, tree_of
from kehoach.knowledge.records import Finding
from kehoach.model import Document, Target
from kehoach.wording import RECURRENCE, told_amount, told_day, told_message, told_relation, told_when


def show_document(kb: KnowledgeBase, document: Document, language: str) -> None:
    """Letterhead, outline, what it sets, whom it tasks, what it cites and who cites it."""
    words, console = say(language), Console(highlight=False)
    _head(console, document, words)
    _outline(console, document, words)
    _parts(console, document, words)
    _targets(console, document, words)
    _tasks(console, document, words)
    _citations(console, kb, document, words)
    for warning in document.warnings:
        console.print(f"[dim]{words['doubts']}: {escape(told_message(warning.message, language))}[/dim]")


def _head(console: Console, document: Document, words: dict[str, str]) -> None:
    meta, told = document.meta, document.identity
    symbol = meta.symbol or (f"{told.symbol} ({words['told_by']})" if told else "–")
    issued = told_day(told.issued if told and told.issued else meta.issued) or "–"
    console.print(f"[bold]{escape(meta.title or document.id)}[/bold]")
    for key, value in (
        ("symbol", symbol),
        ("issued", issued),
        ("issuer", meta.issuer),
        ("signer", meta.signer),
        ("file", document.source.path),
        (
            "copy_of",
            f"{document.copy_of.document} ({document.copy_of.evidence})" if document.copy_of else None,
        ),
        ("replaced", document.replaced_by),
    ):
        if value:
            console.print(f"  {words[key]}: {escape(value)}")


def _outline(console: Console, document: Document, words: dict[str, str]) -> None:
    if not document.sections:
        return
    tree = Tree(f"[bold]{words['outline']}[/bold]")
    branches: dict[str | None, Tree] = {None: tree}
    for section in document.sections:
        above = branches.get(section.parent, tree)
        branches[section.id] = above.add(escape(f"{section.label}. {section.title}"[:140]))
    console.print(tree)


def target_words(target: Target, language: str) -> str:
    """A target on one line: indicator, comparator, value, unit, year."""
    due = RECURRENCE[language]["yearly"] if target.due == "yearly" else told_day(target.due)
    return f"{target.indicator}: {told_amount(target, language)}" + (f" ({due})" if due else "")


def _parts(console: Console, document: Document, words: dict[str, str]) -> None:
    if document.parts:
        console.print(f"[bold]{words['parts']}[/bold] ({len(document.parts)})")
    for part in document.parts:
        named = " ".join(p for p in (part.label or part.type, part.symbol, part.title) if p)
        console.print("  • " + escape(f"{named} ({told_relation(part.relation, words['code'])})"))


def _targets(console: Console, document: Document, words: dict[str, str]) -> None:
    if document.targets:
        console.print(f"[bold]{words['sets']}[/bold] ({len(document.targets)})")
        for target in document.targets:
            console.print("  • " + escape(target_words(target, words["code"])))


def _tasks(console: Console, document: Document, words: dict[str, str]) -> None:
    if document.tasks:
        console.print(f"[bold]{words['asks']}[/bold] ({len(document.tasks)})")
    by_lead: dict[str, list[str]] = {}
    for task in document.tasks:
        lead = "; ".join(u.name for u in task.lead) or words["no_lead"]
        time = told_when(task.deadline, words["code"])
        support = f" – {words['with']} {'; '.join(u.name for u in task.support)}" if task.support else ""
        by_lead.setdefault(lead, []).append(f"{task.quote}{support}" + (f" [{time}]" if time else ""))
    for lead, tasks in by_lead.items():
        console.print(f"  [bold]{escape(lead)}[/bold]")
        for line in tasks:
            console.print("    • " + escape(line))


def _citations(console: Console, kb: KnowledgeBase, document: Document, words: dict[str, str]) -> None:
    if document.citations:
        console.print(f"[bold]{words['cites']}[/bold] ({len(document.citations)})")
    for citation in document.citations:
        state = citation.resolved or (
            ", ".join(citation.candidates) + "?" if citation.candidates else words["not_here"]
        )
        console.print(
            "  • "
            + escape(
                f"{citation.symbol or citation.name} {told_day(citation.issued)} {told_relation(citation.relation, words['code'])} → {state}"
            )
        )
    citing = kb.cited_by(document.id)
    if citing:
        console.print(f"[bold]{words['cited_by']}[/bold] ({len(citing)})")
        for row in citing:
            console.print(
                "  • " + escape(f"{row['citing']} ({told_relation(row['relation'], words['code'])})")
            )


def show_graph(kb: KnowledgeBase, document: str | None, language: str, mentions: bool) -> None:
    """Who rests on whom, as trees."""
    words, console = say(language), Console(highlight=False)
    graph = kb.graph(None, mentions)
    if document is None:
        for root in forest(graph):
            console.print(_tree(root, words))
        return
    up, down = tree_of(graph, kb.find(document))
    for heading, branch in ((words["rests_on"], up), (words["carried_by"], down)):
        tree = _tree(branch, words)
        tree.label = f"[bold]{heading}[/bold]: {tree.label}"
        console.print(tree)


def _tree(branch: Branch, words: dict[str, str], into: Tree | None = None) -> Tree:
    node = branch.node
    title = f" {node.title[:90]}" if node.title else ""
    relation = f"[dim]{told_relation(branch.relation, words['code'])}[/dim] " if branch.relation else ""
    label = f"{relation}[bold]{escape(node.label)}[/bold] {told_day(node.issued)}{escape(title)}" + (
        "" if node.known else f" [dim]({words['not_here']})[/dim]"
    )
    label += f" [red]({words['replaced']} {escape(node.replaced_by)})[/red]" if node.replaced_by else ""
    tree = into.add(label) if into is not None else Tree(label)
    for below in branch.branches:
        _tree(below, words, tree)
    return tree


def show_findings(findings: list[Finding], language: str) -> None:
    """Each finding with its message and its quotes."""
    words, console = say(language), Console(highlight=False)
    if not findings:
        console.print(words["clean"])
    styles = {"error": "bold red", "warning": "yellow", "note": "dim"}
    for finding in findings:
        title = finding.title_vi if language == "vi" else finding.title_en
        message = finding.message_vi if language == "vi" else finding.message_en
        console.print(
            f"[{styles[finding.severity]}]{words[finding.severity]}[/] [bold]{escape(title)}[/bold] [dim]{finding.check} {finding.id}[/dim]"
        )
        console.print("  " + escape(message))
        if finding.waived:
            console.print(
                f"  [dim]{words['waived']}: {escape(finding.waived.reason)} ({escape(finding.waived.by)})[/dim]"
            )
        for evidence in finding.evidence:
            page = f", {words['page']} {evidence.page}" if evidence.page else ""
            quote = f"“{evidence.quote}”" if evidence.quote else words["whole"]
            console.print(escape(f"    {evidence.path}{page}, {evidence.start}-{evidence.end}: {quote}"))


def finding_rows(findings: list[Finding]) -> list[dict[str, Any]]:
    """Findings as flat records, both quotes side by side."""
    rows = []
    for finding in findings:
        row: dict[str, Any] = {
            "id": finding.id, "check": finding.check, "severity": finding.severity, "message_vi": finding.message_vi, "message_en": finding.message_en,
            "waived": f"{finding.waived.reason} ({finding.waived.by})" if finding.waived else None,
        }  # fmt: skip
        for name, evidence in zip(("a", "b"), [*finding.evidence, None, None], strict=False):
            for part in ("document", "path", "quote", "start", "end", "page"):
                row[f"{part}_{name}"] = getattr(evidence, part) if evidence else None
        rows.append(row)
    return rows
