import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { isAppLink, readInvite } from '../../../api/invite.ts';
import { useAround } from '../../app/around.tsx';
import { useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './AddPeer.module.css';

/** Adds a peer by its address, or asks about an invitation; what is wrong with either stands below it. */
export function AddPeer() {
  const { t } = useLanguage();
  const session = useSession();
  const { invitations } = useAround();
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
    if (isAppLink(typed)) {
      const invite = readInvite(typed);
      if (invite.ok) {
        setAddress('');
        invitations.ask(invite);
      }
      setError(invite.ok ? undefined : explain(t, invite.problem));
      return;
    }
    const result = await session.addPeer(typed);
    if (result.ok) setAddress('');
    setError(result.ok ? undefined : explain(t, result.problem));
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
