"""The application that a WSGI server serves: what is open to everybody, then the desk."""

import os

from django.core.wsgi import get_wsgi_application

from comms.app import config
from comms.django.feed_places import places
from comms.django.public import Public

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comms.django.settings")
desk = get_wsgi_application()
application = Public(desk, places(config()))
