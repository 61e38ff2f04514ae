import { hasCommandKey } from '../../app/shortcuts.ts';
import { useLanguage } from '../../i18n/language.tsx';
import type { StringKey } from '../../i18n/strings.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogHead } from '../../ui/DialogHead.tsx';
import styles from './Shortcuts.module.css';

/** `Mod`: Ctrl, or ⌘ on a Mac. */
const groups = [
  {
    title: 'shortcutsEverywhere',
    keys: [
      { words: 'switcher', press: ['Mod', 'K'] },
      { words: 'find', press: ['Mod', 'F'] },
      { words: 'searchAll', press: ['Mod', 'Shift', 'F'] },
      { words: 'shortcutGroup', press: ['Mod', '1…9'] },
      { words: 'network', press: ['Mod', 'Shift', 'L'] },
      { words: 'files', press: ['Mod', 'Shift', 'U'] },
      { words: 'settings', press: ['Mod', ','] },
      { words: 'shortcutHelp', press: ['?'] },
    ],
  },
  {
    title: 'shortcutsWriting',
    keys: [
      { words: 'shortcutSend', press: ['Enter'] },
      { words: 'shortcutNewLine', press: ['Shift', 'Enter'] },
    ],
  },
  {
    title: 'shortcutsCompleting',
    keys: [
      { words: 'shortcutMove', press: ['↓', '↑'] },
      { words: 'shortcutTake', press: ['Enter'] },
      { words: 'shortcutTake', press: ['Tab'] },
      { words: 'shortcutClose', press: ['Esc'] },
    ],
  },
  {
    title: 'shortcutsInMessages',
    keys: [
      { words: 'shortcutScroll', press: ['↓', '↑'] },
      { words: 'shortcutActions', press: ['Tab'] },
      { words: 'shortcutSelect', press: ['Shift', '↓', '↑'] },
      { words: 'shortcutSelectAll', press: ['Mod', 'A'] },
      { words: 'shortcutCopySelected', press: ['Mod', 'C'] },
      { words: 'selectionEnd', press: ['Esc'] },
    ],
  },
  {
    title: 'shortcutsWhileFinding',
    keys: [
      { words: 'findOlder', press: ['Enter'] },
      { words: 'findNewer', press: ['Shift', 'Enter'] },
    ],
  },
  {
    title: 'shortcutsInLists',
    keys: [
      { words: 'shortcutMove', press: ['↓', '↑'] },
      { words: 'shortcutChoose', press: ['Enter'] },
      { words: 'shortcutClose', press: ['Esc'] },
    ],
  },
] as const satisfies readonly {
  title: StringKey;
  keys: readonly { words: StringKey; press: readonly string[] }[];
}[];

/** Every key that does something. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const mod = hasCommandKey(navigator.platform) ? '⌘' : 'Ctrl';
  return (
    <Dialog label={t('shortcuts')} className={styles.dialog} onClose={onClose}>
      <DialogHead title={t('shortcuts')} onClose={onClose} />
      {groups.map(({ title, keys }) => (
        <section key={title}>
          <h3>{t(title)}</h3>
          <dl>
            {keys.map(({ words, press }) => (
              <div key={press.join(' ')} className={styles.row}>
                <dt>{t(words)}</dt>
                <dd dir="ltr">
                  {press.map((key) => (
                    <kbd key={key}>{key === 'Mod' ? mod : key}</kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
