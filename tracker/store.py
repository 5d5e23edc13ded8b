"""Originals and evidence on disk, each under the SHA-256 of its bytes: kept once, and provably unchanged."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from tracker.errors import RuleViolation


class Store:
    """A folder of files named by their own hash."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, data: bytes) -> str:
        """Writes the bytes to disk and returns their SHA-256 (64 hexadecimal digits).

        The file appears whole or not at all, whatever happens in between; RuleViolation when the disk is full.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{sha256}.{secrets.token_hex(4)}")
            try:
                with draft.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(path)
            except OSError as error:
                draft.unlink(missing_ok=True)
                raise RuleViolation("文件没有存下来：服务器磁盘写不进去。请联系系统管理员清理磁盘后再传。") from error
        return sha256

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256
