/** Packets of ours that are no status (GossipPacket field 17): a message with one field, whose number is the kind. */
import { MAX_INTRODUCED } from '../gossiper/limits.ts';
import { parseAddress, type Address } from '../gossiper/names.ts';
import type { ControlMessage } from '../gossiper/packet.ts';
import { unreachable } from '../gossiper/result.ts';
import { readDigest, writeDigest } from './digest.ts';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

const PEERS = 1;
const DIGEST = 2;
const TRY_ME = 3;
const TRIED = 4;
const PROBE = 5;
/** `[ip%zone]:port` in its longest form. */
const MAX_ADDRESS_BYTES = 90;

/** A body that is of no known kind, or not as that kind is written, is kept as it is and means nothing. */
export function readControl(body: Uint8Array): ControlMessage {
  const reader = new Reader(body);
  if (!reader.next()) return { kind: 'unknown', body };
  const { field } = reader;
  const outer = reader.enter();
  const control = readKind(reader, field);
  reader.leave(outer);
  return control === undefined || reader.next() || reader.why !== undefined ? { kind: 'unknown', body } : control;
}

function readKind(reader: Reader, field: number): ControlMessage | undefined {
  if (field === PEERS) return { kind: 'peers', addresses: readAddresses(reader) };
  if (field === TRY_ME || field === TRIED || field === PROBE) return readTrial(reader, field);
  const digest = field === DIGEST ? readDigest(reader) : undefined;
  return digest === undefined ? undefined : { kind: 'digest', digest };
}

/** `1 Nonce`, and of TRIED `2 Seen  3 Probed`. */
function readTrial(reader: Reader, kind: typeof TRY_ME | typeof TRIED | typeof PROBE): ControlMessage | undefined {
  let nonce = 0;
  let seen: Address | undefined;
  let probed = false;
  while (reader.next()) {
    if (reader.field === 1) nonce = reader.safeInteger();
    else if (reader.field === 2) seen = parseAddress(reader.string(MAX_ADDRESS_BYTES));
    else if (reader.field === 3) probed = reader.safeInteger() !== 0;
    else reader.skip();
  }
  if (nonce === 0) return undefined;
  if (kind === TRIED) return seen === undefined ? undefined : { kind: 'tried', nonce, seen, probed };
  return { kind: kind === TRY_ME ? 'tryMe' : 'probe', nonce };
}

function readAddresses(reader: Reader): Address[] {
  const addresses: Address[] = [];
  while (reader.next()) {
    const address = reader.field === 1 ? parseAddress(reader.string(MAX_ADDRESS_BYTES)) : undefined;
    if (address === undefined) reader.fail('malformed');
    else if (addresses.push(address) > MAX_INTRODUCED) reader.fail('tooLong');
  }
  return addresses;
}

export function controlBody(control: ControlMessage): Uint8Array {
  switch (control.kind) {
    case 'peers': {
      const writer = new Writer();
      const mark = writer.message(PEERS, 24 * control.addresses.length);
      for (const address of control.addresses) writer.string(1, address);
      writer.close(mark);
      return writer.finish();
    }
    case 'digest': {
      const writer = new Writer();
      const mark = writer.message(DIGEST, 30 * control.digest.holds.length + 500);
      writeDigest(writer, control.digest);
      writer.close(mark);
      return writer.finish();
    }
    case 'tryMe':
      return trialBody(TRY_ME, (writer) => writer.uint(1, control.nonce));
    case 'tried':
      return trialBody(TRIED, (writer) => {
        writer.uint(1, control.nonce);
        writer.string(2, control.seen);
        writer.uint(3, control.probed ? 1 : 0);
      });
    case 'probe':
      return trialBody(PROBE, (writer) => writer.uint(1, control.nonce));
    case 'unknown':
      return control.body;
    default:
      return unreachable(control);
  }
}

function trialBody(field: number, write: (writer: Writer) => void): Uint8Array {
  const writer = new Writer();
  const mark = writer.message(field, 60);
  write(writer);
  writer.close(mark);
  return writer.finish();
}
