import { Hidden } from './Hidden.tsx';
import { classes } from './classes.ts';
import styles from './CompletionList.module.css';

export interface CompletionOption {
  readonly id: string;
  /** Shown large before the label. */
  readonly glyph?: string;
  readonly label: string;
  readonly detail?: string;
}

interface CompletionListProps<O extends CompletionOption> {
  /** The field that has the focus names it in aria-controls, and `optionId` of the chosen one in aria-activedescendant. */
  id: string;
  label: string;
  /** Read out as it changes, since the focus stays in the field. */
  status: string;
  options: readonly O[];
  at: number;
  onTake: (option: O) => void;
}

export const optionId = (list: string, at: number): string => `${list}-${at}`;

/** What could be meant by what is being typed, above the field. The field keeps the focus and handles the keys. */
export function CompletionList<O extends CompletionOption>(props: CompletionListProps<O>) {
  const { id, label, status, options, at, onTake } = props;
  return (
    <>
      <Hidden role="status">{status}</Hidden>
      <div id={id} className={styles.list} role="listbox" aria-label={label}>
        {options.map((option, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={option.id}
            id={optionId(id, index)}
            role="option"
            aria-selected={index === at}
            className={classes(styles.option, index === at && styles.chosen)}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(option)}
          >
            {option.glyph !== undefined && <span className={styles.glyph}>{option.glyph}</span>}
            <bdi className={styles.label}>{option.label}</bdi>
            {option.detail !== undefined && <bdi className={styles.detail}>{option.detail}</bdi>}
          </div>
        ))}
      </div>
    </>
  );
}
