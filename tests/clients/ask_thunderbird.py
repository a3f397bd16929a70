"""Subscribe Thunderbird, without a window, to a feed; print its events, and again after each line that is read."""

import json
import sys

from marionette_driver.marionette import Marionette

PREFERENCES = {"calendar.timezone.useSystemTimezone": True, "calendar.debug.log": False, "mail.provider.enabled": False}
SUBSCRIBE = """
const [address, resolve] = arguments;
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const calendar = cal.manager.createCalendar("ics", Services.io.newURI(address));
calendar.name = "feed";
calendar.setProperty("cache.enabled", false);
cal.manager.registerCalendar(calendar);
resolve(true);
"""
SHOW = """
const [again, resolve] = arguments;
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const calendar = cal.manager.getCalendars().find((one) => one.name == "feed");
if (again) calendar.refresh();
const Cal = Ci.calICalendar;
new Promise((done) => setTimeout(done, 3000))
  .then(() => calendar.getItemsAsArray(Cal.ITEM_FILTER_TYPE_EVENT | Cal.ITEM_FILTER_COMPLETED_ALL, 0, null, null))
  .then((items) => resolve(items.map((one) => ({
    title: one.title, start: one.startDate.icalString, end: one.endDate.icalString, status: one.status,
  }))))
  .catch((error) => resolve([{ title: String(error) }]));
"""

driver = Marionette(
    host="127.0.0.1",
    bin="/usr/bin/thunderbird",
    headless=True,
    app="fxdesktop",
    prefs=PREFERENCES,
    app_args=["--remote-allow-system-access"],
    workspace=sys.argv[2],
)
driver.start_session()
driver.timeout.script = 60
driver.set_context("chrome")
driver.execute_async_script(SUBSCRIBE, script_args=[sys.argv[1]])
print(json.dumps(driver.execute_async_script(SHOW, script_args=[False])), flush=True)
for _line in sys.stdin:
    print(json.dumps(driver.execute_async_script(SHOW, script_args=[True])), flush=True)
driver.quit(in_app=False)
