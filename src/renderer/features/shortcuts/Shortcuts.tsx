import { hasCommandKey } from '../../app/shortcuts.ts';
import { useLanguage } from '../../i18n/language.tsx';
import type { StringKey } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Shortcuts.module.css';

/** `Mod`: Ctrl, or ⌘ on a Mac. */
const groups = [
  {
    title: 'shortcutsEverywhere',
    keys: [
      { words: 'switcher', press: ['Mod', 'K'] },
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
      <header className={styles.head}>
        <h2>{t('shortcuts')}</h2>
        <Button look="plain" icon aria-label={t('close')} title={t('close')} onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      {groups.map(({ title, keys }) => (
        <section key={title}>
          <h3>{t(title)}</h3>
          <dl>
            {keys.map(({ words, press }) => (
              <div key={words} className={styles.row}>
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
