from peewee import Check

from skpweb.core.db import BaseModel, ForeignKeyField, IntegerField, ScaledField
from skpweb.skp.models import Iki


class Target(BaseModel):
    """A planned month of an IKI: a row is a plan, no row is none (empty is not 0).

    `nilai` and, of a range a–b, `nilai_atas` (else equal); both None for an IKI without bounds, where the row is the tick.
    """

    iki = ForeignKeyField(Iki, index=False, on_delete="CASCADE")
    bulan = IntegerField(constraints=[Check("bulan BETWEEN 1 AND 12")])
    nilai = ScaledField(4, null=True)
    nilai_atas = ScaledField(4, null=True)
    iki_id: int

    class Meta:
        indexes = ((("iki", "bulan"), True),)
        constraints = (
            Check("(nilai IS NULL) = (nilai_atas IS NULL)"),
            Check("nilai_atas >= nilai AND nilai >= 0"),
        )
