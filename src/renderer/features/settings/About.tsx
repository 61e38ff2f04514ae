import { useEffect, useState } from 'react';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { parseLicences, type Licence } from './licences.ts';
import styles from './Settings.module.css';

type Loading = { kind: 'loading' } | { kind: 'failed' } | { kind: 'ready'; licences: readonly Licence[] };

/** Which Peerster this is, and whose work it holds. */
export function About() {
  const { t } = useLanguage();
  const self = useAppState((state) => state.self);
  return (
    <>
      <p className={styles.text}>{t('aboutText')}</p>
      {self !== undefined && (
        <dl className={styles.facts}>
          <dt>{t('aboutVersion')}</dt>
          <dd dir="ltr">{self.version}</dd>
          <dt>{t('aboutStorage')}</dt>
          <dd>{t(self.storage === 'disk' ? 'storageDisk' : 'storageMemory')}</dd>
          <dt>{t('aboutPort')}</dt>
          <dd dir="ltr">UDP {self.port}</dd>
          <dt>{t('aboutGroup')}</dt>
          <dd>{self.group === null ? t('aboutNoGroup') : <bdi>{self.group.toWellFormed()}</bdi>}</dd>
          <dt>{t('aboutLicence')}</dt>
          <dd>MIT</dd>
        </dl>
      )}
      <Licences />
    </>
  );
}

function Licences() {
  const { t } = useLanguage();
  const [state, setState] = useState<Loading>({ kind: 'loading' });

  useEffect(() => {
    const stop = new AbortController();
    readLicences(stop.signal).then(
      (licences) => setState({ kind: 'ready', licences }),
      () => {
        if (!stop.signal.aborted) setState({ kind: 'failed' });
      },
    );
    return () => stop.abort();
  }, []);

  return (
    <div>
      <h4>{t('licences')}</h4>
      <p className={styles.text}>{t(state.kind === 'failed' ? 'licencesFailed' : 'licencesText')}</p>
      {state.kind === 'ready' &&
        state.licences.map(({ name, version, identifier, text }) => (
          <details key={`${name} ${version}`} className={styles.licence}>
            <summary dir="ltr">
              {name} {version} <span>{identifier}</span>
            </summary>
            <pre dir="ltr" lang="en">
              {text}
            </pre>
          </details>
        ))}
    </div>
  );
}

async function readLicences(signal: AbortSignal): Promise<readonly Licence[]> {
  const answer = await fetch('./licences.json', { signal });
  if (!answer.ok) throw new Error(`licences.json: ${answer.status}`);
  return parseLicences(await answer.json());
}
