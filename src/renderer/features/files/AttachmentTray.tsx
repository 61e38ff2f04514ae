import type { Attachment } from '../../app/writing.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { sizeIn } from '../../i18n/sizes.ts';
import { shownName } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './AttachmentTray.module.css';
import { shortName } from './fileWords.ts';
import type { Attachments } from './useAttachments.ts';

/** What is sent with the next message. */
export function AttachmentTray({ attachments }: { attachments: Attachments }) {
  const { t, locale } = useLanguage();
  if (attachments.list.length === 0) return undefined;
  const words = ({ state, size }: Attachment): string =>
    state.kind === 'preparing' ? t('attachPreparing') : state.kind === 'failed' ? state.message : sizeIn(locale, size);
  return (
    <ul className={styles.tray} aria-label={t('attachments')}>
      {attachments.list.map((one) => {
        const name = shownName(one.name) || t('fileUnnamed');
        return (
          <li key={one.key} className={styles.one}>
            <Icon name="file" />
            <span className={styles.what}>
              <bdi className={styles.name} title={name}>
                {shortName(name, 40)}
              </bdi>
              <span
                className={classes(styles.state, one.state.kind === 'failed' && styles.bad)}
                role={one.state.kind === 'failed' ? 'alert' : 'status'}
              >
                {words(one)}
              </span>
            </span>
            <Button
              look="plain"
              icon
              small
              aria-label={t('attachRemove', { name })}
              title={t('attachRemove', { name })}
              onClick={() => attachments.remove(one.key)}
            >
              <Icon name="close" />
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
