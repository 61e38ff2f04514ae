import { useState } from 'react';
import type { Group } from '../../../api/groups.ts';
import { otherOpenGroup } from '../../app/groupState.ts';
import { useGroups, useGroupState } from '../../app/groupsContext.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { explainGroup } from './explainGroup.ts';
import styles from './Group.module.css';
import { GroupDialog } from './GroupDialog.tsx';
import { OpenSwitch } from './OpenSwitch.tsx';

/** What can be done with a group: open or close it to course peers, and leave it. */
export function GroupOptions({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLanguage();
  const groups = useGroups();
  const group = useGroupState((state) => state.groups.find((other) => other.id === id));
  const other = useGroupState((state) => otherOpenGroup(state.groups, id));
  const [error, setError] = useState<string>();
  if (group === undefined) return undefined;

  const setOpen = async (open: boolean): Promise<void> => {
    const changed = await groups.setOpen(id, open);
    setError(changed.ok ? undefined : explainGroup(t, changed.problem, other));
  };

  return (
    <GroupDialog title={group.name ?? t('groupOptions')} onClose={onClose}>
      <div className={styles.form}>
        {group.problem !== null && (
          <p className={styles.error} role="alert">
            {t('groupProblem', { message: group.problem.toWellFormed() })}
          </p>
        )}
        <div>
          <OpenSwitch isOpen={group.open} other={other} onChange={(open) => void setOpen(open)} />
          {error !== undefined && (
            <p className={styles.error} role="alert">
              {error}
            </p>
          )}
        </div>
        <p className={styles.note}>{t('groupNoSecret')}</p>
        {group.first ? <p className={styles.text}>{t('groupFirst')}</p> : <Leave group={group} onLeft={onClose} />}
      </div>
    </GroupDialog>
  );
}

function Leave({ group: { id, name }, onLeft }: { group: Group; onLeft: () => void }) {
  const { t } = useLanguage();
  const groups = useGroups();
  const [forgets, setForgets] = useState(false);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();

  const leave = async (): Promise<void> => {
    const left = await groups.leave(id, forgets ? typed : undefined);
    if (left.ok) onLeft();
    else setError(explainGroup(t, left.problem, undefined));
  };

  return (
    <section className={styles.section} aria-label={t('leaveGroup')}>
      <h3>{t('leaveGroup')}</h3>
      <p className={styles.text}>{t('leaveGroupExplained')}</p>
      <Switch label={t('forgetGroup')} hint={t('forgetGroupHint')} checked={forgets} onChange={setForgets} />
      {forgets && (
        <TextField
          label={t('forgetGroupConfirm', { name: name ?? '' })}
          error={error}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setError(undefined);
          }}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
        />
      )}
      {!forgets && error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <div className={styles.actions}>
        <Button onClick={() => void leave()}>{t(forgets ? 'leaveAndForget' : 'leaveGroup')}</Button>
      </div>
    </section>
  );
}
