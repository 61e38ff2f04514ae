import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import styles from './Dialog.module.css';
import { Icon } from './Icon.tsx';

interface DialogHeadProps {
  title: string;
  className?: string | undefined;
  onClose: () => void;
  /** What closes it, where that has a word of its own. */
  children?: ReactNode;
}

/** The first line of a dialog: what it is, and the button that closes it. */
export function DialogHead({ title, className, onClose, children }: DialogHeadProps) {
  const { t } = useLanguage();
  return (
    <header className={classes(styles.head, className)}>
      <h2>{title}</h2>
      {children ?? (
        <Button look="plain" icon aria-label={t('close')} title={t('close')} onClick={onClose}>
          <Icon name="close" />
        </Button>
      )}
    </header>
  );
}
