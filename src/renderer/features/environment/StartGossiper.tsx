import { useState, type SubmitEvent } from 'react';
import type { EnvironmentClient, Gossiper } from '../../../api/environment.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './EnvironmentPage.module.css';
import { nextGossiper } from './nextGossiper.ts';

/** One more gossiper. What is proposed can be started as it is: the next letter, the next port, and all that run as peers. */
export function StartGossiper({ client, gossipers }: { client: EnvironmentClient; gossipers: readonly Gossiper[] }) {
  const { t } = useLanguage();
  const proposed = nextGossiper(gossipers);
  const [typed, setTyped] = useState<Partial<typeof proposed>>({});
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const { name, address, peers } = { ...proposed, ...typed };

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const known = peers.split(',').filter((peer) => peer.trim() !== '');
    const started = await client.call('startGossiper', { name, address, peers: known });
    setBusy(false);
    setError(started.ok ? undefined : explain(t, started.problem));
    if (started.ok) setTyped({});
  };
  const field = (key: keyof typeof proposed) => ({
    value: { name, address, peers }[key],
    onChange: ({ target }: { target: { value: string } }) => {
      setTyped({ ...typed, [key]: target.value });
      setError(undefined);
    },
    autoComplete: 'off',
    spellCheck: false,
  });

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <TextField label={t('gossiperName')} error={undefined} dir="auto" {...field('name')} />
      <TextField label={t('gossiperAddress')} error={undefined} dir="ltr" {...field('address')} />
      <TextField label={t('gossiperPeers')} hint={t('gossiperPeersHint')} error={error} dir="ltr" {...field('peers')} />
      <Button type="submit" look="primary" aria-disabled={isBusy}>
        {t('gossiperStart')}
      </Button>
    </form>
  );
}
