import type { Nearby } from '../../../api/contract.ts';
import { unreachable } from '../../../api/result.ts';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import type { Translate } from '../../i18n/strings.ts';
import { shownName } from '../../lib/names.ts';
import styles from './NearbyList.module.css';

/** Whom the network tells of, and who is not among the peers: on the way, of another group, or a copy of this profile. */
export function NearbyList() {
  const { t } = useLanguage();
  const nearby = useAppState((state) => state.nearby);
  const others = nearby.filter(({ state }) => state !== 'here');
  if (others.length === 0) return undefined;
  return (
    <div className={styles.nearby}>
      <p className={styles.heading}>{t('nearby')}</p>
      <ul>
        {others.map((one) => (
          <li key={one.id} className={styles.row} title={one.addresses.join('\n')}>
            <bdi className={styles.name}>{one.name === '' ? t('unnamed') : shownName(one.name)}</bdi>
            <span className={styles.state}>{stateWords(one, t)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function stateWords({ state, group }: Nearby, t: Translate): string {
  switch (state) {
    case 'here':
      return '';
    case 'trying':
      return t('nearbyTrying');
    case 'otherGroup':
      return t('nearbyOtherGroup', { group: shownName(group) });
    case 'copy':
      return t('nearbyCopy');
    default:
      return unreachable(state);
  }
}
