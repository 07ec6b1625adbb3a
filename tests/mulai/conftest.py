from tests.mulai.contoh import contoh, pola  # noqa: F401 - fixtures
