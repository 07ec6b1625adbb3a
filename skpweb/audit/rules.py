import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Values = Mapping[str, Any] | None


def plain(values: Values) -> dict[str, Any] | None:
    """Values as JSON keeps them: dates and decimals as text."""
    if values is None:
        return None
    return {k: str(v) if isinstance(v, date | datetime | Decimal) else v for k, v in values.items()}


def sidik(before: str, row: Mapping[str, Any]) -> str:
    """Hash of the former row's hash and the canonical text of this row."""
    canonical = {**row, "pada": round(row["pada"].timestamp() * 1000)}
    text = json.dumps(canonical, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((before + text).encode()).hexdigest()
