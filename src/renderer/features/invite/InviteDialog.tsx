import { useState } from 'react';
import { inviteLink } from '../../../api/invite.ts';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { isLoopback } from '../../lib/loopback.ts';
import { Button } from '../../ui/Button.tsx';
import { putIntoClipboard } from '../../ui/clipboard.ts';
import { Icon } from '../../ui/Icon.tsx';
import { GroupDialog } from '../groups/GroupDialog.tsx';
import styles from './Invite.module.css';
import { QrCode } from './QrCode.tsx';

const none: readonly string[] = [];

/** A link into the group in view, to copy, and for cameras. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const group = useAppState(({ self }) => self?.group ?? undefined);
  const addresses = useAppState(({ self }) => self?.addresses ?? none);
  if (group === undefined) return undefined;
  const link = inviteLink({ group, addresses });
  const reach = addresses.length === 0 ? 'noAddresses' : addresses.every(isLoopback) ? 'inviteOnlyHere' : undefined;
  return (
    <GroupDialog title={t('inviteTitle', { name: group })} onClose={onClose}>
      <div className={styles.parts}>
        <p className={styles.text}>{t('inviteExplained')}</p>
        {reach !== undefined && <p className={styles.note}>{t(reach)}</p>}
        <QrCode text={link} label={t('inviteCode')} />
        <p className={styles.link} dir="ltr">
          {link}
        </p>
        <CopyLink link={link} />
        <p className={styles.note}>{t('groupNoSecret')}</p>
      </div>
    </GroupDialog>
  );
}

function CopyLink({ link }: { link: string }) {
  const { t } = useLanguage();
  const [outcome, setOutcome] = useState<{ of: string; words: 'copied' | 'copyFailed' }>();
  const copy = async (): Promise<void> =>
    setOutcome({ of: link, words: (await putIntoClipboard(link)) ? 'copied' : 'copyFailed' });
  return (
    <div className={styles.actions}>
      <span className={styles.text} role="status">
        {outcome?.of === link && t(outcome.words)}
      </span>
      <Button look="primary" onClick={() => void copy()}>
        <Icon name="copy" />
        {t('inviteCopy')}
      </Button>
    </div>
  );
}
