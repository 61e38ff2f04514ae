import { useState, type SubmitEvent } from 'react';
import type { Bridge } from '../../../api/bridge.ts';
import { useAppId, useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { desktopOf } from '../../lib/desktop.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './Settings.module.css';

/** Says what will happen, and lets it happen: in the desktop app here, elsewhere by a command. */
export function RestoreBackup() {
  const { t } = useLanguage();
  const desktop = desktopOf(window);
  return (
    <>
      <p className={styles.text}>{t('restoreExplained')}</p>
      {desktop === undefined ? <ByCommand /> : <ByDialog desktop={desktop} />}
    </>
  );
}

function ByCommand() {
  const { t } = useLanguage();
  const folder = useAppState((state) => state.settings?.storage.folder) ?? 'FOLDER';
  const command = `npx peerster restore FILE --replace --data=${quoted(folder.toWellFormed())}`;
  return (
    <div>
      <p className={styles.text}>{t('restoreByCommand')}</p>
      <p className={styles.command}>
        <code dir="ltr">{command}</code> <CopyButton text={command} thing={t('restoreTitle')} />
      </p>
    </div>
  );
}

/** As one word of a shell. */
const quoted = (path: string): string => (/^[\w./~=-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);

function ByDialog({ desktop }: { desktop: Bridge }) {
  const { t } = useLanguage();
  const peer = useAppId();
  const [passphrase, setPassphrase] = useState<string>();
  const [error, setError] = useState<string>();
  const [isDone, setDone] = useState(false);

  const restore = async (again: boolean): Promise<void> => {
    const answer = await desktop.ask({ ask: 'restore', peer, passphrase: passphrase ?? '', again });
    setDone(answer.kind === 'done');
    if (answer.kind !== 'failed') {
      setError(undefined);
      return;
    }
    if (answer.problem.code === 'passphrase-needed') setPassphrase('');
    else setError(explain(t, answer.problem));
  };

  if (isDone) {
    return (
      <p className={styles.done} role="status">
        {t('restoreDone')}
      </p>
    );
  }
  const wrong = error !== undefined && (
    <p className={styles.error} role="alert">
      {error}
    </p>
  );
  if (passphrase === undefined) {
    return (
      <div className={styles.form}>
        <Button onClick={() => void restore(false)}>{t('restoreChoose')}</Button>
        {wrong}
      </div>
    );
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void restore(true);
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <TextField
        label={t('passphrase')}
        hint={t('restoreProtected')}
        error={error}
        type="password"
        value={passphrase}
        onChange={({ target }) => {
          setPassphrase(target.value);
          setError(undefined);
        }}
        autoComplete="current-password"
        autoFocus
        dir="auto"
      />
      <div className={styles.actions}>
        <Button type="submit" look="primary">
          {t('restoreGoOn')}
        </Button>
        <Button
          onClick={() => {
            setPassphrase(undefined);
            setError(undefined);
          }}
        >
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
