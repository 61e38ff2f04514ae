import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import { findEmoji, type Emoji } from '../../lib/emoji/emoji.ts';
import { keepRecent } from '../../lib/emoji/recentEmoji.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import { optionId } from '../../ui/CompletionList.tsx';
import { nextInGrid } from './nextInGrid.ts';
import styles from './EmojiPicker.module.css';
import { EmojiTabs, type EmojiTab } from './EmojiTabs.tsx';
import { useEmoji } from './useEmoji.ts';

/** The grid has as many in the style sheet. */
const COLUMNS = 8;
const MAX_FOUND = 96;

/** Type to search or look through a category; arrow keys choose while the focus stays in the search field. */
export function EmojiPicker({ onTake }: { onTake: (glyph: string) => void }) {
  const { t, code, direction } = useLanguage();
  const id = useId();
  const { emoji, recent, again } = useEmoji(code);
  const [typed, setTyped] = useState('');
  const [tab, setTab] = useState<EmojiTab>(recent.length > 0 ? 'recent' : 'smileys');
  const [wanted, setWanted] = useState(0);
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const shown = useMemo((): readonly Emoji[] => {
    if (emoji.kind !== 'ready') return [];
    if (typed.trim() !== '') return findEmoji(emoji.all, typed, MAX_FOUND);
    if (tab !== 'recent') return emoji.all.filter(({ group }) => group === tab);
    return recent.flatMap((glyph) => emoji.all.find((one) => one.glyph === glyph) ?? []);
  }, [emoji, typed, tab, recent]);
  const at = Math.min(wanted, shown.length - 1);

  useEffect(() => search.current?.focus(), []);
  useEffect(() => {
    grid.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const take = (one: Emoji | undefined): void => {
    if (one === undefined) return;
    keepRecent(one.glyph);
    onTake(one.glyph);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const next = nextInGrid(event.key, at, shown.length, COLUMNS, direction);
    if (next !== undefined) setWanted(next);
    else if (event.key === 'Enter') take(shown[at]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        ref={search}
        className={styles.search}
        role="combobox"
        aria-label={t('emojiSearch')}
        placeholder={t('emojiSearch')}
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-grid`}
        aria-activedescendant={at >= 0 ? optionId(id, at) : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setWanted(0);
        }}
        onKeyDown={onKeyDown}
      />
      <EmojiTabs
        tab={typed.trim() === '' ? tab : undefined}
        hasRecent={recent.length > 0}
        panel={`${id}-grid`}
        onChoose={(next) => {
          setTab(next);
          setTyped('');
          setWanted(0);
        }}
      />
      {emoji.kind === 'loading' && (
        <p className={styles.words} role="status">
          {t('emojiLoading')}
        </p>
      )}
      {emoji.kind === 'failed' && (
        <div className={styles.words} role="alert">
          <p>{t('emojiFailed')}</p>
          <Button onClick={again}>{t('tryAgain')}</Button>
        </div>
      )}
      {emoji.kind === 'ready' && shown.length === 0 && <p className={styles.words}>{t('emojiNone')}</p>}
      <div
        // Another list begins at its top.
        key={typed.trim() === '' ? tab : 'found'}
        ref={grid}
        id={`${id}-grid`}
        className={styles.grid}
        role="listbox"
        aria-label={t('emoji')}
        hidden={shown.length === 0}
      >
        {shown.map((one, index) => (
          // The focus stays in the field, which handles the keys.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={one.glyph}
            id={optionId(id, index)}
            role="option"
            aria-selected={index === at}
            aria-label={one.name}
            title={`${one.name}\n:${one.shorts[0]}:`}
            className={classes(styles.option, index === at && styles.chosen)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(one)}
          >
            {one.glyph}
          </div>
        ))}
      </div>
      <p className={styles.chosenName} aria-hidden="true">
        {shown[at] && (
          <>
            <bdi>{shown[at].name}</bdi> <bdi className={styles.short}>:{shown[at].shorts[0]}:</bdi>
          </>
        )}
      </p>
      <Hidden role="status">{typed.trim() !== '' && t('switcherFound', { count: shown.length })}</Hidden>
    </>
  );
}
