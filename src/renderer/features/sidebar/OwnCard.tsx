import type { Self } from '../../../api/contract.ts';
import { useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PersonName } from '../people/PersonName.tsx';
import { Addresses } from './Addresses.tsx';
import styles from './OwnCard.module.css';

/** Own name, tag and addresses, to give to others. */
export function OwnCard({ self, onOpen }: { self: Self; onOpen?: (() => void) | undefined }) {
  const { t } = useLanguage();
  const session = useSession();
  return (
    <details className={styles.card}>
      <summary className={styles.summary}>
        <Avatar seed={self.person ?? self.tag} origin={self.person ?? self.origin} name={shownName(self.name)} small />
        <span className={styles.who}>
          <PersonName origin={self.origin} name={self.name} own />
          <span className={styles.first} dir="ltr">
            {self.addresses[0]}
          </span>
        </span>
        <span className={styles.chevron}>
          <Icon name="more" />
        </span>
      </summary>
      <div className={styles.details}>
        <Button
          small
          onClick={() => {
            session.open(self.origin);
            onOpen?.();
          }}
        >
          <Icon name="note" />
          {t('notesToSelf')}
        </Button>
        <div>
          <p className={styles.label}>{t('yourAddresses')}</p>
          <Addresses addresses={self.addresses} />
        </div>
        {self.tag !== '' && (
          <div>
            <p className={styles.label}>{t('yourTag')}</p>
            <p className={styles.tag} title={t('tagHint')}>
              <code>{self.tag}</code>
              <CopyButton text={self.tag} thing={t('yourTag')} />
            </p>
          </div>
        )}
      </div>
    </details>
  );
}
