import { useAppState } from '../../app/store.tsx';
import { selectSharedNames } from '../../app/selectors.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { nameKey, shownName, tagOf } from '../../lib/names.ts';
import { classes } from '../../ui/classes.ts';
import styles from './PersonName.module.css';

interface PersonNameProps {
  origin: string;
  name: string;
  /** What they were called when they said it. */
  nameThen?: string;
  own?: boolean;
  className?: string | undefined;
}

/** A stranger's name: cut where it is long, told apart by its tag where someone else has the same. */
export function PersonName({ origin, name, nameThen = name, own, className }: PersonNameProps) {
  const { t } = useLanguage();
  const isShared = useAppState(selectSharedNames).has(nameKey(name));
  const shown = shownName(name);
  const title = nameThen === name ? shown : `${shown}\n${t('calledThen', { name: shownName(nameThen) })}`;
  const tag = tagOf(origin);
  return (
    <span className={styles.person}>
      <bdi className={classes(styles.name, className)} title={title}>
        {shown === '' ? t('unnamed') : shown}
      </bdi>
      {isShared && tag !== '' && (
        <span className={styles.tag} title={`${t('tagHint')}: ${tag}`}>
          {tag}
        </span>
      )}
      {own === true && <span className={styles.you}>({t('you')})</span>}
    </span>
  );
}
