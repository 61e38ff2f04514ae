/** How long something took, in a person's language: "38 ms", "7.2 sec", "4 min", "3 hr", "2 days". */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function durationIn(locale: string): (ms: number) => string {
  const inUnits = (unit: string, digits = 0) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits });
  return (ms) => {
    if (ms < SECOND) return inUnits('millisecond').format(Math.max(0, Math.round(ms)));
    if (ms < 10 * SECOND) return inUnits('second', 1).format(ms / SECOND);
    if (ms < MINUTE) return inUnits('second').format(Math.floor(ms / SECOND));
    if (ms < HOUR) return inUnits('minute').format(Math.floor(ms / MINUTE));
    if (ms < DAY) return inUnits('hour').format(Math.floor(ms / HOUR));
    return inUnits('day').format(Math.floor(ms / DAY));
  };
}
