import type { Message } from '../../../api/contract.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { classes } from '../../ui/classes.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './MessageRow.module.css';

type Delivery = NonNullable<Message['delivery']>;

const icons = {
  waiting: 'clock',
  sent: 'done',
  delivered: 'doneTwice',
  failed: 'warning',
  unconfirmed: 'sentOnce',
} as const;

export const deliveryWords = {
  waiting: 'deliveryWaiting',
  sent: 'deliverySent',
  delivered: 'deliveryDelivered',
  failed: 'deliveryFailed',
  unconfirmed: 'deliveryUnconfirmed',
} as const;

export const deliveryExplained = {
  waiting: 'deliveryWaitingExplained',
  sent: 'deliverySentExplained',
  delivered: 'deliveryDeliveredExplained',
  failed: 'deliveryFailedExplained',
  unconfirmed: 'deliveryUnconfirmedExplained',
} as const;

/** What became of an own private message: a small sign at the end of its row. */
export function DeliveryMark({ delivery }: { delivery: Delivery }) {
  const { t } = useLanguage();
  return (
    <span className={classes(styles.reach, delivery === 'failed' && styles.failed)} title={t(deliveryWords[delivery])}>
      <Icon name={icons[delivery]} size={14} />
      <Hidden>{t(deliveryWords[delivery])}</Hidden>
    </span>
  );
}
