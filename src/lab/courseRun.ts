/** A course node in the lab: its machine is the world's clock and network. */
import type { CourseHost } from './course/core.ts';
import { createCourseNode } from './course/node.ts';
import type { Resident, Run, Stage } from './run.ts';

export function runCourse(stage: Stage, node: number, resident: Resident): Run {
  const { clock, network, ledger, news } = stage;
  const { address, random, disk, plan, peers } = resident;
  if (disk.kind !== 'course' || plan.kind !== 'course') throw new Error(`node ${node} is not of the course`);
  let isOver = false;
  const host: CourseHost = {
    random,
    address,
    now: () => clock.now,
    sha256: stage.sha256,
    isCourse: (other) => stage.isCourse(other),
    send: (to, datagram) => network.send(address, to, datagram),
    after: (ms, action) =>
      clock.after(ms, () => {
        if (!isOver) stage.guarded(node, action);
      }),
    held: (origin, id, text, said) => stage.held(node, origin, id, text, said),
    written: (origin, text) => void news.written.push({ node, origin, text }),
    shown: (origin, text) => void news.shown.push({ node, origin, text }),
    readShared: (name) => disk.shared.get(name),
    fetched: (name, bytes) => news.onCourseFile(node, name, bytes),
    found: (origin, result) => news.onCourseMatch(node, origin, result),
    confused: (why) => ledger.break(node, clock.now, `a course node was confused by ${why}`),
  };
  const unlisten = stage.listen(node, resident);
  const close = (): void => {
    isOver = true;
    unlisten();
  };
  const courseNode = createCourseNode({ ...plan, name: disk.name, peers }, disk.log, host);
  return { node: courseNode, command: courseNode.command, close, timers: new Map(), asleep: undefined };
}
