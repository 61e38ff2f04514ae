import { useEffect, useRef, useState } from 'react';
import { useAppState, useSession } from '../../app/store.tsx';
import { useTitle } from '../../app/useConversation.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { fileName, json, markdown } from './conversationFile.ts';
import styles from './ExportPage.module.css';
import { saveFile, writeConversation } from './exporting.ts';

const formats = { markdown, json };

type Step =
  | { readonly kind: 'asking' }
  | { readonly kind: 'writing'; readonly count: number; readonly total: number }
  | { readonly kind: 'ready'; readonly count: number; readonly name: string }
  | { readonly kind: 'failed'; readonly message: string };

/** The whole conversation into a file. Closing it cancels what is not written yet. */
export function ExportPage({ onClose }: { onClose: () => void }) {
  const { t, formatNumber } = useLanguage();
  const session = useSession();
  const title = useTitle();
  const conversation = useAppState((state) => state.conversation);
  const origin = useAppState((state) => state.self?.origin ?? '');
  const [format, setFormat] = useState<keyof typeof formats>('markdown');
  const [step, setStep] = useState<Step>({ kind: 'asking' });
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const write = async (): Promise<void> => {
    const { signal } = (abort.current = new AbortController());
    const about = { conversation: title, origin, at: Date.now() };
    setStep({ kind: 'writing', count: 0, total: 0 });
    const written = await writeConversation(
      (after, limit) => session.readHistory(conversation, after, limit),
      formats[format],
      about,
      signal,
      (count, total) => setStep({ kind: 'writing', count, total }),
    );
    if (signal.aborted) return;
    if (!written.ok) {
      setStep({ kind: 'failed', message: written.problem.message });
      return;
    }
    const name = fileName(about, formats[format]);
    saveFile(written.value.blob, name);
    setStep({ kind: 'ready', count: written.value.count, name });
  };
  const cancel = (): void => {
    abort.current?.abort();
    setStep({ kind: 'asking' });
  };

  return (
    <Dialog label={t('exportTitle')} className={styles.dialog} onClose={onClose}>
      <header className={styles.head}>
        <h2>{t('exportTitle')}</h2>
        <Button look="plain" icon aria-label={t('close')} title={t('close')} onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      <p className={styles.text}>{t('exportExplained')}</p>
      {step.kind === 'writing' ? (
        <>
          <div className={styles.progress}>
            <p role="status">
              {t('exportProgress', { count: formatNumber(step.count), total: formatNumber(step.total) })}
            </p>
            <progress aria-label={t('exportTitle')} value={step.count} max={Math.max(step.total, 1)} />
          </div>
          <Button onClick={cancel} autoFocus>
            {t('cancel')}
          </Button>
        </>
      ) : (
        <>
          <Choice
            label={t('exportFormat')}
            options={[
              { value: 'markdown', label: t('exportMarkdown') },
              { value: 'json', label: t('exportJson') },
            ]}
            value={format}
            onChange={setFormat}
          />
          {step.kind === 'failed' && (
            <p className={styles.problem} role="alert">
              {t('exportFailed', { message: step.message })}
            </p>
          )}
          {step.kind === 'ready' && (
            <p className={styles.ready} role="status">
              {t('exportReady', { name: step.name, count: step.count })}
            </p>
          )}
          <Button look={step.kind === 'ready' ? 'normal' : 'primary'} onClick={() => void write()}>
            {t('exportStart')}
          </Button>
        </>
      )}
    </Dialog>
  );
}
