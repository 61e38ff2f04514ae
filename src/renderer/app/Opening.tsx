import type { ReactNode } from 'react';
import { Mark } from '../ui/Mark.tsx';
import styles from './Opening.module.css';

/** Until the peer has said who it is. */
export const Opening = ({ words, children }: { words: string; children?: ReactNode }) => (
  <main className={styles.opening}>
    <Mark size={44} />
    <p role="status">{words}</p>
    {children}
  </main>
);
