"""Invented names, words and degrees of the demo office: a small list of our own; nobody real is meant."""

from random import Random

from skpweb.pegawai.rules import Kelamin

DEPAN = {
    Kelamin.LAKI_LAKI: (
        "Adnan", "Agung", "Aris", "Bagas", "Banyu", "Bayu", "Bima", "Burhan", "Cahya", "Damar", "Darma", "Dimas",
        "Eko", "Fadli", "Galih", "Guntur", "Hamzah", "Haris", "Ilham", "Iwan", "Jaka", "Kamil", "Krisna", "Lukman",
        "Mahesa", "Malik", "Nanda", "Oka", "Panji", "Pandu", "Raka", "Ridwan", "Rizal", "Satria", "Surya", "Tegar",
        "Umar", "Wahyu", "Wira", "Yusuf",
    ),
    Kelamin.PEREMPUAN: (
        "Amalia", "Anggun", "Asih", "Ayu", "Bunga", "Citra", "Dahlia", "Dewi", "Dian", "Elok", "Fitri", "Gendis",
        "Hapsari", "Hasna", "Indah", "Intan", "Juwita", "Kania", "Kinanti", "Laras", "Lestari", "Mawar", "Melati",
        "Mira", "Nadia", "Naura", "Nirmala", "Puspa", "Rahma", "Ratih", "Ratna", "Rini", "Salma", "Sekar", "Sinta",
        "Tari", "Utami", "Wulan", "Yanti", "Zahra",
    ),
}  # fmt: skip
BELAKANG = (
    "Adiputra", "Anggraini", "Ardhana", "Astuti", "Atmaja", "Basuki", "Budiman", "Cakrawala", "Darmawan", "Effendi",
    "Fauzi", "Firmansyah", "Gunawan", "Hakim", "Halim", "Handayani", "Hapsoro", "Hartono", "Hidayat", "Irawan",
    "Iskandar", "Ismail", "Jatmiko", "Kartika", "Kurnia", "Kusuma", "Laksana", "Lazuardi", "Maharani", "Mahardika",
    "Maulana", "Mulyani", "Nasution", "Nugraha", "Nurhayati", "Pamungkas", "Permana", "Pertiwi", "Prakoso", "Pranata",
    "Prasetya", "Purnama", "Rahardja", "Ramadhan", "Rengganis", "Safitri", "Samudra", "Santosa", "Saputra", "Sasmita",
    "Setiawan", "Sulaiman", "Suryani", "Syahputra", "Tanjung", "Utomo", "Wardhana", "Wibowo", "Wijaya", "Yulianti",
)  # fmt: skip
SARJANA = ("S.E.", "S.Sos.", "S.T.", "S.H.", "S.IP.", "S.Kom.", "S.AP.", "S.P.")
MAGISTER = ("M.M.", "M.Si.", "M.AP.", "M.T.")
KATA = (
    "angin", "awan", "bakau", "bambu", "batik", "bintang", "bukit", "camar", "cangkir", "cemara", "danau", "delima",
    "embun", "gelas", "gerbang", "gunung", "hujan", "hutan", "ikan", "jambu", "jendela", "kabut", "kapal", "karang",
    "kebun", "kelapa", "kemiri", "kereta", "kompas", "kopi", "kunci", "kursi", "ladang", "lampu", "langit", "layar",
    "lemari", "lonceng", "mangga", "melon", "menara", "nanas", "ombak", "padang", "padi", "pantai", "pasir", "payung",
    "pelangi", "pena", "perahu", "pintu", "pisang", "rotan", "rumput", "sawah", "sendok", "sepeda", "sungai", "tangga",
    "teras", "topi", "tugu", "warung",
)  # fmt: skip


def nama_orang(rng: Random, kelamin: Kelamin, golongan: str, dipakai: set[str]) -> str:
    """A name with degrees that fit the golongan; the bare name is never used twice."""
    while (bare := f"{rng.choice(DEPAN[kelamin])} {rng.choice(BELAKANG)}") in dipakai:
        pass
    dipakai.add(bare)
    if golongan.startswith("IV/"):
        doctor = "Dr. " if rng.random() < 0.25 else ""
        return f"{doctor}{bare}, {rng.choice(SARJANA)}, {rng.choice(MAGISTER)}"
    if golongan in ("III/c", "III/d") and rng.random() < 0.5:
        return f"{bare}, {rng.choice(SARJANA)}, {rng.choice(MAGISTER)}"
    if golongan.startswith("III/") or golongan in ("IX", "X"):
        return f"{bare}, {rng.choice(SARJANA)}"
    if golongan in ("II/c", "II/d", "VII"):
        return f"{bare}, A.Md."
    return bare


def sandi_kata(rng: Random) -> str:
    """Three words that can be remembered, at least twelve letters."""
    return "-".join(rng.sample(KATA, 3))
