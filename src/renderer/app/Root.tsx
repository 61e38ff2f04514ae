import { FirstStart } from '../features/firstStart/FirstStart.tsx';
import { Refused } from '../features/refused/Refused.tsx';
import { useLanguage } from '../i18n/language.tsx';
import { ChatPage } from './ChatPage.tsx';
import { Opening } from './Opening.tsx';
import { useAppState } from './store.tsx';

/** Which page stands here now. */
export function Root() {
  const { t } = useLanguage();
  const isRefused = useAppState((state) => state.connection === 'refused');
  const named = useAppState((state) => state.self?.named);
  const isLost = useAppState((state) => state.connection === 'closed');
  if (isRefused) return <Refused />;
  if (named === undefined) return <Opening words={t(isLost ? 'connectionLost' : 'connecting')} />;
  return named ? <ChatPage /> : <FirstStart />;
}
