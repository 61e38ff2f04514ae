import { useMemo } from 'react';
import { encodeQR } from 'qr';
import styles from './QrCode.module.css';

/** Light modules around the code, without which cameras don't find it: what the standard asks for. */
const QUIET = 4;

/**
 * A text for the cameras of others; `label` says what it is to who doesn't see it. Nothing covers or scratches a screen, so
 * it has the least correction and the largest modules.
 */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = useMemo(() => encodeQR(text, 'raw', { ecc: 'low', border: QUIET }), [text]);
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      className={styles.code}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
    >
      <path d={dark.join('')} />
    </svg>
  );
}
