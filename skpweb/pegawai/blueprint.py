"""The one blueprint of the room."""

from flask import Blueprint

bp = Blueprint("pegawai", __name__)
