import { useId, type InputHTMLAttributes } from 'react';
import { Hidden } from './Hidden.tsx';
import styles from './TextField.module.css';

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** For screen readers only, where the place says what the field is for. */
  labelHidden?: boolean;
  hint?: string;
  /** What is wrong and what to do: read out when it appears. */
  error: string | undefined;
}

export function TextField({ label, labelHidden, hint, error, ...rest }: TextFieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className={styles.field}>
      {labelHidden === true ? (
        <Hidden>
          <label htmlFor={id}>{label}</label>
        </Hidden>
      ) : (
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
      )}
      <input
        id={id}
        className={styles.input}
        aria-invalid={error !== undefined}
        aria-describedby={described === '' ? undefined : described}
        {...rest}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
