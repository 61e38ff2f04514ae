import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './AddPeer.module.css';

/** Adds a peer by its address; what is wrong with the address stands below it. */
export function AddPeer() {
  const { t } = useLanguage();
  const session = useSession();
  const [address, setAddress] = useState('');
  const [error, setError] = useState<string>();
  const form = useRef<HTMLFormElement>(null);

  // In a low window what is wrong would stand below the edge.
  useEffect(() => {
    if (error !== undefined) form.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const typed = address.trim();
    if (typed === '') {
      setError(t('addPeerEmpty'));
      return;
    }
    const result = await session.addPeer(typed);
    if (result.ok) setAddress('');
    setError(result.ok ? undefined : result.problem.message);
  };

  return (
    <form ref={form} className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('addPeerLabel')}
        labelHidden
        error={error}
        value={address}
        placeholder={t('addPeerPlaceholder')}
        onChange={(event) => {
          setAddress(event.target.value);
          setError(undefined);
        }}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        dir="ltr"
        inputMode="url"
      />
      <Button type="submit">{t('addPeerSubmit')}</Button>
    </form>
  );
}
