/** Private messages in arrays: ephemeral mode, the lab, and what a peer falls back to when its disk fails. */
import type { Origin } from '../names.ts';
import type { Delivery, Mail, MailLog } from './mail.ts';

export interface MemoryMail extends MailLog {
  /** In order of arrival. */
  readonly all: readonly Mail[];
  /** Returns its place in `all`. */
  keep(mail: Mail): number;
  /** Its place in `all`; undefined: it isn't here. */
  deliver(origin: Origin, destination: Origin, number: number, delivery: Delivery): number | undefined;
}

export function createMemoryMail(): MemoryMail {
  const all: Mail[] = [];
  const places = new Map<string, number>();
  const lasts = new Map<string, { number: number; shownAt: number }>();

  const placeOf = (origin: Origin, destination: Origin, number: number): string =>
    `${number} ${origin}\n${destination}`;

  return {
    all,
    keep(mail) {
      const { origin, destination, number, shownAt } = mail;
      const pair = `${origin}\n${destination}`;
      const before = lasts.get(pair)?.number ?? 0;
      if (number > 0 && number <= before) throw new Error(`mail out of order: ${number} after ${before}`);
      lasts.set(pair, { number: Math.max(number, before), shownAt });
      if (number > 0) places.set(placeOf(origin, destination, number), all.length);
      return all.push(mail) - 1;
    },
    deliver(origin, destination, number, delivery) {
      const place = places.get(placeOf(origin, destination, number));
      const mail = place === undefined ? undefined : all[place];
      if (place !== undefined && mail !== undefined) all[place] = { ...mail, delivery };
      return place;
    },
    unfinished: () => all.filter(({ delivery }) => delivery === 'waiting' || delivery === 'sent'),
    last: (origin, destination) => lasts.get(`${origin}\n${destination}`) ?? { number: 0, shownAt: 0 },
  };
}
