import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import { classes } from '../../ui/classes.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Hidden } from '../../ui/Hidden.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { find } from './find.ts';
import styles from './Switcher.module.css';
import { useEntries, type Entry } from './useEntries.ts';

/** Type a few letters, choose with the arrows: the combobox of the ARIA Authoring Practices, with its list always open. */
export function Switcher({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const id = useId();
  const entries = useEntries(onClose);
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState(0);
  const found = useMemo(() => find(entries, typed), [entries, typed]);
  const at = Math.min(wanted, found.length - 1);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const onKey = (event: KeyboardEvent): void => {
    // Enter also ends the composing of Chinese, Japanese and Korean letters.
    if (event.nativeEvent.isComposing) return;
    const next = nextPlace(event.key, at, found.length);
    if (next !== undefined) setWanted(next);
    else if (event.key === 'Enter') found[at]?.run();
    else return;
    event.preventDefault();
  };

  return (
    <Dialog label={t('switcher')} className={styles.dialog} onClose={onClose}>
      <input
        className={styles.input}
        role="combobox"
        aria-label={t('switcher')}
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        placeholder={t('switcherPlaceholder')}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setWanted(0);
        }}
        onKeyDown={onKey}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        dir="auto"
      />
      <Hidden role="status">{t('switcherFound', { count: found.length })}</Hidden>
      {found.length === 0 && <p className={styles.none}>{t('switcherNone')}</p>}
      <div ref={list} id={`${id}-list`} className={styles.list} role="listbox" aria-label={t('switcher')}>
        {found.map((entry, index) => (
          <Option key={entry.id} id={`${id}-${index}`} entry={entry} isChosen={index === at} />
        ))}
      </div>
    </Dialog>
  );
}

function Option({ id, entry, isChosen }: { id: string; entry: Entry; isChosen: boolean }) {
  const { t } = useLanguage();
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the focus stays in the field, which handles the keys
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      className={classes(styles.option, isChosen && styles.chosen)}
      onClick={entry.run}
    >
      <Icon name={entry.icon} />
      <bdi className={styles.label}>{entry.label}</bdi>
      <span className={styles.kind}>{t(entry.kind)}</span>
    </div>
  );
}

/** Undefined: this key doesn't move. Round and round at the ends. */
function nextPlace(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  return undefined;
}
