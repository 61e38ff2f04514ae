import { useState } from 'react';
import type { Message } from '../../../api/contract.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { sizeIn } from '../../i18n/sizes.ts';
import { shownName } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/Icon.tsx';
import { FileCard } from './FileCard.tsx';
import styles from './FileCard.module.css';
import { fileIcons, shortName } from './fileWords.ts';

interface OfferedFileProps {
  file: NonNullable<Message['file']>;
  /** Who offers it; undefined: we do. */
  from: string | undefined;
}

/** The file of a message: as it stands here, or as it is offered. */
export function OfferedFile({ file, from }: OfferedFileProps) {
  const known = useAppState((state) => state.files.get(file.hash));
  return known === undefined ? <Offer file={file} from={from} /> : <FileCard file={known} />;
}

function Offer({ file: { hash, name, size, kind }, from }: OfferedFileProps) {
  const { t, locale } = useLanguage();
  const session = useSession();
  const [problem, setProblem] = useState<string>();
  const shown = shownName(name) || t('fileUnnamed');
  const download = async (): Promise<void> => {
    const result = await session.download({
      hash,
      name: name || 'file',
      size,
      ...(from === undefined ? {} : { from }),
    });
    setProblem(result.ok ? undefined : explain(t, result.problem));
  };
  return (
    <div className={styles.card}>
      <span className={classes(styles.icon, kind === 'program' && styles.program)}>
        <Icon name={fileIcons[kind]} size={20} />
      </span>
      <div className={styles.what}>
        <p className={styles.name} title={shown}>
          {shortName(shown, 60)}
        </p>
        <p className={styles.state}>{sizeIn(locale, size)}</p>
      </div>
      {problem !== undefined && (
        <p className={classes(styles.state, styles.bad, styles.actions)} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        <Button small look="primary" aria-label={`${t('fileDownload')}: ${shown}`} onClick={() => void download()}>
          {t('fileDownload')}
        </Button>
      </div>
    </div>
  );
}
