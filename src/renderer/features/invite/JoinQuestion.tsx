import { useState } from 'react';
import { useStore } from 'zustand';
import { FIRST_PEER } from '../../../api/groups.ts';
import type { Invite } from '../../../api/invite.ts';
import { useAround } from '../../app/around.tsx';
import type { GroupApp, Groups } from '../../app/groups.ts';
import { acceptInvite, membershipIn } from '../../app/invitations.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { GroupDialog } from '../groups/GroupDialog.tsx';
import styles from './Invite.module.css';

/** An invitation was opened: is it to be followed? It stands over every group, as it may lead from one to another. */
export function JoinQuestion({ groups }: { groups: Groups }) {
  const first = groups.app(FIRST_PEER);
  return first === undefined ? undefined : <WhenAsked groups={groups} first={first} />;
}

/** Who has no name yet can't join: the question waits until they chose one. */
function WhenAsked({ groups, first }: { groups: Groups; first: GroupApp }) {
  const { t } = useLanguage();
  const { invitations } = useAround();
  const asked = useStore(invitations.asked);
  const isNamed = useStore(first.store, ({ self }) => self?.named === true);
  if (asked === undefined || !isNamed) return undefined;
  const answered = (): void => invitations.answered(asked);
  if (asked.ok) return <Question invite={asked.value} groups={groups} onClose={answered} />;
  return (
    <GroupDialog title={t('invitation')} onClose={answered}>
      <p className={styles.error} role="alert">
        {explain(t, asked.problem)}
      </p>
    </GroupDialog>
  );
}

function Question({ invite, groups, onClose }: { invite: Invite; groups: Groups; onClose: () => void }) {
  const { t } = useLanguage();
  const isMember = useStore(groups.store, () => membershipIn(groups, invite.group) !== undefined);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const accept = async (): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    const accepted = await acceptInvite(groups, invite);
    setBusy(false);
    if (accepted.kind === 'done') onClose();
    else setError(accepted.kind === 'notRunning' ? t('joinAskNotRunning') : explain(t, accepted.problem));
  };

  return (
    <GroupDialog title={t(isMember ? 'joinAskMember' : 'joinAsk', { name: invite.group })} onClose={onClose}>
      <div className={styles.parts}>
        <p className={styles.text}>{t(isMember ? 'joinAskMemberText' : 'joinAskText')}</p>
        {invite.addresses.length === 0 ? (
          <p className={styles.text}>{t('joinAskNoAddresses')}</p>
        ) : (
          <section className={styles.addresses} aria-label={t('joinAskAddresses')}>
            <h3>{t('joinAskAddresses')}</h3>
            <ul>
              {invite.addresses.map((address) => (
                <li key={address}>
                  <code className={styles.address} dir="ltr">
                    {address}
                  </code>
                </li>
              ))}
            </ul>
          </section>
        )}
        <p className={styles.note}>{t('groupNoSecret')}</p>
        {error !== undefined && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
        {/* The focus begins at the head: Enter, pressed while the question comes up, joins nothing. */}
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" aria-disabled={isBusy} onClick={() => void accept()}>
            {t(isMember ? 'joinAskConnect' : 'joinGroupSubmit')}
          </Button>
        </div>
      </div>
    </GroupDialog>
  );
}
