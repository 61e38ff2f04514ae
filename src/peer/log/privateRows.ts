/** Rows of the table of private messages to values, and back. */
import { bytesOf, parseAddress } from '../../gossiper/names.ts';
import { conversationOf, type Delivery, type Mail } from '../../gossiper/private/mail.ts';
import { textOf } from '../../wire/text.ts';
import type { StoredMail } from './privateStore.ts';
import { blob, DamagedRow, integer, originOf, storable, type Row } from './rows.ts';

/** Unfinished ones first (schema.ts, the index `outbox`). */
const DELIVERIES: readonly Delivery[] = ['waiting', 'sent', 'delivered', 'failed', 'unconfirmed'];
export const deliveryNumber = (delivery: Delivery): number => DELIVERIES.indexOf(delivery);

export type MailValues = readonly (number | string | Uint8Array | null)[];

/** In the order of the table's columns. */
export const valuesOf = (key: number, mail: Mail): MailValues => [
  key,
  bytesOf(conversationOf(mail)),
  bytesOf(mail.origin),
  bytesOf(mail.destination),
  mail.number,
  bytesOf(mail.text),
  mail.trust === 'verified' ? 1 : 0,
  mail.delivery === undefined ? null : deliveryNumber(mail.delivery),
  mail.receipt ?? null,
  mail.from ?? null,
  mail.saidAt === undefined ? null : storable(mail.saidAt),
  storable(mail.arrivedAt),
  storable(mail.shownAt),
];

export function readMail(row: Row): StoredMail {
  const delivery = row['delivery'] === null ? undefined : DELIVERIES[integer(row['delivery'])];
  if (row['delivery'] !== null && delivery === undefined) throw new DamagedRow('a delivery is none');
  const from = typeof row['via'] === 'string' ? parseAddress(row['via']) : undefined;
  const mail: Mail = {
    origin: originOf(row['origin']),
    destination: originOf(row['destination']),
    number: integer(row['number']),
    text: textOf(blob(row['text'])),
    trust: row['verified'] === 1 ? 'verified' : 'unverified',
    ...(delivery === undefined ? {} : { delivery }),
    ...(row['receipt'] === null ? {} : { receipt: blob(row['receipt']) }),
    ...(from === undefined ? {} : { from }),
    ...(row['said_at'] === null ? {} : { saidAt: integer(row['said_at']) }),
    arrivedAt: integer(row['arrived_at']),
    shownAt: integer(row['shown_at']),
  };
  return { key: integer(row['key']), mail };
}
