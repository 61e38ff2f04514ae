import { FirstStart } from '../features/firstStart/FirstStart.tsx';
import { Refused } from '../features/refused/Refused.tsx';
import { useLanguage } from '../i18n/language.tsx';
import { Button } from '../ui/Button.tsx';
import { ChatPage } from './ChatPage.tsx';
import { Opening } from './Opening.tsx';
import { Overlays } from './Overlays.tsx';
import { useAppState, useSession } from './store.tsx';

/** Which page stands here now. */
export function Root() {
  const isRefused = useAppState((state) => state.connection === 'refused');
  const named = useAppState((state) => state.self?.named);
  if (isRefused) return <Refused />;
  if (named === undefined) return <Unknown />;
  if (named) return <ChatPage />;
  return (
    <Overlays>
      <FirstStart />
    </Overlays>
  );
}

/** The peer has not said yet who it is, or could not. */
function Unknown() {
  const { t } = useLanguage();
  const session = useSession();
  const connection = useAppState((state) => state.connection);
  const loading = useAppState((state) => state.loading);
  if (connection === 'open' && loading.kind === 'failed') {
    return (
      <Opening words={t('loadFailed', { message: loading.message })}>
        <Button onClick={() => session.reload()}>{t('tryAgain')}</Button>
      </Opening>
    );
  }
  return <Opening words={t(connection === 'closed' ? 'connectionLost' : 'connecting')} />;
}
