/**
 * Where the nodes of the picture stand: forces as of Fruchterman and Reingold (1991), until they have cooled down; then evenly
 * spread, and so far apart that names can be read.
 *
 * 1. The same graph from the same places gives the same picture: no chance, no clock.
 * 2. Our own node stands in the middle and never moves.
 * 3. It ends after ROUNDS, each costing the square of the number of nodes: 80 nodes take some 10 ms.
 */
import { MANY, SELF, type Graph } from './graph.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}
/** By node; from −1 to 1 in both directions, our own at 0, 0. */
export type Places = ReadonlyMap<string, Place>;

const ROUNDS = 250;
/** Reported links pull less than our own. */
const PULL = { measured: 1, reported: 0.35 } as const;
/** In radians: neighbours on the spiral are as far apart as they can be. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** `before`: where nodes stood that are still there, so that the picture changes as little as it can. */
export function layOut({ nodes, edges }: Graph, before: Places = new Map()): Places {
  const index = new Map(nodes.map(({ id }, at) => [id, at]));
  const x = new Float64Array(nodes.length);
  const y = new Float64Array(nodes.length);
  nodes.forEach(({ id }, at) => {
    const radius = Math.sqrt(at / nodes.length);
    x[at] = id === SELF ? 0 : (before.get(id)?.x ?? radius * Math.cos(at * GOLDEN_ANGLE));
    y[at] = id === SELF ? 0 : (before.get(id)?.y ?? radius * Math.sin(at * GOLDEN_ANGLE));
  });
  const springs = edges.flatMap(({ from, to, how }) => {
    const [a, b] = [index.get(from), index.get(to)];
    return a === undefined || b === undefined ? [] : [{ a, b, pull: PULL[how] }];
  });
  const ideal = 1.2 / Math.sqrt(nodes.length);
  const [moveX, moveY] = [new Float64Array(nodes.length), new Float64Array(nodes.length)];
  const push = (a: number, b: number, strength: (distance: number) => number): void => {
    const [dx, dy] = [(x[a] ?? 0) - (x[b] ?? 0), (y[a] ?? 0) - (y[b] ?? 0)];
    const distance = Math.max(0.01, Math.hypot(dx, dy));
    const by = strength(distance) / distance;
    moveX[a] = (moveX[a] ?? 0) + dx * by;
    moveY[a] = (moveY[a] ?? 0) + dy * by;
    moveX[b] = (moveX[b] ?? 0) - dx * by;
    moveY[b] = (moveY[b] ?? 0) - dy * by;
  };
  for (let round = 0; round < ROUNDS; round++) {
    moveX.fill(0);
    moveY.fill(0);
    for (let a = 0; a < nodes.length; a++)
      for (let b = a + 1; b < nodes.length; b++) push(a, b, (distance) => ideal ** 2 / distance);
    for (const { a, b, pull } of springs) push(a, b, (distance) => (-pull * distance ** 2) / ideal);
    const most = 0.1 * (1 - round / ROUNDS);
    nodes.forEach(({ id }, at) => {
      if (id === SELF) return;
      const [dx, dy] = [moveX[at] ?? 0, moveY[at] ?? 0];
      const shorten = Math.min(1, most / Math.max(1e-9, Math.hypot(dx, dy)));
      x[at] = (x[at] ?? 0) + dx * shorten;
      y[at] = (y[at] ?? 0) + dy * shorten;
    });
  }
  spread(x, y);
  keepApart(
    nodes.findIndex(({ id }) => id === SELF),
    x,
    y,
  );
  return new Map(nodes.map(({ id }, at) => [id, { x: x[at] ?? 0, y: y[at] ?? 0 }]));
}

/** Forces leave a knot in the middle and some far out: in the same directions and order, so far apart that they fill the frame. */
function spread(x: Float64Array, y: Float64Array): void {
  const far = (at: number): number => Math.hypot(x[at] ?? 0, y[at] ?? 0);
  const outwards = [...x.keys()].toSorted((a, b) => far(a) - far(b));
  outwards.forEach((at, rank) => {
    const radius = far(at);
    if (radius === 0) return;
    const wanted = Math.sqrt(rank / (outwards.length - 1)) / radius;
    x[at] = (x[at] ?? 0) * wanted;
    y[at] = (y[at] ?? 0) * wanted;
  });
}

/** Rooms for a face with its name: so many of them beside and above each other. */
const ROOMS = { few: { x: 8, y: 6 }, many: { x: 12, y: 10 } } as const;
const PUSHES = 120;

/** Whoever stands in another's room goes the shorter way out of it; `fixed` stays. */
function keepApart(fixed: number, x: Float64Array, y: Float64Array): void {
  const rooms = x.length > MANY ? ROOMS.many : ROOMS.few;
  const [wide, high] = [2 / rooms.x, 2 / rooms.y];
  const within = (value: number): number => Math.max(-1, Math.min(1, value));
  for (let round = 0; round < PUSHES; round++) {
    for (let a = 0; a < x.length; a++) {
      for (let b = a + 1; b < x.length; b++) {
        const [dx, dy] = [(x[b] ?? 0) - (x[a] ?? 0), (y[b] ?? 0) - (y[a] ?? 0)];
        const [overX, overY] = [wide - Math.abs(dx), high - Math.abs(dy)];
        if (overX <= 0 || overY <= 0) continue;
        const [all, isAcross] = [overX / wide < overY / high ? x : y, overX / wide < overY / high];
        const by = ((isAcross ? overX : overY) * ((isAcross ? dx : dy) < 0 ? -1 : 1)) / 2;
        if (a !== fixed) all[a] = within((all[a] ?? 0) - by * (b === fixed ? 2 : 1));
        if (b !== fixed) all[b] = within((all[b] ?? 0) + by * (a === fixed ? 2 : 1));
      }
    }
  }
}

/** On the way from one picture to the next: `part` from 0 to 1. */
export function between(from: Places, to: Places, part: number): Places {
  return new Map(
    [...to].map(([id, end]) => {
      const start = from.get(id) ?? end;
      return [id, { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part }];
    }),
  );
}
