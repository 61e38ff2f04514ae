/** What is due when: a binary heap. Equal times come out in the order in which they were put in. */

interface Due<T> {
  readonly at: number;
  readonly turn: number;
  readonly value: T;
}

export interface Queue<T> {
  readonly size: number;
  /** When the first is due; undefined when empty. */
  readonly nextAt: number | undefined;
  push(at: number, value: T): void;
  pop(): T | undefined;
}

const before = <T>(a: Due<T>, b: Due<T>): boolean => a.at < b.at || (a.at === b.at && a.turn < b.turn);

export function createQueue<T>(): Queue<T> {
  const heap: Due<T>[] = [];
  let turns = 0;

  function rise(due: Due<T>): void {
    let hole = heap.length;
    heap.push(due);
    while (hole > 0) {
      const up = (hole - 1) >> 1;
      const parent = heap[up] as Due<T>; // up < hole < length
      if (!before(due, parent)) break;
      heap[hole] = parent;
      hole = up;
    }
    heap[hole] = due;
  }

  function sink(due: Due<T>): void {
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (left === undefined) break;
      let first = left;
      if (right !== undefined && before(right, left)) {
        first = right;
        child++;
      }
      if (!before(first, due)) break;
      heap[hole] = first;
      hole = child;
    }
    heap[hole] = due;
  }

  return {
    get size() {
      return heap.length;
    },
    get nextAt() {
      return heap[0]?.at;
    },
    push: (at, value) => rise({ at, turn: turns++, value }),
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (first !== undefined && last !== undefined && first !== last) sink(last);
      return first?.value;
    },
  };
}
