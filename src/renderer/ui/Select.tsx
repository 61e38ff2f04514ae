import { useId } from 'react';
import styles from './Select.module.css';

interface SelectProps<T extends string> {
  label: string;
  hint?: string;
  options: readonly { readonly value: T; readonly label: string; readonly lang?: string }[];
  value: T;
  disabled?: boolean;
  onChange: (value: T) => void;
}

/** One of many: the platform's own list. */
export function Select<T extends string>({ label, hint, options, value, disabled, onChange }: SelectProps<T>) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select
        id={id}
        className={styles.select}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={value}
        disabled={disabled}
        onChange={({ target }) => {
          const chosen = options.find((option) => option.value === target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
