import type { GatheringLine } from '../../app/gathering.ts';
import { useAppState } from '../../app/store.tsx';
import { durationIn } from '../../i18n/durations.ts';
import { useLanguage, type Language } from '../../i18n/language.tsx';
import { nameList } from '../../i18n/nameList.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import styles from './GatheringLines.module.css';

/** What happened to who is here, between the messages. No messages: nothing of it is copied, exported or unread. */
export function GatheringLines({ lines }: { lines: readonly GatheringLine[] }) {
  const language = useLanguage();
  return lines.map((line) => (
    <p key={line.id} className={styles.line} data-line={line.kind}>
      <span>{lineWords(line, language)}</span>
      <time dateTime={new Date(line.at).toISOString()} title={language.dates.exact(line.at)}>
        {language.dates.timeOfDay(line.at)}
      </time>
    </p>
  ));
}

export function lineWords({ kind, people, away, caughtUp }: GatheringLine, { t, locale }: Language): string {
  const names = nameList(
    locale,
    t,
    people.map(({ name }) => name),
  );
  if (kind === 'cutOff') return t('lineCutOff', { names });
  const time = durationIn(locale)(away);
  return caughtUp === 0 ? t('lineHealed', { names, time }) : t('lineHealedCaughtUp', { names, time, count: caughtUp });
}

/** Tells a screen reader of the newest line; not of each message that is caught up. */
export function GatheringAnnouncer() {
  const language = useLanguage();
  const last = useAppState(({ gathering }) => gathering.lines.at(-1));
  return <Hidden role="status">{last && lineWords({ ...last, caughtUp: 0 }, language)}</Hidden>;
}
