// Times as texts have them, and as people choose them.
import { start } from "./base.js";

export const ZONES = ["WIB", "WITA", "WIT"];
const HOURS = { WIB: 7, WITA: 8, WIT: 9 };
const MONTHS = ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"];
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d?)[.:](\d\d)(?::\d\d)?)?\s*(WIB|WITA|WIT|[+-]\d\d:?\d\d)?$/i;
const WORDS = /^(?:[A-Za-z']+,?\s+)?(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})(?:\s*[|,]?\s*(?:pukul\s+)?(\d{1,2})[.:](\d\d))?\s*(WIB|WITA|WIT)?$/i;

const two = (value) => String(value).padStart(2, "0");

/** Return the short name of the site's zone. */
export function own() {
  const zone = start.site.zone;
  if (ZONES.includes(zone)) return zone;
  return { "Asia/Makassar": "WITA", "Asia/Ujung_Pandang": "WITA", "Asia/Jayapura": "WIT" }[zone] ?? "WIB";
}

function zoneOf(written) {
  if (!written) return own();
  if (/^[A-Z]/i.test(written)) return written.toUpperCase();
  return { "+07": "WIB", "+08": "WITA", "+09": "WIT" }[written.slice(0, 3)] ?? "";
}

/** Return {local: "2026-11-24T16:10", zone: "WIB"} of a time as it is written; null if it is none that is known here. */
export function read(text) {
  const written = String(text ?? "").trim();
  const iso = ISO.exec(written);
  if (iso && iso[4]) {
    const zone = zoneOf(iso[6]);
    return zone ? { local: `${iso[1]}-${iso[2]}-${iso[3]}T${two(iso[4])}:${iso[5]}`, zone } : null;
  }
  const words = WORDS.exec(written);
  const month = words ? MONTHS.indexOf(words[2].toLowerCase()) + 1 : 0;
  if (!month || !words[4]) return null;
  return { local: `${words[3]}-${two(month)}-${two(words[1])}T${two(words[4])}:${words[5]}`, zone: zoneOf(words[6]) };
}

/** Return a time as texts have it. */
export const write = ({ local, zone }) => (local ? `${local.slice(0, 10)} ${local.slice(11, 16)} ${zone}` : "");

/** Return the time in some minutes from now, by the site's clock. */
export function soon(minutes = 0, zone = own()) {
  const at = new Date(Date.now() + minutes * 60000 + HOURS[zone] * 3600000);
  return { local: at.toISOString().slice(0, 16), zone };
}

/** Return the hour of a moment in milliseconds as 14.05, by the person's own clock. */
export function hour(moment) {
  const at = new Date(moment);
  const day = at.toDateString() === new Date().toDateString() ? "" : `${at.getDate()}/${at.getMonth() + 1} `;
  return `${day}${two(at.getHours())}.${two(at.getMinutes())}`;
}
