"""skpweb: the performance year of one office."""

import pkgutil
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flask import Flask
from flask_htmx import HTMX
from werkzeug.middleware.proxy_fix import ProxyFix

from skpweb.config import Config
from skpweb.core import assets, clock, guard, web
from skpweb.core.db import db, open_database
from skpweb.core.laju import Laju
from skpweb.rooms import ROOMS

UPLOAD_MAX = 25 * 1024 * 1024  # bytes of one request


def create_app(config: Config | None = None) -> Flask:
    """config → database → rooms → errors; nothing else. The database is migrated by the caller (wsgi.py, tests)."""
    config = config or Config.from_environment()
    app = Flask(__name__, template_folder="../templates", static_folder=None)
    app.secret_key = config.secret()
    app.testing = config.testing
    app.config.update(
        SKPWEB=config,
        MAX_CONTENT_LENGTH=UPLOAD_MAX,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=5000,
        SESSION_COOKIE_NAME=guard.cookie_name("skpweb", config.https),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.https,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # the Origin check does it, on plain HTTP too
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=config.proxies)  # type: ignore[method-assign]
    if config.clock:
        clock.start_at(config.clock)
    open_database(config.database)
    app.teardown_request(lambda _error: None if db.is_closed() else db.close())
    app.extensions["aset"] = assets.Shelf()
    app.extensions["laju"] = Laju(config.laju)
    app.register_blueprint(assets.bp)
    HTMX(app)
    guard.install(app)
    _open_rooms(app)
    guard.Csrf(app)  # after the log-in state: an expired session is not a forgery
    web.install(app, ROOMS)
    return app


def _open_rooms(app: Flask) -> None:
    """Every room with routes brings a blueprint; its optional `install(app)` adds what must run round requests."""
    opened = app.extensions["kamar"] = set()
    for room in ROOMS:
        name = f"skpweb.{room}.routes"
        if find_spec(name) is None:
            continue
        module = import_module(name)
        for part in pkgutil.iter_modules([str(Path(module.__file__ or "").parent)]):
            if part.name.startswith("routes_"):  # more routes on the room's blueprint
                import_module(f"skpweb.{room}.{part.name}")
        opened.add(name)
        if hasattr(module, "install"):
            module.install(app)
        app.register_blueprint(module.bp)
