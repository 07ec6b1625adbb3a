"""What time it is: in the office (may be shifted for the demo office) and on the machine."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


class _Clock:
    shift = timedelta(0)
    zone_name = "WIB"
    zone = ZoneInfo(ZONES["WIB"])


def start_at(moment: datetime) -> None:
    """Let the office's clock begin at `moment` now. Sessions and throttling keep the machine's time."""
    _Clock.shift = moment - datetime.now(UTC)


def reset() -> None:
    _Clock.shift = timedelta(0)


def set_zone(name: str) -> None:
    """WIB, WITA or WIT."""
    _Clock.zone = ZoneInfo(ZONES[name])
    _Clock.zone_name = name


def zone_name() -> str:
    return _Clock.zone_name


def sekarang() -> datetime:
    """The office's moment (UTC): windows, deadlines, stamps."""
    return datetime.now(UTC) + _Clock.shift


def waktu_mesin() -> datetime:
    """The machine's moment (UTC): sessions, throttling, backups."""
    return datetime.now(UTC)


def hari(moment: datetime) -> date:
    """The office's calendar day of a moment."""
    return moment.astimezone(_Clock.zone).date()


def hari_ini() -> date:
    """The office's calendar day now."""
    return hari(sekarang())


def dari(milidetik: int) -> datetime:
    """A moment as raw SQL gives it (core.db.InstantField)."""
    return datetime.fromtimestamp(milidetik / 1000, UTC)


def hari_dari(milidetik: int) -> date:
    """The office's calendar day of a moment as raw SQL gives it."""
    return hari(dari(milidetik))


def setempat(moment: datetime) -> datetime:
    """The moment on the office's wall clock."""
    return moment.astimezone(_Clock.zone)


def saat(day: date, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """The moment (UTC) at which the office's wall clock shows this."""
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_Clock.zone).astimezone(UTC)
