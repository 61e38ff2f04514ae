import { useState } from 'react';
import { Composer } from '../features/composer/Composer.tsx';
import { ConnectionState } from '../features/connection/ConnectionState.tsx';
import { WhatToDo } from '../features/connection/WhatToDo.tsx';
import { ConversationHead, ConversationNotes, useWhy } from '../features/conversations/ConversationHead.tsx';
import { FindBar } from '../features/find/FindBar.tsx';
import { FindingContext, type Finding } from '../features/find/finding.tsx';
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
import { useGroupName } from './groupsContext.tsx';
import { Overlays } from './Overlays.tsx';
import { ConversationMenu } from './ConversationMenu.tsx';
import { useAppState } from './store.tsx';
import { useFindKey } from './useFindKey.ts';
import { useTitle } from './useConversation.ts';

/** The chat: sidebar, conversation, composer. */
export function ChatPage() {
  const { t } = useLanguage();
  const isNarrow = useMedia('(width < 700px)');
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const conversation = useAppState((state) => state.conversation);
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
              onOpen={closeDrawer}
              corner={
                <Button look="plain" icon aria-label={t('close')} title={t('close')} onClick={closeDrawer}>
                  <Icon name="close" />
                </Button>
              }
            />
          </Dialog>
        )}
        <Announcer />
        <Conversation key={conversation} onPeople={isNarrow ? () => setDrawerOpen(true) : undefined} />
      </div>
    </Overlays>
  );
}

/** `onPeople` absent: the sidebar is in view already. */
function Conversation({ onPeople }: { onPeople: (() => void) | undefined }) {
  const { t } = useLanguage();
  const { isWhyOpen, toggleWhy } = useWhy();
  const title = useTitle();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const group = useGroupName();
  const { asked, find, endFinding } = useFindKey();
  const [finding, setFinding] = useState<Finding>();
  // Without messages the empty timeline says what to do.
  const needsHelp = useAppState(
    ({ sync, timeline, connection }) =>
      connection === 'open' && sync?.state === 'alone' && timeline.messages.length > 0,
  );
  return (
    <main className={styles.main} aria-label={title}>
      <header className={styles.bar}>
        {onPeople !== undefined && (
          <Button look="plain" icon aria-label={t('people')} title={t('people')} onClick={onPeople}>
            <Icon name="people" />
          </Button>
        )}
        <ConversationHead isWhyOpen={isWhyOpen} onWhy={toggleWhy} />
        {group !== undefined && (
          <p className={styles.group}>
            <bdi>{group}</bdi>
          </p>
        )}
        <span className={styles.fill} />
        <ConnectionState />
        <Button look="plain" icon aria-label={t('find')} title={t('find')} onClick={find}>
          <Icon name="search" />
        </Button>
        <ConversationMenu onFind={find} />
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
      <ConversationNotes isWhyOpen={isWhyOpen} />
      <Notices />
      {asked > 0 && <FindBar asked={asked} onFinding={setFinding} onClose={endFinding} />}
      <FindingContext value={finding}>
        <Timeline />
      </FindingContext>
      <Composer />
    </main>
  );
}
