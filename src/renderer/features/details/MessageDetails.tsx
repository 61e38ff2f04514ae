import { useEffect, useRef, type ReactNode } from 'react';
import type { Message } from '../../../api/contract.ts';
import { unreachable } from '../../../api/result.ts';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import type { StringKey } from '../../i18n/strings.ts';
import { shownName } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PersonName } from '../people/PersonName.tsx';
import styles from './MessageDetails.module.css';

/** What this peer knows of a message: who says that they wrote it, whether that is proven, and how it came. */
export function MessageDetails({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t, dates } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const origin = message.origin.toWellFormed();
  const isVerified = message.trust === 'verified';

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    // A click on the backdrop has the dialog itself as its target. Escape does the same.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={dialog}
      className={styles.panel}
      aria-labelledby="details-title"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles.inside}>
        <header className={styles.head}>
          <h2 id="details-title">{t('detailsTitle')}</h2>
          <Button look="plain" icon aria-label={t('close')} title={t('close')} onClick={onClose}>
            <Icon name="close" />
          </Button>
        </header>
        <dl className={styles.facts}>
          <Fact name={t('detailsAuthor')}>
            <PersonName origin={message.origin} name={message.name} own={message.own} />
          </Fact>
          <Fact name={t('detailsSignature')}>
            <strong className={classes(isVerified ? styles.verified : styles.unverified)}>{t(message.trust)}</strong>
            <p>{t(isVerified ? 'verifiedExplained' : 'unverifiedExplained')}</p>
          </Fact>
          <Fact name={t('detailsCame')}>{t(cameWords(message))}</Fact>
          {message.from !== null && (
            <Fact name={t('detailsFrom')}>
              <From address={message.from} />
            </Fact>
          )}
          {message.hops !== null && <Fact name={t('detailsHops')}>{message.hops}</Fact>}
          <Fact name={t('detailsSaid')}>{message.saidAt === null ? t('unknown') : dates.exact(message.saidAt)}</Fact>
          <Fact name={t('detailsArrived')}>{dates.exact(message.arrivedAt)}</Fact>
          <Fact name={t('detailsOrigin')}>
            <span className={styles.copied}>
              <code className={styles.origin}>{shownName(origin)}</code>
              <CopyButton text={origin} thing={t('detailsOrigin')} />
            </span>
          </Fact>
          <Fact name={t('detailsId')}>{message.id}</Fact>
        </dl>
      </div>
    </dialog>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** The neighbour that handed it over: seldom its author. */
function From({ address }: { address: string }) {
  const name = useAppState((state) => state.peers.get(address)?.name ?? undefined);
  return (
    <>
      {name !== undefined && <bdi className={styles.peer}>{shownName(name)} </bdi>}
      <code dir="ltr">{address}</code>
    </>
  );
}

function cameWords({ how }: Message): StringKey & `came${string}` {
  switch (how) {
    case 'said':
      return 'cameSaid';
    case 'rumor':
      return 'cameRumor';
    case 'catchUp':
      return 'cameCatchUp';
    default:
      return unreachable(how);
  }
}
