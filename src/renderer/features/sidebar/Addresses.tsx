import { useLanguage } from '../../i18n/language.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import styles from './Addresses.module.css';

/** Where this machine's peer is reached, each with a button that copies it. */
export function Addresses({ addresses }: { addresses: readonly string[] }) {
  const { t } = useLanguage();
  if (addresses.length === 0) return <p className={styles.none}>{t('noAddresses')}</p>;
  return (
    <ul className={styles.list}>
      {addresses.map((address) => (
        <li key={address} className={styles.row}>
          <code className={styles.address} dir="ltr" title={address}>
            {address}
          </code>
          <CopyButton text={address} thing={address} />
        </li>
      ))}
    </ul>
  );
}
