import { useState } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './SelectionBar.module.css';
import type { Selecting } from './useSelection.ts';

/** How many messages are selected, and what can be done with them. */
export function SelectionBar({ selecting }: { selecting: Selecting }) {
  const { t } = useLanguage();
  const [outcome, setOutcome] = useState<{ of: ReadonlySet<number>; words: 'copied' | 'copyFailed' }>();
  const { keys, copy, clear } = selecting;
  const onCopy = async (): Promise<void> => setOutcome({ of: keys, words: (await copy()) ? 'copied' : 'copyFailed' });
  return (
    <div className={styles.bar} role="group" aria-label={t('selectedCount', { count: keys.size })}>
      <span className={styles.words} role="status">
        {t('selectedCount', { count: keys.size })}
        {outcome?.of === keys && ` · ${t(outcome.words)}`}
      </span>
      <Button small onClick={() => void onCopy()}>
        <Icon name="copy" />
        {t('copy')}
      </Button>
      <Button look="plain" icon small aria-label={t('selectionEnd')} title={t('selectionEnd')} onClick={clear}>
        <Icon name="close" />
      </Button>
    </div>
  );
}
