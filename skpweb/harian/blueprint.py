"""The one blueprint of the room."""

from flask import Blueprint

bp = Blueprint("harian", __name__)
