import { useState } from 'react';
import type { SharedFile } from '../../../api/contract.ts';
import type { Result } from '../../../api/result.ts';
import { useAppId, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { desktopOf } from '../../lib/desktop.ts';
import { fileAddress } from '../../lib/fileWays.ts';
import { shownName } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './FileCard.module.css';
import { fileIcons, shareOf, shortName, stateWords } from './fileWords.ts';
import { ProgramWarning } from './ProgramWarning.tsx';

const MAX_LETTERS = 60;
/** Larger ones are not decoded just to be looked at in small. */
const MAX_PICTURE_BYTES = 20_000_000;

interface FileCardProps {
  file: SharedFile;
  /** What can be done in other words than by its state, before it. */
  children?: React.ReactNode;
}

/** A file with where it stands, and what can be done about it. */
export function FileCard({ file, children }: FileCardProps) {
  const { t, locale } = useLanguage();
  const [problem, setProblem] = useState<string>();
  const { name, kind, state } = file;
  const shown = shownName(name) || t('fileUnnamed');
  const share = shareOf(file);
  const moves = state.kind === 'downloading' || state.kind === 'hashing' || state.kind === 'assembling';
  const told = async (deed: Promise<Result<unknown>>): Promise<void> => {
    const result = await deed;
    setProblem(result.ok ? undefined : explain(t, result.problem));
  };
  return (
    <div className={styles.card}>
      <span className={classes(styles.icon, kind === 'program' && styles.program)}>
        <Icon name={fileIcons[kind]} size={20} />
      </span>
      <div className={styles.what}>
        <p className={styles.name} title={shown}>
          {shortName(shown, MAX_LETTERS)}
        </p>
        <p className={classes(styles.state, state.kind === 'failed' && styles.bad)} role="status">
          {stateWords(file, t, locale)}
        </p>
      </div>
      {share !== undefined && (
        <progress
          className={classes(styles.progress, !moves && styles.still)}
          value={share}
          max={1}
          aria-label={t('fileProgress', { name: shown })}
        />
      )}
      <Picture file={file} />
      {problem !== undefined && (
        <p className={classes(styles.state, styles.bad, styles.actions)} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        {children}
        <Actions file={file} name={shown} told={told} />
      </div>
    </div>
  );
}

/** Nothing but the pixels of a picture that is here: what else claims to be one is not shown. */
function Picture({ file: { hash, kind, size, state } }: { file: SharedFile }) {
  const peer = useAppId();
  const [isBroken, setBroken] = useState(false);
  if (kind !== 'image' || state.kind !== 'here' || hash === null || isBroken) return undefined;
  if (size === null || size > MAX_PICTURE_BYTES) return undefined;
  return (
    <img
      className={styles.picture}
      src={fileAddress(peer, hash, true)}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setBroken(true)}
    />
  );
}

interface ActionsProps {
  file: SharedFile;
  name: string;
  told: (deed: Promise<Result<unknown>>) => Promise<void>;
}

function Actions({ file, name, told }: ActionsProps) {
  const { t } = useLanguage();
  const session = useSession();
  const { id, state, own } = file;
  const action = (label: string, deed: () => Promise<Result<unknown>>) => (
    <Button small aria-label={`${label}: ${name}`} onClick={() => void told(deed())}>
      {label}
    </Button>
  );
  const cancel = action(t('cancel'), () => session.cancelDownload(id));
  switch (state.kind) {
    case 'hashing':
      return action(t('cancel'), () => session.unshareFile(id));
    case 'downloading':
    case 'waiting':
      return (
        <>
          {action(t('filePause'), () => session.pauseDownload(id))}
          {cancel}
        </>
      );
    case 'paused':
      return (
        <>
          {action(t('fileResume'), () => session.resumeDownload(id))}
          {cancel}
        </>
      );
    case 'failed':
      return own ? (
        action(t('fileUnshare'), () => session.unshareFile(id))
      ) : (
        <>
          {action(t('tryAgain'), () => session.resumeDownload(id))}
          {cancel}
        </>
      );
    case 'here':
      return (
        <>
          <Use file={file} name={name} told={told} />
          {action(t('fileUnshare'), () => session.unshareFile(id))}
        </>
      );
    case 'assembling':
    default:
      return undefined;
  }
}

/** Where the peer is on this machine its file is opened; in a browser it is saved. */
function Use({ file, name, told }: ActionsProps) {
  const { t } = useLanguage();
  const peer = useAppId();
  const desktop = desktopOf(window);
  const [isWarned, setWarned] = useState(false);
  const { hash, kind } = file;
  if (hash === null) return undefined;
  if (desktop === undefined) {
    return (
      <a
        className={styles.link}
        href={fileAddress(peer, hash)}
        download={file.name}
        aria-label={`${t('fileSave')}: ${name}`}
      >
        <Icon name="save" /> {t('fileSave')}
      </a>
    );
  }
  const ask = async (what: 'openFile' | 'showFile'): Promise<Result<unknown>> => {
    const answer = await desktop.ask({ ask: what, peer, hash });
    return answer.kind === 'failed' ? { ok: false, problem: answer.problem } : { ok: true, value: undefined };
  };
  const open = (): void => void told(ask('openFile'));
  return (
    <>
      <Button
        small
        aria-label={`${t('fileOpen')}: ${name}`}
        onClick={() => (kind === 'program' ? setWarned(true) : open())}
      >
        {t('fileOpen')}
      </Button>
      <Button small aria-label={`${t('fileShow')}: ${name}`} onClick={() => void told(ask('showFile'))}>
        {t('fileShow')}
      </Button>
      {isWarned && <ProgramWarning name={name} onOpen={open} onClose={() => setWarned(false)} />}
    </>
  );
}
