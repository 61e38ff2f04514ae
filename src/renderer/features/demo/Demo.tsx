import { useEffect, useState } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import { demoNames, type DemoLine, type DemoNews } from '../../lib/lab/demoScript.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogHead } from '../../ui/DialogHead.tsx';
import styles from './Demo.module.css';

/** Three made-up peers that talk, over the chat and apart from it; gone when it is closed. */
export function Demo({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  // Said once: what was said stays as it is, whatever language is chosen meanwhile.
  const [lines] = useState((): readonly DemoLine[] => [
    { speaker: 0, text: t('demoLine1') },
    { speaker: 2, text: t('demoLine2') },
    { speaker: 1, text: t('demoLine3') },
    { speaker: 0, text: t('demoLine4') },
    { speaker: 2, text: t('demoLine5') },
  ]);
  const state = useDemo(lines);
  return (
    <Dialog label={t('demoTitle')} className={styles.dialog} onClose={onClose}>
      <DialogHead title={t('demoTitle')} onClose={onClose}>
        <Button look="primary" onClick={onClose}>
          {t('demoEnd')}
        </Button>
      </DialogHead>
      <p className={styles.note}>{t('demoText')}</p>
      {state === 'failed' ? (
        <p role="alert">{t('demoFailed')}</p>
      ) : (
        <>
          <Peers news={state} />
          <Talk news={state} lines={lines} />
        </>
      )}
    </Dialog>
  );
}

function Peers({ news }: { news: readonly DemoNews[] }) {
  const { t } = useLanguage();
  return (
    <ul className={styles.peers}>
      {demoNames.map((name, node) => (
        <li key={name}>
          <Avatar seed={name} origin={name} name={name} small />
          {t('demoHolds', { name, count: news.filter((one) => one.node === node).length })}
        </li>
      ))}
    </ul>
  );
}

function Talk({ news, lines }: { news: readonly DemoNews[]; lines: readonly DemoLine[] }) {
  const { t } = useLanguage();
  return (
    <div role="log" aria-label={t('timeline')}>
      <ol className={styles.talk}>
        {news.length === 0 && <li className={styles.small}>{t('demoLoading')}</li>}
        {lines.map(({ speaker, text }, line) => {
          const holders = news.filter((one) => one.line === line);
          const said = holders[0];
          const name = demoNames[speaker] ?? '';
          if (said === undefined) return undefined;
          return (
            <li key={text} className={styles.line}>
              <Avatar seed={name} origin={name} name={name} />
              <div>
                <strong>{name}</strong>{' '}
                <span className={styles.small}>{t('demoSaid', { seconds: Math.round(said.at / 100) / 10 })}</span>
                <p dir="auto">{text}</p>
                <p className={styles.small}>
                  {demoNames.map((holder, node) => (
                    <span
                      key={holder}
                      aria-hidden="true"
                      className={classes(styles.dot, holders.some((one) => one.node === node) && styles.held)}
                    />
                  ))}
                  {t('demoHeldBy', { count: holders.length, of: demoNames.length })}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** What the three hold so far. The worker ends with the component. */
function useDemo(lines: readonly DemoLine[]): readonly DemoNews[] | 'failed' {
  const [state, setState] = useState<readonly DemoNews[] | 'failed'>([]);
  useEffect(() => {
    const worker = new Worker(new URL('../../lib/lab/demo.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<DemoNews>) =>
      setState((before) => (before === 'failed' ? before : [...before, data])),
    );
    worker.addEventListener('error', () => setState('failed'));
    worker.postMessage(lines);
    return () => worker.terminate();
  }, [lines]);
  return state;
}
