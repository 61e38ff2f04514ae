/** Dates and times in a person's language. Every function takes the time that is now: none reads a clock. */
import type { Translate } from './strings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** All arguments are ms since 1970. */
export interface Dates {
  /** "14:05" */
  timeOfDay(at: number): string;
  /** "14:05", and "2:05" where half days are told apart by a word: beside others, where there is no room for it. */
  clock(at: number): string;
  /** "Friday, 20 November 2026 at 14:05:09" */
  exact(at: number): string;
  /** "20 Nov 2026, 14:05" */
  short(at: number): string;
  /** "Today", "Yesterday", "Friday, 20 November" and, of another year, with the year. */
  day(at: number, now: number): string;
  /** Of a message: "just now", "5 min ago", then the time of day. Which day it was, the day separator says. */
  messageTime(at: number, now: number): string;
  /** The time of today, else the day: where there is little room. */
  brief(at: number, now: number): string;
  /** "just now", "20 sec ago", "5 min ago", "3 hr ago", "2 days ago". */
  ago(at: number, now: number): string;
}

export function datesIn(locale: string, t: Translate): Dates {
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  const short = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const dayOfYear = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const dayOfAnyYear = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' });

  const brief = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });

  const dates: Dates = {
    brief: (at, now) => (isSameDay(at, now) ? time : brief).format(inRange(at)),
    timeOfDay: (at) => time.format(inRange(at)),
    clock: (at) =>
      time
        .formatToParts(inRange(at))
        .map(({ type, value }) => (type === 'dayPeriod' ? '' : value))
        .join('')
        .trim(),
    exact: (at) => exact.format(inRange(at)),
    short: (at) => short.format(inRange(at)),
    day(at, now) {
      if (isSameDay(at, now)) return t('today');
      if (isSameDay(at, dayBefore(now))) return t('yesterday');
      const isThisYear = new Date(inRange(at)).getFullYear() === new Date(now).getFullYear();
      return (isThisYear ? dayOfYear : dayOfAnyYear).format(inRange(at));
    },
    messageTime(at, now) {
      const age = now - inRange(at);
      if (age < -MINUTE || age >= HOUR) return dates.timeOfDay(at);
      return age < MINUTE ? t('justNow') : relative.format(-Math.floor(age / MINUTE), 'minute');
    },
    ago(at, now) {
      const age = Math.max(0, now - inRange(at));
      if (age < 5_000) return t('justNow');
      if (age < MINUTE) return relative.format(-Math.floor(age / 5_000) * 5, 'second');
      if (age < HOUR) return relative.format(-Math.floor(age / MINUTE), 'minute');
      if (age < DAY) return relative.format(-Math.floor(age / HOUR), 'hour');
      return relative.format(-Math.floor(age / DAY), 'day');
    },
  };
  return dates;
}

/** By the local calendar. */
export function isSameDay(a: number, b: number): boolean {
  const [x, y] = [new Date(inRange(a)), new Date(inRange(b))];
  return x.getDate() === y.getDate() && x.getMonth() === y.getMonth() && x.getFullYear() === y.getFullYear();
}

/** A day is not always 24 hours long. */
function dayBefore(at: number): number {
  const date = new Date(inRange(at));
  return date.setDate(date.getDate() - 1);
}

/** `saidAt` is a stranger's claim; what no Date can hold would make Intl throw. */
const inRange = (at: number): number => Math.min(Math.max(Math.trunc(at) || 0, -8.64e15 + DAY), 8.64e15 - DAY);
