export interface SortedBy<Column extends string> {
  readonly column: Column;
  readonly isDown: boolean;
}

/** Asked for the column that it is sorted by: the other way round. */
export const sortedBy = <Column extends string>(now: SortedBy<Column>, column: Column): SortedBy<Column> => ({
  column,
  isDown: now.column === column && !now.isDown,
});

/** By a text or a number; what is not known comes last either way. Stable. */
export function sortRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | number | null,
  isDown: boolean,
  compareTexts: (a: string, b: string) => number,
): readonly Row[] {
  const sign = isDown ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * compareTexts(String(a), String(b));
  });
}
