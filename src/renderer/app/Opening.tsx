import { Mark } from '../ui/Mark.tsx';
import styles from './Opening.module.css';

/** Until the peer has said who it is. */
export const Opening = ({ words }: { words: string }) => (
  <main className={styles.opening}>
    <Mark size={44} />
    <p role="status">{words}</p>
  </main>
);
