from skpweb.core.db import BaseModel, InstantField, IntegerField, JsonField, TextField

REFUSE = """CREATE TRIGGER jejak_tetap_{name} BEFORE {event} ON jejak {when}
BEGIN SELECT RAISE(ABORT, 'jejak hanya dapat ditambah'); END"""


class Jejak(BaseModel):
    """One deed. `sidik` is the SHA-256 of the row before and this row."""

    pada = InstantField(index=True)
    pelaku_id = IntegerField(null=True, index=True)  # pegawai.id
    pelaku = TextField()
    tindakan = TextField(index=True)  # room.deed
    objek = TextField(index=True)  # "pegawai:12"
    pegawai_id = IntegerField(null=True, index=True)  # whose data
    sebelum = JsonField(null=True)
    sesudah = JsonField(null=True)
    sidik = TextField()

    triggers = (
        REFUSE.format(name="ubah", event="UPDATE", when=""),
        REFUSE.format(name="hapus", event="DELETE", when=""),
        # INSERT OR REPLACE deletes without firing the trigger above
        REFUSE.format(name="timpa", event="INSERT", when="WHEN EXISTS (SELECT 1 FROM jejak WHERE id = NEW.id)"),
    )


class Pembacaan(BaseModel):
    """One look at personal data of somebody else; not chained, and kept for a time only. Without `pegawai_id` it was a list:
    which one, with which filter, its address tells."""

    pada = InstantField(index=True)
    oleh = IntegerField()  # pegawai.id
    pegawai_id = IntegerField(null=True)  # whose data
    halaman = TextField()  # room.page
    alamat = TextField()

    class Meta:
        indexes = ((("oleh", "id"), False), (("pegawai_id", "id"), False))
