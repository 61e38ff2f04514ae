/** The names of one origin in memory, by the ID from which each holds. One entry a name rumor, so as bounded as those. */
export interface NameShelf {
  put(id: number, name: string): void;
  /** The newest at or before this ID; without one, of all. */
  at(id?: number): string | undefined;
}

export function createNameShelf(): NameShelf {
  const names: { readonly id: number; readonly name: string }[] = [];

  /** How many hold at or before this ID. */
  const countUntil = (id: number): number => {
    let [low, high] = [0, names.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((names[middle]?.id ?? Infinity) <= id) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    put(id, name) {
      const at = countUntil(id);
      const isThere = names[at - 1]?.id === id;
      names.splice(isThere ? at - 1 : at, isThere ? 1 : 0, { id, name });
    },
    at: (id = Infinity) => names[countUntil(id) - 1]?.name,
  };
}
