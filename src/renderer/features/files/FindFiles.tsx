import { useId, useState } from 'react';
import { MAX_KEYWORD, MAX_KEYWORDS, type FoundFile } from '../../../api/contract.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { nameList } from '../../i18n/nameList.ts';
import { explain } from '../../i18n/problems.ts';
import { sizeIn } from '../../i18n/sizes.ts';
import { shownName } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/Icon.tsx';
import { FileCard } from './FileCard.tsx';
import cardStyles from './FileCard.module.css';
import styles from './FilesDialog.module.css';
import { fileIcons, shortName } from './fileWords.ts';

const MAX_BUDGET = 1_000_000;

/** Asks the network for files by their names; what answers stands here as it comes. */
export function FindFiles() {
  const { t } = useLanguage();
  const session = useSession();
  const id = useId();
  const found = useAppState((state) => state.found);
  const [typed, setTyped] = useState(found.keywords.join(' '));
  const [budget, setBudget] = useState('');
  const [problem, setProblem] = useState<string>();
  const isSearching = found.state === 'searching';
  const keywords = typed
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .slice(0, MAX_KEYWORDS)
    .map((word) => word.slice(0, MAX_KEYWORD));

  const search = async (): Promise<void> => {
    if (keywords.length === 0) return;
    const wanted = Number.parseInt(budget, 10);
    const limit = Number.isInteger(wanted) ? { budget: Math.min(MAX_BUDGET, Math.max(1, wanted)) } : {};
    const result = await session.findFiles({ keywords, ...limit });
    setProblem(result.ok ? undefined : explain(t, result.problem));
  };

  const words = (): string => {
    if (found.files.length > 0) return t('findFilesFound', { count: found.files.length });
    if (found.state === 'none') return t('findFilesHint');
    return t(isSearching ? 'findFilesSearching' : 'findFilesNone');
  };
  return (
    <>
      <form
        className={styles.search}
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          void search();
        }}
      >
        <input
          className={styles.field}
          aria-label={t('findFiles')}
          placeholder={t('findFilesPlaceholder')}
          value={typed}
          maxLength={MAX_KEYWORDS * MAX_KEYWORD}
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          onChange={({ target }) => setTyped(target.value)}
        />
        <label className={styles.budget} title={t('findFilesBudgetHelp')}>
          {t('findFilesBudget')}
          <input
            className={classes(styles.field, styles.number)}
            inputMode="numeric"
            value={budget}
            maxLength={7}
            aria-describedby={`${id}-budget`}
            onChange={({ target }) => setBudget(target.value.replace(/\D/g, ''))}
          />
        </label>
        <Button type="submit" look="primary" aria-disabled={keywords.length === 0}>
          {t('findFilesGo')}
        </Button>
        {isSearching && <Button onClick={() => void session.stopFinding()}>{t('findFilesStop')}</Button>}
      </form>
      <p id={`${id}-budget`} className={styles.soft}>
        {t('findFilesBudgetHelp')}
      </p>
      <p className={styles.state} role={problem === undefined ? 'status' : 'alert'}>
        {problem ?? words()}
      </p>
      <ul className={styles.list}>
        {found.files.map((file) => (
          <li key={file.hash}>
            <Found file={file} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is known here already stands as its own card. */
function Found({ file }: { file: FoundFile }) {
  const { t, locale } = useLanguage();
  const session = useSession();
  const [problem, setProblem] = useState<string>();
  const known = useAppState((state) => state.files.get(file.hash));
  if (known !== undefined) return <FileCard file={known} />;
  const { hash, name, size, kind, holders, whole, chunkCount } = file;
  const shown = shownName(name) || t('fileUnnamed');
  const most = Math.max(0, ...holders.map(({ chunks }) => chunks));
  const names = nameList(
    locale,
    t,
    holders.map((holder) => holder.name),
  );
  const facts = [
    size === null ? t('fileSizeUnknown') : sizeIn(locale, size),
    t('fileFrom', { names }),
    ...(whole ? [] : [t('filePartly', { have: most, of: chunkCount })]),
  ];
  const download = async (): Promise<void> => {
    const result = await session.download({ hash, name: name || 'file', ...(size === null ? {} : { size }) });
    setProblem(result.ok ? undefined : explain(t, result.problem));
  };
  return (
    <div className={cardStyles.card}>
      <span className={classes(cardStyles.icon, kind === 'program' && cardStyles.program)}>
        <Icon name={fileIcons[kind]} size={20} />
      </span>
      <div className={cardStyles.what}>
        <p className={cardStyles.name} title={shown}>
          {shortName(shown, 60)}
        </p>
        <p className={cardStyles.state} title={t('fileHolders', { count: holders.length })}>
          {facts.join(' · ')}
        </p>
      </div>
      {problem !== undefined && (
        <p className={classes(cardStyles.state, cardStyles.bad, cardStyles.actions)} role="alert">
          {problem}
        </p>
      )}
      <div className={cardStyles.actions}>
        <Button small look="primary" aria-label={`${t('fileDownload')}: ${shown}`} onClick={() => void download()}>
          {t('fileDownload')}
        </Button>
      </div>
    </div>
  );
}
