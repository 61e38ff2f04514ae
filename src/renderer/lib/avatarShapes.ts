/**
 * The picture of a key: tiles of a 4 × 4 grid, the right half the mirror of the left one, as faces and leaves are.
 * Eight tiles of seventeen kinds, times ten colours: 70 billion pictures. They tell people apart at a glance and prove
 * nothing; the tag does.
 */
import { unreachable } from '../../api/result.ts';
import { hueOf } from './names.ts';

/** The view box is as wide as high. */
export const AVATAR_SIZE = 40;
const TILE = 10;
const HALF = 2;
const ROWS = 4;
/** As often as a form in one tone. */
const EMPTY = 4;

/** Corners in which a quarter of a disc has its centre. */
type Corner = 'startTop' | 'endTop' | 'startBottom' | 'endBottom';
/** A leaf goes from one corner to the opposite one. */
type Form = Corner | 'leafDown' | 'leafUp' | 'full' | 'disc';

const forms = [
  'full',
  'disc',
  'startTop',
  'endTop',
  'startBottom',
  'endBottom',
  'leafDown',
  'leafUp',
] as const satisfies readonly Form[];

const mirrored: Readonly<Record<Form, Form>> = {
  startTop: 'endTop',
  endTop: 'startTop',
  startBottom: 'endBottom',
  endBottom: 'startBottom',
  leafDown: 'leafUp',
  leafUp: 'leafDown',
  full: 'full',
  disc: 'disc',
};

/** Path data of both tones. The same for a seed everywhere. */
export function avatarShapes(seed: string): { readonly strong: string; readonly soft: string } {
  let strong = '';
  let soft = '';
  for (let tile = 0; tile < HALF * ROWS; tile++) {
    const chosen = hueOf(`${seed} ${tile}`, 2 * forms.length + EMPTY);
    const form = forms[chosen >> 1];
    if (form === undefined) continue;
    const [column, row] = [tile % HALF, Math.floor(tile / HALF)];
    const drawn = draw(form, column, row) + draw(mirrored[form], 2 * HALF - 1 - column, row);
    if ((chosen & 1) === 0) strong += drawn;
    else soft += drawn;
  }
  return { strong, soft };
}

function draw(form: Form, column: number, row: number): string {
  const [x, y] = [column * TILE, row * TILE];
  const [right, bottom] = [x + TILE, y + TILE];
  const arc = `A${TILE} ${TILE} 0 0 1 `;
  switch (form) {
    case 'full':
      return `M${x} ${y}H${right}V${bottom}H${x}Z`;
    case 'disc':
      return `M${x} ${y + TILE / 2}a${TILE / 2} ${TILE / 2} 0 1 1 ${TILE} 0a${TILE / 2} ${TILE / 2} 0 1 1 ${-TILE} 0Z`;
    case 'startTop':
      return `M${x} ${y}H${right}${arc}${x} ${bottom}Z`;
    case 'endTop':
      return `M${right} ${y}V${bottom}${arc}${x} ${y}Z`;
    case 'endBottom':
      return `M${right} ${bottom}H${x}${arc}${right} ${y}Z`;
    case 'startBottom':
      return `M${x} ${bottom}V${y}${arc}${right} ${bottom}Z`;
    case 'leafDown':
      return `M${x} ${y}${arc}${right} ${bottom}${arc}${x} ${y}Z`;
    case 'leafUp':
      return `M${x} ${bottom}${arc}${right} ${y}${arc}${x} ${bottom}Z`;
    default:
      return unreachable(form);
  }
}
