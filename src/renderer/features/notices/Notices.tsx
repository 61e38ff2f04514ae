import type { Notice } from '../../../api/contract.ts';
import { selectNotices } from '../../app/selectors.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Notices.module.css';

const levels = { info: 'noticeInfo', warning: 'noticeWarning', error: 'noticeError' } as const;
const IN_MEMORY = 'page-storage-in-memory';

/** What the peer has to say about itself, above the conversation until it is put away. */
export function Notices() {
  const { t } = useLanguage();
  const session = useSession();
  const notices = useAppState(selectNotices);
  const note = useAppState(({ self, dismissed }) =>
    self?.storage === 'memory' && !dismissed.has(IN_MEMORY) ? (self.storageNote ?? '') : undefined,
  );
  const isSaid = notices.some((notice) => notice.message === note);
  const all: readonly Notice[] =
    note === undefined || isSaid
      ? notices
      : [...notices, { level: 'info', code: IN_MEMORY, message: note === '' ? t('inMemory') : note }];

  return (
    <div className={styles.notices} role="status">
      {all.map(({ code, level, message }) => (
        <div key={code} className={classes(styles.notice, level !== 'info' && styles[level])}>
          {level !== 'info' && <Icon name="warning" />}
          <p>
            <Hidden>{t(levels[level])}: </Hidden>
            {explain(t, { code, message })}
          </p>
          <Button
            look="plain"
            icon
            small
            aria-label={t('noticeDismiss')}
            title={t('noticeDismiss')}
            onClick={() => session.dismiss(code)}
          >
            <Icon name="close" />
          </Button>
        </div>
      ))}
    </div>
  );
}
