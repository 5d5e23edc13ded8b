"""Finding documents. Each function returns a select; the caller runs it."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from tracker.documents.models import Document


def newest_documents() -> Select[tuple[Document]]:
    return select(Document).options(joinedload(Document.uploaded_by)).order_by(Document.id.desc())


def document_of_file(sha256: str) -> Select[tuple[Document]]:
    """The document that was imported from these very bytes."""
    return select(Document).where(Document.sha256 == sha256)


def document_of_key(key: str) -> Select[tuple[Document]]:
    return select(Document).where(Document.key == key)
