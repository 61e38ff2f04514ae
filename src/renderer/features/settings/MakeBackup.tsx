import { useState, type SubmitEvent } from 'react';
import type { Backup } from '../../../api/contract.ts';
import { unreachable } from '../../../api/result.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { sizeIn } from '../../i18n/sizes.ts';
import { desktopOf } from '../../lib/desktop.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './Settings.module.css';
import { usePeerSettings } from './usePeerSettings.ts';

/** Asks for a passphrase, shows how far the backup is, and hands it out. */
export function MakeBackup() {
  const { t } = useLanguage();
  const session = useSession();
  const backup = useAppState((state) => state.backup);
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<string>();
  const [isSaved, setSaved] = useState(false);
  usePeerSettings(); // also reads whether one is being made already

  // Of one that is being made the passphrase is settled: a field for it would promise something else.
  const mayBegin = backup.state === 'none' || backup.state === 'failed';

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setSaved(false);
    const result = await session.makeBackup(passphrase);
    setError(result.ok ? undefined : explain(t, result.problem));
    if (result.ok) setPassphrase('');
  };

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      {mayBegin && (
        <>
          <TextField
            label={t('passphrase')}
            hint={t(passphrase === '' ? 'passphraseEmpty' : 'passphraseHint')}
            error={error}
            type="password"
            value={passphrase}
            onChange={({ target }) => setPassphrase(target.value)}
            autoComplete="new-password"
            dir="auto"
          />
          <Button type="submit">{t('backupMake')}</Button>
        </>
      )}
      <div role="status" className={styles.part}>
        {isSaved && <p className={styles.done}>{t('backupSaved')}</p>}
        <Progress backup={backup} onSaved={() => setSaved(true)} />
      </div>
    </form>
  );
}

function Progress({ backup, onSaved }: { backup: Backup; onSaved: () => void }) {
  const { t } = useLanguage();
  const session = useSession();
  switch (backup.state) {
    case 'none':
      return undefined;
    case 'working':
      return (
        <div className={styles.actions}>
          <label className={styles.progress}>
            {t('backupMaking')} <progress value={backup.of === 0 ? undefined : backup.done} max={backup.of || 1} />
          </label>
          <Button onClick={() => void session.dropBackup()}>{t('cancel')}</Button>
        </div>
      );
    case 'ready':
      return <Ready id={backup.id} name={backup.name} bytes={backup.bytes} onSaved={onSaved} />;
    case 'failed':
      return <p className={styles.error}>{explain(t, backup)}</p>;
    default:
      return unreachable(backup);
  }
}

function Ready({ id, name, bytes, onSaved }: { id: string; name: string; bytes: number; onSaved: () => void }) {
  const { t, locale } = useLanguage();
  const session = useSession();
  const [error, setError] = useState<string>();
  const desktop = desktopOf(window);
  const words = t('backupSave', { size: sizeIn(locale, bytes) });

  const save = async (): Promise<void> => {
    const answer = await desktop?.ask({ ask: 'saveBackup', id });
    if (answer?.kind === 'done') onSaved();
    setError(answer?.kind === 'failed' ? explain(t, answer.problem) : undefined);
  };

  return (
    <>
      <p className={styles.done}>{t('backupMade')}</p>
      <div className={styles.actions}>
        {desktop === undefined ? (
          // The browser saves it as it comes, however large it is.
          <a className={styles.download} href={`/api/v1/backup/${id}`} download={name}>
            {words}
          </a>
        ) : (
          <Button look="primary" onClick={() => void save()}>
            {words}
          </Button>
        )}
        <Button onClick={() => void session.dropBackup()}>{t('cancel')}</Button>
      </div>
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </>
  );
}
