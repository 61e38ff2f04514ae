/** Undefined: this key doesn't move. Left and right go on in the next row; up and down stop at the edge. */
export function nextInGrid(
  key: string,
  at: number,
  count: number,
  columns: number,
  direction: 'ltr' | 'rtl',
): number | undefined {
  if (count === 0) return undefined;
  const onward = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  switch (key) {
    case onward:
      return Math.min(at + 1, count - 1);
    case back:
      return Math.max(at - 1, 0);
    case 'ArrowDown':
      return at + columns < count ? at + columns : lastRow(at, count, columns);
    case 'ArrowUp':
      return at >= columns ? at - columns : at;
    default:
      return undefined;
  }
}

/** From above a short last row to its end. */
const lastRow = (at: number, count: number, columns: number): number =>
  Math.floor(at / columns) < Math.floor((count - 1) / columns) ? count - 1 : at;
