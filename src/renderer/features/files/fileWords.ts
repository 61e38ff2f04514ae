/** What a file's card says, in a person's language. */
import type { SharedFile } from '../../../api/contract.ts';
import { unreachable } from '../../../api/result.ts';
import { durationIn } from '../../i18n/durations.ts';
import { nameList } from '../../i18n/nameList.ts';
import { explain } from '../../i18n/problems.ts';
import { sizeIn } from '../../i18n/sizes.ts';
import type { Translate } from '../../i18n/strings.ts';
import type { IconName } from '../../ui/Icon.tsx';

export const fileIcons: Readonly<Record<SharedFile['kind'], IconName>> = {
  image: 'picture',
  audio: 'play',
  video: 'play',
  text: 'note',
  document: 'note',
  archive: 'archive',
  program: 'warning',
  other: 'file',
};

/** 0 to 1; undefined where nothing moves, or nobody knows how far it is. */
export function shareOf({ state }: Pick<SharedFile, 'state'>): number | undefined {
  switch (state.kind) {
    case 'hashing':
      return state.of === 0 ? 1 : state.done / state.of;
    case 'downloading':
    case 'waiting':
    case 'paused':
      return state.of === null ? undefined : state.of === 0 ? 1 : state.have / state.of;
    case 'assembling':
      return 1;
    case 'here':
    case 'failed':
      return undefined;
    default:
      return unreachable(state);
  }
}

/** One line: where the file stands. */
export function stateWords({ state, own, size }: SharedFile, t: Translate, locale: string): string {
  const bytes = (count: number | null): string => (count === null ? t('fileSizeUnknown') : sizeIn(locale, count));
  switch (state.kind) {
    case 'hashing':
      return t('fileHashing', { percent: Math.floor((shareOf({ state }) ?? 0) * 100) });
    case 'here':
      return `${bytes(size)} · ${t(own ? 'fileOffered' : 'fileIsHere')}`;
    case 'downloading': {
      const at = { have: bytes(state.have), size: bytes(state.of), speed: sizeIn(locale, state.bytesPerSecond) };
      const { secondsLeft: left } = state;
      const moving =
        left === null
          ? t('fileMoving', at)
          : t('fileMovingLeft', { ...at, left: durationIn(locale)(Math.max(1, left) * 1_000) });
      const from = state.holders.filter(({ bytesPerSecond }) => bytesPerSecond > 0).map(({ name }) => name);
      return from.length === 0 ? moving : `${moving} · ${t('fileFrom', { names: nameList(locale, t, from) })}`;
    }
    case 'waiting':
      return t('fileWaiting');
    case 'paused':
      return t('filePausedAt', { have: bytes(state.have), size: bytes(state.of) });
    case 'assembling':
      return t('fileAssembling');
    case 'failed':
      return explain(t, state);
    default:
      return unreachable(state);
  }
}

const segmenter = new Intl.Segmenter();

/** The whole where it fits, else its beginning and its end: the end says what it is. */
export function shortName(name: string, most: number): string {
  if (name.length <= most) return name;
  const letters = Array.from(segmenter.segment(name), ({ segment }) => segment);
  if (letters.length <= most) return name;
  const end = Math.min(12, Math.floor(most / 3));
  return `${letters.slice(0, most - end - 1).join('')}…${letters.slice(-end).join('')}`;
}
