/** The examination that a client asked for: one at a time, told of as it goes. */
import { arch, networkInterfaces, platform, release } from 'node:os';
import type { Address } from '../../gossiper/names.ts';
import type { Trial } from '../../gossiper/packet.ts';
import { version } from '../version.ts';
import type { DoctorView } from '../views.ts';
import { beforeAsking, diagnose } from './diagnose.ts';
import { startExamination, type Examination, type Surroundings } from './examination.ts';
import { usable } from './networks.ts';

const TELL_EVERY_MS = 250;

export interface DoctorJob {
  examine(): DoctorView;
  stop(): DoctorView;
  view(): DoctorView;
  /** Something came that may be the answer to a question of ours. */
  trial(from: Address, trial: Trial): void;
  close(): void;
}

export function createDoctorJob(around: Surroundings, tell: (view: DoctorView) => void): DoctorJob {
  let view: DoctorView = { state: 'none' };
  let running: { readonly examination: Examination; readonly telling: NodeJS.Timeout } | undefined;

  const become = (next: DoctorView): DoctorView => {
    view = next;
    tell(next);
    return next;
  };
  const end = (): void => {
    clearInterval(running?.telling);
    running = undefined;
  };

  const examine = (): DoctorView => {
    if (running !== undefined) return view;
    const interfaces = usable(networkInterfaces());
    const findings = beforeAsking({ socket: around.socket(), interfaces });
    const examination = startExamination(around);
    const telling = setInterval(
      () => become({ state: 'working', share: examination.share(), findings }),
      TELL_EVERY_MS,
    );
    running = { examination, telling };
    void examination.facts.then((facts) => {
      if (facts === undefined) return; // stopped
      end();
      const { host, port } = facts.socket;
      become({
        state: 'done',
        at: around.now().wall,
        findings: diagnose(facts),
        about: {
          version,
          system: `${platform()} ${release()} ${arch()}`,
          host,
          port,
          group: around.group?.name ?? null,
          interfaces: facts.interfaces.map(({ name, address }) => `${name} ${address}`),
        },
      });
    });
    return become({ state: 'working', share: 0, findings });
  };
  const stop = (): DoctorView => {
    if (running === undefined) return view;
    running.examination.stop();
    end();
    return become({ state: 'none' });
  };
  return {
    examine,
    stop,
    view: () => view,
    trial: (from, trial) => running?.examination.trial(from, trial),
    close: stop,
  };
}
