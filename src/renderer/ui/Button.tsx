import type { ButtonHTMLAttributes, Ref } from 'react';
import styles from './Button.module.css';
import { classes } from './classes.ts';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'normal' | 'primary' | 'plain' | 'text';
  /** A square one: give it an `aria-label`. */
  icon?: boolean;
  small?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'normal', icon, small, className, ...rest }: ButtonProps) {
  const looks = classes(
    styles.button,
    look !== 'normal' && styles[look],
    icon && styles.icon,
    small && styles.small,
    className,
  );
  return <button type="button" className={looks} {...rest} />;
}
