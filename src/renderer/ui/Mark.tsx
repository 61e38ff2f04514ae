import styles from './Mark.module.css';

/** The app's mark: three peers, each of which reaches the others. */
export const Mark = ({ size }: { size: number }) => (
  <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" className={styles.ground} />
    <path d="M10 11.5L22 9.5M10 11.5l5.500 11M22 9.500l-6.500 13" className={styles.links} />
    <g className={styles.peers}>
      <circle cx="10" cy="11.500" r="3.600" />
      <circle cx="22" cy="9.500" r="3" />
      <circle cx="15.500" cy="22.500" r="3" />
    </g>
  </svg>
);
