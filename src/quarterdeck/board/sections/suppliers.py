"""The suppliers on whom we hang."""

from quarterdeck.board.briefing import Briefing
from quarterdeck.business.folder import SupplierRecord
from quarterdeck.engine import wording
from quarterdeck.papers.blocks import Column, Table
from quarterdeck.papers.pages import Section

MOST = 3


def section(brief: Briefing) -> Section:
    if not brief.suppliers:
        return Section("No supplier is listed on whom we hang")
    shares = {r.supplier: r.share_of_tail for r in brief.found.risks if r.supplier}
    ordered = sorted(brief.suppliers, key=lambda s: (-shares.get(s.key, 0), s.days_without or 99))
    shown = ordered[:MOST]
    count = wording.count_words(len(shown))
    title = f"We hang on {count} supplier{'' if len(shown) == 1 else 's'}"
    if len(ordered) > MOST:
        title = f"Of {wording.count_words(len(ordered))} suppliers, we hang most on {count}"
    columns = (
        Column("Supplier", share=1.8),
        Column("Harm after", share=0),
        Column("Worst years", "share in 100", "figure", share=0),
        Column("Way out", share=2),
        Column("Who says how safe", share=1),
    )
    rows = tuple(_row(supplier, shares.get(supplier.key, 0.0)) for supplier in shown)
    return Section(title, (Table("", columns, rows),))


def _row(supplier: SupplierRecord, share: float) -> tuple[str, str, str, str, str]:
    harm = wording.duration(supplier.days_without * 24) if supplier.days_without is not None else ""
    whole = round(share * 100)
    return (
        f"{supplier.name}: {wording.lower_first(supplier.provides)}",
        harm or "not known",
        str(whole) if whole else "under 1",
        supplier.exit_plan or "none written down",
        supplier.proof.kind if supplier.proof else "nobody yet",
    )
