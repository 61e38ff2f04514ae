import { selectHasNetwork, selectWereHeard } from '../../app/selectors.ts';
import { useAppState } from '../../app/store.tsx';
import { useOther, type Other } from '../../app/useConversation.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName, tagOf } from '../../lib/names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { WhatToDo } from '../connection/WhatToDo.tsx';
import { aloneKey } from '../connection/words.ts';
import styles from './Timeline.module.css';

/** No message yet: what to do first, alone or with peers. */
export function EmptyTimeline() {
  const other = useOther();
  return other.kind === 'everyone' ? <NothingSaid /> : <NothingPrivate other={other} />;
}

function NothingSaid() {
  const { t } = useLanguage();
  const isAlone = useAppState((state) => state.sync?.state === 'alone');
  const alone = aloneKey(useAppState(selectWereHeard), useAppState(selectHasNetwork));
  return (
    <div className={styles.center}>
      <Mark size={44} />
      <h2>{t(isAlone ? alone : 'emptyTitle')}</h2>
      {isAlone ? <WhatToDo /> : <p>{t('emptyText')}</p>}
    </div>
  );
}

function NothingPrivate({ other }: { other: Exclude<Other, { kind: 'everyone' }> }) {
  const { t } = useLanguage();
  if (other.kind === 'self') {
    return (
      <div className={styles.center}>
        <Icon name="note" size={32} />
        <h2>{t('emptyNotes')}</h2>
        <p>{t('emptyNotesText')}</p>
      </div>
    );
  }
  const name = shownName(other.name) || t('unnamed');
  return (
    <div className={styles.center}>
      <Icon name="message" size={32} />
      <h2>{t('emptyPrivate', { name })}</h2>
      {tagOf(other.origin) !== '' && <p>{t('sealedExplained', { name })}</p>}
    </div>
  );
}
