// Print the events of feeds as ical.js reads them, the library inside Thunderbird.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const load = createRequire(process.env.ICALJS_FROM + "/");
const found = await import(load.resolve("ical.js"));
const ICAL = found.default ?? found;
const plain = (time) => time.toString().replace(/[-:]/g, "");

function events(path) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
  return calendar.getAllSubcomponents("vevent").map((each) => ({
    uid: each.getFirstPropertyValue("uid"),
    summary: each.getFirstPropertyValue("summary") ?? "",
    description: each.getFirstPropertyValue("description") ?? "",
    start: plain(each.getFirstPropertyValue("dtstart")),
    end: plain(each.getFirstPropertyValue("dtend")),
    status: each.getFirstPropertyValue("status"),
    sequence: each.getFirstPropertyValue("sequence"),
  }));
}

console.log(JSON.stringify(process.argv.slice(2).map(events)));
