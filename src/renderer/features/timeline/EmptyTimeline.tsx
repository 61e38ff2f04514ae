import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { WhatToDo } from '../connection/WhatToDo.tsx';
import styles from './Timeline.module.css';

/** No message yet: what to do first, alone or with peers. */
export function EmptyTimeline() {
  const { t } = useLanguage();
  const isAlone = useAppState((state) => state.sync?.state === 'alone');
  return (
    <div className={styles.center}>
      <Mark size={44} />
      <h2>{t(isAlone ? 'waitingForFirstPeer' : 'emptyTitle')}</h2>
      {isAlone ? <WhatToDo /> : <p>{t('emptyText')}</p>}
    </div>
  );
}
