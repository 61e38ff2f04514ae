import { useSyncExternalStore } from 'react';
import { useAround, useNotificationSettings } from '../../app/around.tsx';
import { useAppId } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import type { Translate } from '../../i18n/strings.ts';
import { inGroup } from '../../lib/inGroup.ts';
import { useNow } from '../../lib/useNow.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { EVERYONE } from '../notifications/conversations.ts';
import { holdsNow } from '../notifications/doNotDisturb.ts';
import { attentionOf } from '../notifications/settings.ts';
import styles from './Settings.module.css';

/** Of what a person is told, and when not. */
export function Notifications() {
  const { t, dates } = useLanguage();
  const [settings, change] = useNotificationSettings();
  const room = inGroup(useAppId(), EVERYONE);
  const { doNotDisturb } = settings;
  const kind = useNow((now) => holdsNow(doNotDisturb, now).kind);
  const until =
    kind !== 'off' && 'until' in doNotDisturb
      ? t('dndUntil', { time: dates.timeOfDay(doNotDisturb.until) })
      : t(kind === 'off' ? 'dndOffHint' : 'dndOnHint');
  return (
    <>
      <Permission />
      <Choice
        label={t('notifyOf', { name: t('room') })}
        hint={t('notifyHint')}
        options={[
          { value: 'all', label: t('notifyAll') },
          { value: 'mentions', label: t('notifyMentions') },
          { value: 'nothing', label: t('notifyNothing') },
        ]}
        value={attentionOf(settings, room)}
        onChange={(attention) => change.setAttention(room, attention)}
      />
      <Choice
        label={t('doNotDisturb')}
        hint={until}
        options={[
          { value: 'off', label: t('dndOff') },
          { value: 'hour', label: t('dndHour') },
          { value: 'tomorrow', label: t('dndTomorrow') },
          { value: 'on', label: t('dndOn') },
        ]}
        value={kind}
        onChange={(choice) => change.setDoNotDisturb(choice)}
      />
      <Switch
        label={t('notifyShowText')}
        hint={t('notifyShowTextHint')}
        checked={settings.showText}
        onChange={(showText) => change.setShowText(showText)}
      />
    </>
  );
}

const states = {
  denied: 'permissionDenied',
  ask: 'permissionAsk',
  insecure: 'permissionInsecure',
  missing: 'permissionMissing',
} as const satisfies Record<string, Parameters<Translate>[0]>;

/** Whether notifications can be shown at all, where that is not sure. */
function Permission() {
  const { t } = useLanguage();
  const { system, desktop } = useAround();
  const permission = useSyncExternalStore(
    (changed) => system.onPermission(changed),
    () => system.permission(),
  );
  if (permission === 'granted') {
    return desktop === undefined ? (
      <p className={styles.done} role="status">
        {t('permissionGranted')}
      </p>
    ) : undefined;
  }
  return (
    <div className={styles.form}>
      <p className={styles.warning} role="status">
        {t(states[permission])}
      </p>
      {permission === 'ask' && (
        <Button look="primary" onClick={() => void system.ask()}>
          {t('permissionAllow')}
        </Button>
      )}
    </div>
  );
}
