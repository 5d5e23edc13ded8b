"""2. Understand: blocks become items, measures, deadlines, figures and problems."""
