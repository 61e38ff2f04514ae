/**
 * One of our gossipers in the lab, as shipped, wire included. This is one of the two places that perform effects; like
 * the other one (peer/host.ts) it contains no protocol.
 */
import type { SharedFile } from '../gossiper/files/file.ts';
import { createGossiper, type Gossiper } from '../gossiper/index.ts';
import type { Effect, Input } from '../gossiper/input.ts';
import { parseOrigin } from '../gossiper/names.ts';
import { unreachable } from '../gossiper/result.ts';
import { decodePacket, encodePacket, rumorCodec } from '../wire/index.ts';
import type { Cancel } from './clock.ts';
import { toByteString, type LabNode } from './node.ts';
import type { Disk } from './disk.ts';
import { LAB_GROUP, newInstance, type Plan } from './resident.ts';
import type { Resident, Run, Stage } from './run.ts';

type OurPlan = Extract<Plan, { kind: 'ours' }>;
type OurDisk = Extract<Disk, { kind: 'ours' }>;

export function runOurs(stage: Stage, node: number, resident: Resident): Run {
  const { disk, plan } = resident;
  if (disk.kind !== 'ours' || plan.kind !== 'ours') throw new Error(`node ${node} is not ours`);
  return new OurRun(stage, node, resident, disk, plan);
}

class OurRun implements Run {
  readonly node: LabNode;
  readonly gossiper: Gossiper;
  readonly timers = new Map<string, Cancel>();
  readonly close: () => void;
  asleep: number | undefined;
  readonly #stage: Stage;
  readonly #number: number;
  readonly #resident: Resident;
  readonly #disk: OurDisk;
  readonly #plan: OurPlan;
  readonly #shownUpTo = new Map<string, number>();

  constructor(stage: Stage, number: number, resident: Resident, disk: OurDisk, plan: OurPlan) {
    this.#stage = stage;
    this.#number = number;
    this.#resident = resident;
    this.#disk = disk;
    this.#plan = plan;
    const { address, random, peers } = resident;
    const { kind: _kind, keyed: _keyed, ...options } = plan;
    const gossiper = createGossiper(
      {
        ...options,
        identity: disk.identity,
        instance: newInstance(random),
        hopLimit: 10,
        lobby: LAB_GROUP,
        ownAddress: address,
        peers,
        trace: false,
      },
      { log: disk.log, mail: disk.mail, chunks: disk.chunks, crypto: disk.profile.crypto, codec: rumorCodec, random },
    );
    this.gossiper = gossiper;
    this.node = {
      receive: (from, datagram) => {
        const packet = decodePacket(datagram);
        if (packet !== undefined) this.input({ kind: 'received', from, packet, bytes: datagram.length });
      },
      say: (text) => this.input({ kind: 'say', text }),
      write: (text, to) => {
        const origin = parseOrigin(to);
        if (origin !== undefined && gossiper.mayWrite(origin) === 'yes')
          this.input({ kind: 'write', text, to: origin });
      },
      woke: () => this.input({ kind: 'woke' }),
    };
    this.close = stage.listen(number, resident);
  }

  readonly input = (input: Input): void => {
    this.#perform(this.gossiper.input(input, this.#stage.instant(this.#resident)));
  };

  #perform(effects: readonly Effect[]): void {
    const { network, news } = this.#stage;
    const disk = this.#disk;
    for (const effect of effects) {
      switch (effect.kind) {
        case 'send':
          network.send(this.#resident.address, effect.to, encodePacket(effect.packet));
          break;
        case 'append': {
          const { rumor, how, name } = effect.entry;
          disk.log.append(effect.entry);
          if (how === 'said' && name !== undefined) disk.identity = { ...disk.identity, name };
          const [origin, text] = [toByteString(rumor.origin), toByteString(rumor.text)];
          this.#stage.held(this.#number, origin, rumor.id, text, how === 'said');
          break;
        }
        case 'delivered':
          this.#delivered(effect.entry.rumor);
          break;
        case 'mail':
          disk.mail.keep(effect.mail);
          news.onMail(this.#number, effect.mail);
          break;
        case 'delivery':
          disk.mail.deliver(effect.origin, effect.destination, effect.number, effect.delivery);
          news.onDelivery(this.#number, effect);
          break;
        case 'upgrade':
          disk.log.upgrade(effect.rumor, effect.name);
          break;
        case 'evidence':
          disk.log.evidence(effect.rumor, effect.trust, effect.from);
          break;
        case 'arm':
          this.#arm(effect.timer, effect.afterMs);
          break;
        case 'disarm':
          this.timers.get(effect.timer)?.();
          this.timers.delete(effect.timer);
          break;
        case 'reach':
          disk.log.reached(effect.origin, effect);
          break;
        case 'incarnation':
          disk.identity = effect.identity;
          disk.log.incarnation(effect.identity);
          break;
        case 'chunk':
          disk.chunks.put(effect.root, effect.node, effect.hash, effect.data);
          break;
        case 'fetched':
          this.#assemble(effect.root);
          break;
        case 'found':
          news.onMatch(this.#number, effect.match);
          break;
        case 'download':
        case 'searchOver':
        case 'peer':
        case 'route':
        case 'probe':
        case 'trial':
        case 'trace':
          break;
        default:
          unreachable(effect);
      }
    }
  }

  /** As a host does it: a little later, and under the same name. */
  #assemble(root: SharedFile['root']): void {
    const assemble = (): void => {
      const wanted = this.gossiper.download(root)?.file;
      const bytes = this.#disk.chunks.bytesOf(root);
      if (wanted === undefined || bytes === undefined) throw new Error('what was fetched is there');
      const file = { root, name: wanted.name, size: bytes.length, listed: wanted.listed };
      this.input({ kind: 'assembled', file });
      this.#stage.news.onFile(this.#number, file, bytes);
    };
    this.timers.set(`assemble ${root}`, this.#stage.clock.after(0, assemble));
  }

  #arm(timer: string, afterMs: number): void {
    this.timers.get(timer)?.();
    const fire = (): void => {
      this.timers.delete(timer);
      this.input({ kind: 'timer', timer });
    };
    this.timers.set(timer, this.#stage.clock.after(afterMs, fire));
  }

  #delivered(rumor: { readonly origin: string; readonly id: number; readonly text: string }): void {
    const { news, ledger, clock } = this.#stage;
    const origin = toByteString(rumor.origin);
    if (this.#plan.mode === 'simple') {
      news.shown.push({ node: this.#number, origin, text: toByteString(rumor.text) });
      return;
    }
    const shownUpTo = this.#shownUpTo.get(origin) ?? 0;
    if (rumor.id <= shownUpTo)
      ledger.break(this.#number, clock.now, `shows ${rumor.id}:${origin} again, or out of order`);
    this.#shownUpTo.set(origin, Math.max(rumor.id, shownUpTo));
  }
}
