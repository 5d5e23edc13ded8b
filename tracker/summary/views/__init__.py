"""Pages of reports: all of them (reports), the text of one (editor), its tables (faces), from hand to hand (hands),
its files (files), and the figures of a year (figures)."""

from tracker.summary.views import editor, faces, figures, files, hands, reports
from tracker.summary.views.blueprint import summary

__all__ = ["editor", "faces", "figures", "files", "hands", "reports", "summary"]
