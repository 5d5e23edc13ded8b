"""Pages of the review: a document's desk, one draft, several at once, and the problems that tasks answer."""

from tracker.review.views import desk, drafts, many, problems
from tracker.review.views.blueprint import review

__all__ = ["desk", "drafts", "many", "problems", "review"]
