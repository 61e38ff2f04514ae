import { useState, type SubmitEvent } from 'react';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { shownName } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './Settings.module.css';

/** Under which name others see this person. */
export function OwnName() {
  const { t } = useLanguage();
  const session = useSession();
  const self = useAppState((state) => state.self);
  const [name, setName] = useState(shownName(self?.name ?? ''));
  const [error, setError] = useState<string>();
  const [isDone, setDone] = useState(false);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    const typed = name.toWellFormed().trim();
    if (typed === '') {
      setError(t('nameEmpty'));
      return;
    }
    setBusy(true);
    const result = await session.setName(typed);
    setBusy(false);
    setDone(result.ok);
    setError(result.ok ? undefined : explain(t, result.problem));
  };

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('nameLabel')}
        hint={t('nameHint')}
        error={error}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
          setDone(false);
        }}
        autoComplete="nickname"
        dir="auto"
        spellCheck={false}
      />
      <p className={styles.text}>{t('renameExplained')}</p>
      {self !== undefined && self.tag !== '' && (
        <p className={styles.text}>
          {t('yourTag')}: <code dir="ltr">{self.tag}</code>
        </p>
      )}
      <Button type="submit" look="primary" aria-disabled={isBusy}>
        {t('rename')}
      </Button>
      <p className={styles.done} role="status">
        {isDone && t('renamed')}
      </p>
    </form>
  );
}
