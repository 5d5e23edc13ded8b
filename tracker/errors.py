"""The errors that a user can cause. Each carries one clear Chinese sentence: what is wrong, and what to do."""


class TrackerError(Exception):
    """Base of all errors whose text is shown to the user as it stands."""


class RuleViolation(TrackerError):
    """The rules of the office forbid this move (HTTP 409)."""


class UnreadableDocument(TrackerError):
    """The file cannot be read: wrong type, damaged, encrypted, empty or too large (HTTP 422, exit status 2)."""


class BadSetting(TrackerError):
    """A setting in the environment cannot be used (exit status 2 at the start)."""


class BadOffice(TrackerError):
    """An office file does not follow the office contract (exit status 2, nothing loaded)."""


class DeliveryError(Exception):
    """A channel could not deliver a message.

    `permanent` says that trying again is useless (no such address), as opposed to a passing failure (server busy);
    `uncertain` that it may have been delivered (the line broke before the answer).
    """

    def __init__(self, reason: str, *, permanent: bool = False, uncertain: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.uncertain = uncertain


class ChannelDown(DeliveryError):
    """The channel itself does not work at the moment (server unreachable, sign-in refused): nothing can leave by it."""
