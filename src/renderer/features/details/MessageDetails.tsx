import type { ReactNode } from 'react';
import type { Message } from '../../../api/contract.ts';
import { unreachable } from '../../../api/result.ts';
import { heldBy } from '../../app/selectors.ts';
import { useAppState } from '../../app/store.tsx';
import { durationIn } from '../../i18n/durations.ts';
import { EVERYONE } from '../../app/views.ts';
import { useLanguage } from '../../i18n/language.tsx';
import type { StringKey } from '../../i18n/strings.ts';
import { shownName } from '../../lib/names.ts';
import { classes } from '../../ui/classes.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogHead } from '../../ui/DialogHead.tsx';
import { Provenance, ProvenanceLegend, type ProvenanceKind } from '../../ui/Provenance.tsx';
import { PersonName } from '../people/PersonName.tsx';
import { HeldBy } from './HeldBy.tsx';
import { howItCame } from './howItCame.ts';
import { deliveryExplained, deliveryWords } from '../timeline/DeliveryMark.tsx';
import { OtherVersions } from './OtherVersions.tsx';
import styles from './MessageDetails.module.css';

/** What this peer knows of a message: who says that they wrote it, whether that is proven, and how it came. */
export function MessageDetails({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t, dates, locale, formatNumber } = useLanguage();
  const came = howItCame(message);
  const isWithAll = useAppState((state) => {
    const held = heldBy(state, message);
    return held !== undefined && held.held === held.of;
  });
  const origin = message.origin.toWellFormed();
  const isPrivate = message.conversation !== EVERYONE;
  const isVerified = message.trust === 'verified';

  return (
    <Dialog label={t('detailsTitle')} className={styles.panel} onClose={onClose}>
      <div className={styles.inside}>
        <DialogHead title={t('detailsTitle')} className={styles.head} onClose={onClose} />
        <dl className={styles.facts}>
          <Fact name={t('detailsAuthor')}>
            <PersonName origin={message.origin} name={message.name} own={message.own} />
            {message.nameThen !== message.name && <p>{t('calledThen', { name: shownName(message.nameThen) })}</p>}
          </Fact>
          {message.reach !== null && (
            <Fact name={t('detailsReach')}>
              {t(isWithAll ? 'reachAll' : reachWords[message.reach])}
              <p>{t(isWithAll ? 'reachAllExplained' : reachExplained[message.reach])}</p>
            </Fact>
          )}
          {/* Private ones are for one alone, and simple ones are in no log. */}
          {message.conversation === '' && message.id > 0 && (
            <Fact name={t('detailsHeld')}>
              <HeldBy message={message} />
            </Fact>
          )}
          {message.delivery !== null && message.conversation !== message.origin && (
            <Fact name={t('detailsDelivery')}>
              {t(deliveryWords[message.delivery])}
              <p>{t(deliveryExplained[message.delivery])}</p>
            </Fact>
          )}
          {message.forked > 0 && (
            <Fact name={t('detailsForked')}>
              {/* Read again when there is one more. */}
              <OtherVersions key={message.forked} message={message} />
            </Fact>
          )}
          <Fact name={t('detailsSignature')}>
            <strong className={classes(isVerified ? styles.verified : styles.unverified)}>{t(message.trust)}</strong>
            <p>{t(isVerified ? (isPrivate ? 'sealedVerified' : 'verifiedExplained') : 'unverifiedExplained')}</p>
          </Fact>
          <Fact name={t('detailsCame')} kind="measured">
            {t(cameWords(message))}
          </Fact>
          {message.from !== null && (
            <>
              <Fact name={t('detailsFrom')} kind="measured">
                <From address={message.from} />
              </Fact>
              <Fact name={t('detailsHops')} kind={came.hops.kind}>
                {came.hops.value !== undefined && formatNumber(came.hops.value)}
              </Fact>
              <Fact name={t('detailsDelay')} kind={came.delay.kind}>
                {came.delay.value !== undefined && durationIn(locale)(came.delay.value)}
              </Fact>
            </>
          )}
          <Fact name={t('detailsSaid')} kind={message.own ? 'measured' : came.said.kind}>
            {came.said.value !== undefined && dates.exact(came.said.value)}
          </Fact>
          <Fact name={t('detailsArrived')} kind="measured">
            {dates.exact(message.arrivedAt)}
          </Fact>
          <Fact name={t('detailsOrigin')}>
            <span className={styles.copied}>
              <code className={styles.origin}>{shownName(origin) || t('unnamed')}</code>
              <CopyButton text={origin} thing={t('detailsOrigin')} />
            </span>
          </Fact>
          <Fact name={t('detailsId')}>{message.id}</Fact>
        </dl>
        <ProvenanceLegend />
      </div>
    </Dialog>
  );
}

const reachWords = { device: 'reachDevice', sent: 'reachSent', peer: 'reachPeer' } as const;
const reachExplained = {
  device: 'reachDeviceExplained',
  sent: 'reachSentExplained',
  peer: 'reachPeerExplained',
} as const;

interface FactProps {
  name: string;
  /** Where the value comes from, where that isn't plain. Of what is unknown there is no value. */
  kind?: ProvenanceKind;
  children: ReactNode;
}

const Fact = ({ name, kind, children }: FactProps) => (
  <div>
    <dt>
      {name} {kind !== undefined && <Provenance kind={kind} />}
    </dt>
    <dd>{kind === 'unknown' ? '–' : children}</dd>
  </div>
);

/** The neighbour that handed it over: seldom its author. */
function From({ address }: { address: string }) {
  const name = useAppState((state) => state.peers.get(address)?.name ?? undefined);
  return (
    <>
      {name !== undefined && <bdi className={styles.peer}>{shownName(name)}</bdi>} <code dir="ltr">{address}</code>
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
    case 'private':
      return 'camePrivate';
    default:
      return unreachable(how);
  }
}
