import { useState } from 'react';
import { Composer } from '../features/composer/Composer.tsx';
import { ConnectionState } from '../features/connection/ConnectionState.tsx';
import { WhatToDo } from '../features/connection/WhatToDo.tsx';
import { Notices } from '../features/notices/Notices.tsx';
import { Sidebar } from '../features/sidebar/Sidebar.tsx';
import { Announcer } from '../features/timeline/Announcer.tsx';
import { Timeline } from '../features/timeline/Timeline.tsx';
import { useLanguage } from '../i18n/language.tsx';
import { useMedia } from '../lib/useMedia.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './ChatPage.module.css';
import { Overlays } from './Overlays.tsx';
import { useAppState } from './store.tsx';

/** The chat: sidebar, conversation, composer. */
export function ChatPage() {
  const { t } = useLanguage();
  const isNarrow = useMedia('(width < 700px)');
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const closeDrawer = (): void => setDrawerOpen(false);
  return (
    <Overlays>
      <div className={styles.page}>
        {!isNarrow && (
          <aside className={styles.side} aria-label={t('people')}>
            <Sidebar />
          </aside>
        )}
        {isNarrow && isDrawerOpen && (
          <Dialog label={t('people')} className={styles.drawer} onClose={closeDrawer}>
            <Sidebar
              corner={
                <Button look="plain" icon aria-label={t('close')} title={t('close')} onClick={closeDrawer}>
                  <Icon name="close" />
                </Button>
              }
            />
          </Dialog>
        )}
        <Conversation onPeople={isNarrow ? () => setDrawerOpen(true) : undefined} />
      </div>
    </Overlays>
  );
}

/** `onPeople` absent: the sidebar is in view already. */
function Conversation({ onPeople }: { onPeople: (() => void) | undefined }) {
  const { t } = useLanguage();
  const [isHelpOpen, setHelpOpen] = useState(false);
  // Without messages the empty timeline says what to do.
  const needsHelp = useAppState(
    ({ sync, timeline, connection }) =>
      connection === 'open' && sync?.state === 'alone' && timeline.messages.length > 0,
  );
  return (
    <main className={styles.main}>
      <header className={styles.bar}>
        {onPeople !== undefined && (
          <Button look="plain" icon aria-label={t('people')} title={t('people')} onClick={onPeople}>
            <Icon name="people" />
          </Button>
        )}
        <h1 className={styles.title}>{t('room')}</h1>
        <span className={styles.fill} />
        <ConnectionState />
        {needsHelp && (
          <Button small aria-expanded={isHelpOpen} onClick={() => setHelpOpen(!isHelpOpen)}>
            {t('whatToDo')}
          </Button>
        )}
      </header>
      {needsHelp && isHelpOpen && (
        <div className={styles.help}>
          <WhatToDo />
        </div>
      )}
      <Notices />
      <Timeline />
      <Composer />
      <Announcer />
    </main>
  );
}
