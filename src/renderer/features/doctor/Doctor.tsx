import { useEffect } from 'react';
import type { Finding } from '../../../api/contract.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogHead } from '../../ui/DialogHead.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import styles from './Doctor.module.css';
import { checkKeys, stateKeys } from './doctorKeys.ts';
import { findingWords, reportOf } from './doctorWords.ts';

/** Finds out why others can't be reached. Closing it leaves an examination going; its result waits. */
export function Doctor({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const session = useSession();
  const doctor = useAppState((state) => state.doctor);
  const isOpen = useAppState((state) => state.connection === 'open');
  useEffect(() => {
    if (isOpen) void session.readDoctor();
  }, [session, isOpen]);
  const isWell = doctor.state === 'done' && doctor.findings.every(({ state }) => state === 'ok' || state === 'skipped');
  return (
    <Dialog label={t('doctor')} className={styles.dialog} onClose={onClose}>
      <DialogHead title={t('doctor')} onClose={onClose} />
      <p className={styles.soft}>{t('doctorIntro')}</p>
      <div className={styles.actions}>
        {doctor.state === 'working' ? (
          <>
            <label className={styles.progress}>
              {t('doctorWorking')} <progress value={doctor.share} max={1} />
            </label>
            <Button onClick={() => void session.stopExamining()}>{t('cancel')}</Button>
          </>
        ) : (
          <Button look={doctor.state === 'none' ? 'primary' : 'normal'} onClick={() => void session.examine()}>
            {t(doctor.state === 'none' ? 'doctorStart' : 'doctorAgain')}
          </Button>
        )}
      </div>
      <p role="status" className={isWell ? styles.well : undefined}>
        {isWell && t('doctorAllWell')}
      </p>
      {doctor.state !== 'none' && (
        <ol className={styles.findings}>
          {doctor.findings.map((finding, i) => (
            <FindingRow key={`${finding.code} ${i}`} finding={finding} />
          ))}
        </ol>
      )}
      {doctor.state === 'done' && (
        <p className={styles.report}>
          <span className={styles.soft}>{t('doctorReportNote')}</span>
          <CopyButton text={reportOf(doctor)} thing={t('doctorReport')} />
        </p>
      )}
    </Dialog>
  );
}

const icons: Readonly<Record<Finding['state'], IconName>> = {
  ok: 'done',
  warning: 'warning',
  problem: 'warning',
  skipped: 'info',
};

function FindingRow({ finding }: { finding: Finding }) {
  const { t } = useLanguage();
  const { text, fix } = findingWords(t, finding);
  return (
    <li className={styles.finding}>
      <span className={classes(styles.state, styles[finding.state])}>
        <Icon name={icons[finding.state]} />
      </span>
      <div className={styles.words}>
        <p className={styles.check}>
          {t(checkKeys[finding.check])} · <span className={styles[finding.state]}>{t(stateKeys[finding.state])}</span>
        </p>
        <p>{text}</p>
        {fix !== undefined && <p className={styles.fix}>{fix}</p>}
      </div>
    </li>
  );
}
