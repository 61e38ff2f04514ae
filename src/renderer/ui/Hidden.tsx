import type { HTMLAttributes } from 'react';
import styles from './Hidden.module.css';

/** For screen readers only. */
export const Hidden = (props: HTMLAttributes<HTMLSpanElement>) => <span {...props} className={styles.hidden} />;
