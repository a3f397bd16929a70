"""Subscribe Evolution Data Server to a feed; print its events, and again after each line that is read."""

import json
import sys
import time

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, GLib, ICalGLib  # noqa: E402

registry = EDataServer.SourceRegistry.new_sync(None)
source = EDataServer.Source.new(None, None)
source.set_display_name("feed")
source.set_parent("webcal-stub")
source.get_extension(EDataServer.SOURCE_EXTENSION_CALENDAR).set_backend_name("webcal")
place = source.get_extension(EDataServer.SOURCE_EXTENSION_WEBDAV_BACKEND)
place.set_uri(GLib.Uri.parse(sys.argv[1], GLib.UriFlags.NONE))
registry.commit_source_sync(source, None)
client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, 60, None)


def told(one):
    return {
        "title": one.get_summary(),
        "start": one.get_dtstart().as_ical_string(),
        "end": one.get_dtend().as_ical_string(),
        "status": one.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY).get_value_as_string(),
    }


def shown():
    _, found = client.get_object_list_sync("#t", None)
    return [told(one) for one in found]


for _ in range(60):
    if shown():
        break
    time.sleep(1)
print(json.dumps(shown()), flush=True)
for _line in sys.stdin:
    client.refresh_sync(None)
    time.sleep(4)
    print(json.dumps(shown()), flush=True)
