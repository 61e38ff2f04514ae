import type { KeyboardEvent } from 'react';
import type { StringKey } from '../../i18n/strings.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { emojiGroups, type EmojiGroup } from '../../lib/emoji/emoji.ts';
import { classes } from '../../ui/classes.ts';
import styles from './EmojiPicker.module.css';

export type EmojiTab = EmojiGroup | 'recent';

const tabs = {
  recent: { glyph: '🕘', words: 'emojiRecent' },
  smileys: { glyph: '😀', words: 'emojiSmileys' },
  people: { glyph: '👋', words: 'emojiPeople' },
  nature: { glyph: '🌱', words: 'emojiNature' },
  food: { glyph: '🍎', words: 'emojiFood' },
  travel: { glyph: '🚆', words: 'emojiTravel' },
  activities: { glyph: '⚽', words: 'emojiActivities' },
  objects: { glyph: '💡', words: 'emojiObjects' },
  symbols: { glyph: '💬', words: 'emojiSymbols' },
  flags: { glyph: '🏁', words: 'emojiFlags' },
} as const satisfies Record<EmojiTab, { glyph: string; words: StringKey }>;

interface EmojiTabsProps {
  /** Undefined: what is shown was searched for. */
  tab: EmojiTab | undefined;
  hasRecent: boolean;
  /** The id of what they show. */
  panel: string;
  onChoose: (tab: EmojiTab) => void;
}

/** One stop for Tab; arrow keys go from one to the next. */
export function EmojiTabs({ tab, hasRecent, panel, onChoose }: EmojiTabsProps) {
  const { t } = useLanguage();
  const all: readonly EmojiTab[] = hasRecent ? ['recent', ...emojiGroups] : emojiGroups;
  const reached = tab ?? all[0];
  return (
    // The keys go from tab to tab; the list itself is never reached.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div className={styles.tabs} role="tablist" aria-label={t('emojiCategories')} onKeyDown={moveFocus}>
      {all.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          aria-selected={one === tab}
          aria-controls={panel}
          aria-label={t(tabs[one].words)}
          title={t(tabs[one].words)}
          tabIndex={one === reached ? 0 : -1}
          className={classes(styles.tab, one === tab && styles.chosen)}
          onClick={() => onChoose(one)}
        >
          {tabs[one].glyph}
        </button>
      ))}
    </div>
  );
}

/** The one that gets the focus is chosen. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
  const step = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }[event.key];
  if (step === undefined || at < 0) return;
  event.preventDefault();
  const next = buttons[(at + step + buttons.length) % buttons.length];
  next?.focus();
  next?.click();
}
