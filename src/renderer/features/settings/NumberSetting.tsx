import { useState, type SubmitEvent } from 'react';
import type { Settings } from '../../../api/contract.ts';
import { useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './Settings.module.css';
import { wholeNumber } from './wholeNumber.ts';

interface NumberSettingProps {
  name: 'antiEntropySeconds' | 'routeRumorSeconds' | 'gossipPort';
  label: string;
  hint: string;
  settings: Settings;
  /** An empty field means "automatic". */
  mayBeEmpty?: boolean;
}

/** A number that takes effect when it is applied; what is wrong with it stands below it. */
export function NumberSetting({ name, label, hint, settings, mayBeEmpty = false }: NumberSettingProps) {
  const { t } = useLanguage();
  const session = useSession();
  const [typed, setTyped] = useState<string>();
  const [error, setError] = useState<string>();
  const [isDone, setDone] = useState(false);
  const isFixed = settings.fixed.includes(name);
  const now = settings.choices[name];

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const text = typed ?? String(now ?? '');
    const value = mayBeEmpty && text.trim() === '' ? null : wholeNumber(text);
    if (value === undefined) {
      setError(t('wholeNumber'));
      return;
    }
    const result = await session.changeSettings({ [name]: value });
    setDone(result.ok);
    setError(result.ok ? undefined : explain(t, result.problem));
    if (result.ok) setTyped(undefined);
  };

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label={label}
        hint={hint}
        error={error}
        value={typed ?? String(now ?? '')}
        onChange={({ target }) => {
          setTyped(target.value);
          setError(undefined);
          setDone(false);
        }}
        readOnly={isFixed}
        inputMode="numeric"
        autoComplete="off"
        dir="ltr"
      />
      {isFixed ? (
        <p className={styles.text}>{t('settingFixed')}</p>
      ) : (
        <div className={styles.actions}>
          <Button type="submit">{t('apply')}</Button>
          <p className={styles.done} role="status">
            {isDone && t('applied')}
          </p>
        </div>
      )}
    </form>
  );
}
