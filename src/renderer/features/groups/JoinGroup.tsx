import { useState, type SubmitEvent } from 'react';
import { isAppLink, MAX_INVITE_LENGTH, readInvite } from '../../../api/invite.ts';
import { useAround } from '../../app/around.tsx';
import { otherOpenGroup } from '../../app/groupState.ts';
import { useGroups, useGroupState } from '../../app/groupsContext.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { explainGroup } from './explainGroup.ts';
import styles from './Group.module.css';
import { GroupDialog } from './GroupDialog.tsx';
import { OpenSwitch } from './OpenSwitch.tsx';

/** Joining a group and making one are the same: a group is whoever types its name. */
export function JoinGroup({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const groups = useGroups();
  const { invitations } = useAround();
  const other = useGroupState((state) => otherOpenGroup(state.groups, undefined));
  const [name, setName] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    if (isAppLink(name)) {
      const invite = readInvite(name);
      if (!invite.ok) {
        setError(explain(t, invite.problem));
        return;
      }
      onClose();
      invitations.ask(invite);
      return;
    }
    setBusy(true);
    const joined = await groups.join(name, isOpen);
    setBusy(false);
    if (joined.ok) onClose();
    else setError(explainGroup(t, joined.problem, other));
  };

  return (
    <GroupDialog title={t('joinGroupTitle')} onClose={onClose}>
      <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('groupName')}
          hint={`${t('groupNameHint')} ${t('joinByInvite')}`}
          error={error}
          value={name}
          maxLength={MAX_INVITE_LENGTH}
          onChange={({ target }) => {
            setName(target.value);
            setError(undefined);
          }}
          autoFocus
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          dir="auto"
        />
        <p className={styles.note}>{t('groupNoSecret')}</p>
        <OpenSwitch isOpen={isOpen} other={other} onChange={setOpen} />
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" aria-disabled={isBusy}>
            {t('joinGroupSubmit')}
          </Button>
        </div>
      </form>
    </GroupDialog>
  );
}
