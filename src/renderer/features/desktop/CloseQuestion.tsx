import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useAround } from '../../app/around.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import type { Desktop } from '../../lib/desktop.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './CloseQuestion.module.css';

/** The first time the window is closed: what is that to mean? */
export function CloseQuestion() {
  const { desktop } = useAround();
  return desktop === undefined ? undefined : <WhenAsked desktop={desktop} />;
}

function WhenAsked({ desktop }: { desktop: Desktop }) {
  const isAsked = useStore(desktop.closeAsked);
  return isAsked ? <Question desktop={desktop} /> : undefined;
}

function Question({ desktop }: { desktop: Desktop }) {
  const { t } = useLanguage();
  const [remember, setRemember] = useState(true);
  const usual = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The dialog gave the focus to the first thing in it.
    usual.current?.focus();
    desktop.closeShown();
  }, [desktop]);
  const stay = (): void => desktop.answerClose('stay', false);
  return (
    <Dialog label={t('closeTitle')} className={styles.dialog} onClose={stay}>
      <h2>{t('closeTitle')}</h2>
      <p className={styles.text}>{t('closeText')}</p>
      <Switch label={t('closeRemember')} hint={t('closeRememberHint')} checked={remember} onChange={setRemember} />
      <div className={styles.buttons}>
        <Button onClick={stay}>{t('cancel')}</Button>
        <Button onClick={() => desktop.answerClose('quit', remember)}>{t('closeQuit')}</Button>
        <Button look="primary" ref={usual} onClick={() => desktop.answerClose('tray', remember)}>
          {t('closeTray')}
        </Button>
      </div>
    </Dialog>
  );
}
