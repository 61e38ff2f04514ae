import { useLanguage } from '../../i18n/language.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import styles from './CodeBlock.module.css';
import { useHighlighted } from './useHighlighted.ts';

/** Code, with its language, a button that copies it, and colours where the language is known. */
export function CodeBlock({ language, text }: { language: string; text: string }) {
  const { t } = useLanguage();
  const tokens = useHighlighted(language.toLowerCase(), text);
  return (
    <div className={styles.block}>
      <div className={styles.head}>
        <span className={styles.language}>{language}</span>
        <CopyButton text={text} thing={t('code')} />
      </div>
      {/* Without a pointer the arrow keys scroll it. */}
      <pre
        className={styles.pre}
        dir="ltr"
        tabIndex={0}
        role="group"
        aria-label={language === '' ? t('code') : t('codeIn', { language })}
      >
        <code>
          {tokens === undefined
            ? text
            : tokens.map(({ kind, text: piece }, index) =>
                kind === undefined ? (
                  piece
                ) : (
                  // The pieces of a text never change places.
                  // oxlint-disable-next-line react/no-array-index-key
                  <span key={index} className={styles[kind]}>
                    {piece}
                  </span>
                ),
              )}
        </code>
      </pre>
    </div>
  );
}
