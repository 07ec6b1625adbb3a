"""What can go wrong by the rules. Messages are shown to the user as they are: Indonesian, naming the remedy."""

from collections.abc import Mapping


class AppError(Exception):
    """Root of all errors that have a page of their own; `status` is the HTTP answer."""

    status = 500

    @property
    def message(self) -> str:
        return str(self)


class RuleViolation(AppError):
    """A rule refuses the deed; `field` names the form field whose message it is, if any."""

    status = 422

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field

    @property
    def faults(self) -> "tuple[RuleViolation, ...]":
        return (self,)


class RuleViolations(RuleViolation):
    """Several refusals at once, so that the user mends them in one go."""

    def __init__(self, faults: "list[RuleViolation]") -> None:
        super().__init__(" ".join(f.message for f in faults))
        self._faults = tuple(faults)

    @property
    def faults(self) -> "tuple[RuleViolation, ...]":
        return self._faults


class NotFound(AppError):
    """It does not exist, or this person may not know that it does."""

    status = 404


class NotAllowed(AppError):
    """It may be seen but not done; the reason says why and who can."""

    status = 403

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class Locked(NotAllowed):
    """Done by nobody now: the reason, the rule, since and until when (words), and who can lift it."""

    def __init__(self, reason: str, *, rule: str = "", until: str = "", who: str = "") -> None:
        super().__init__(reason)
        self.rule = rule
        self.until = until
        self.who = who


class Conflict(AppError):
    """Somebody saved a newer version meanwhile; both texts are told by label, nothing is overwritten."""

    status = 409

    def __init__(self, stored: Mapping[str, str] | None = None, version: int | None = None) -> None:
        super().__init__("Data ini sudah diubah sejak halaman dibuka.")
        self.stored = dict(stored or {})
        self.version = version
        self.labels: dict[str, str] = {}  # what the form calls its fields; filled by Form.catches()
        self.options: dict[tuple[str, str], str] = {}  # (field, value) → what the form calls it


class Twice(AppError):
    """The same text was sent before, at `moment`; `page` shows what became of it."""

    status = 409

    def __init__(self, moment: str, page: str) -> None:
        super().__init__(
            f"Isian yang sama persis sudah Anda kirim pada {moment} dan sudah tersimpan. Kirim sekali lagi hanya bila memang"
            " harus ada dua."
        )
        self.page = page


class TooMany(AppError):
    """Asked too often; `wait` is in seconds."""

    status = 429

    def __init__(self, message: str, wait: int) -> None:
        super().__init__(message)
        self.wait = wait


class Busy(TooMany):
    """Everything is at work already; the same request succeeds after `wait` seconds."""

    status = 503


def collect(checks: "list[RuleViolation]") -> None:
    """Raise everything that was found, or nothing. One fault is raised as itself."""
    if len(checks) == 1:
        raise checks[0]
    if checks:
        raise RuleViolations(checks)
