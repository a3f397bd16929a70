"""The application that the desk's own server serves: what is open to everybody, then the desk in its threads."""

from comms.app import config
from comms.django.feed_places import places
from comms.django.open_first import OpenFirst
from comms.django.threads import Threads
from comms.django.wsgi import desk

application = OpenFirst(Threads(desk), places(config()))
