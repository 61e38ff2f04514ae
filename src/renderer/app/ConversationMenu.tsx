import { conversationOf } from '../features/notifications/conversations.ts';
import { attentionOf } from '../features/notifications/settings.ts';
import { useLanguage } from '../i18n/language.tsx';
import { inGroup } from '../lib/inGroup.ts';
import { Menu } from '../ui/Menu.tsx';
import { useNotificationSettings } from './around.tsx';
import { useOverlay } from './overlay.tsx';
import { useAppId, useAppState } from './store.tsx';

/** What can be done with the whole conversation. */
export function ConversationMenu({ onFind }: { onFind: () => void }) {
  const { t } = useLanguage();
  const { open } = useOverlay();
  const conversation = useAppState((state) => state.conversation);
  const id = inGroup(useAppId(), conversationOf({ conversation }));
  const [settings, change] = useNotificationSettings();
  const isQuiet = attentionOf(settings, id) === 'nothing';
  return (
    <Menu
      label={t('conversationMenu')}
      items={[
        { label: t('find'), icon: 'search', run: onFind },
        { label: t('searchAll'), icon: 'search', run: () => open({ kind: 'search' }) },
        {
          label: t(isQuiet ? 'notifyHereOn' : 'notifyHereOff'),
          icon: 'bell',
          run: () => change.setAttention(id, isQuiet ? 'all' : 'nothing'),
        },
        { label: t('exportTitle'), icon: 'save', run: () => open({ kind: 'export' }) },
      ]}
    />
  );
}
