import { useState, type SubmitEvent } from 'react';
import { useOverlay } from '../../app/overlay.tsx';
import { useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './FirstStart.module.css';

/** The first thing a person sees: choose a name, and chat. */
export function FirstStart() {
  const { t } = useLanguage();
  const session = useSession();
  const { open } = useOverlay();
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    if (name.trim() === '') {
      setError(t('nameEmpty'));
      return;
    }
    setBusy(true);
    const result = await session.setName(name.toWellFormed().trim());
    setBusy(false);
    // Where it was taken, the chat stands in place of this page.
    setError(result.ok ? undefined : explain(t, result.problem));
  };

  return (
    <Page title={t('firstStartTitle')} text={t('firstStartIntro')}>
      <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('nameLabel')}
          hint={t('nameHint')}
          error={error}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            setError(undefined);
          }}
          autoComplete="nickname"
          autoFocus
          dir="auto"
          spellCheck={false}
        />
        <Button type="submit" look="primary" aria-disabled={isBusy}>
          {t('nameSubmit')}
        </Button>
      </form>
      <Button look="text" className={styles.restore} onClick={() => open({ kind: 'settings', section: 'backup' })}>
        {t('firstStartRestore')}
      </Button>
    </Page>
  );
}
