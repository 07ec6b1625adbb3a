from skpweb.core.web import Menu
from skpweb.harian.blueprint import bp as bp

MENU: tuple[Menu, ...] = ()
