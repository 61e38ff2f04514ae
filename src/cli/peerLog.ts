/** What a headless peer tells on standard output and error, besides the course's lines. */
import type { EventHub } from '../api/eventHub.ts';
import type { Service } from '../api/service.ts';
import type { Problem } from '../gossiper/result.ts';
import type { LineWriter } from './lineWriter.ts';
import type { LogKind } from './peersterArguments.ts';
import { problemLog } from './problemLog.ts';
import { startText, type Started } from './startText.ts';

export interface PeerLog {
  started(ports: Omit<Started, 'self'>): Promise<void>;
  readonly problem: (problem: Problem) => void;
  /** The service threw. Always told in full, since it is to be reported. */
  readonly bug: (error: unknown) => void;
  close(): void;
}

export interface PeerLogOptions {
  readonly service: Service;
  readonly hub: EventHub;
  readonly out: LineWriter;
  readonly err: LineWriter;
  /** Of a group besides the first, so that its lines can be told apart. */
  readonly group?: string;
}

/** `json`: one object a line, `{"time", "event"}` with the API's events; `quiet`: only what went wrong. */
export function openPeerLog(kind: LogKind, { service, hub, out, err, group }: PeerLogOptions): PeerLog {
  const tellPlain = problemLog(err, () => performance.now());
  const tell = ({ code, message }: Problem): void =>
    tellPlain({ code, message: group === undefined ? message : `${group}: ${message}` });
  const json = (value: object): void =>
    out.line(JSON.stringify({ time: new Date().toISOString(), ...(group === undefined ? {} : { group }), ...value }));
  const detach = hub.attach(
    undefined,
    () => undefined,
    ({ event }) => {
      if (kind === 'json') json({ event });
      else if (event.type === 'notice' && (event.notice.level !== 'info' || kind === 'plain')) tell(event.notice);
    },
  );
  return {
    async started(ports) {
      if (kind !== 'json' && kind !== 'plain') return;
      const self = await service.self({});
      if (!self.ok) return;
      if (kind === 'json') json({ started: { ...ports, tokenFile: ports.tokenFile ?? null, self: self.value } });
      else for (const line of startText({ ...ports, self: self.value })) out.line(line);
      const notices = await service.notices({});
      if (kind === 'plain' && notices.ok) for (const notice of notices.value) tell(notice);
    },
    problem: (problem) => (kind === 'json' ? json({ problem }) : tell(problem)),
    bug: (error) =>
      err.line(`Please report this: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    close: detach,
  };
}
