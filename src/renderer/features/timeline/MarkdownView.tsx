import { Fragment, type ReactNode } from 'react';
import { unreachable } from '../../../api/result.ts';
import { useLanguage } from '../../i18n/language.tsx';
import type { Block, Inline } from '../../lib/markdown/tree.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import styles from './MarkdownView.module.css';

/** A parsed text as elements. There is no way from a text to any other element than those written here. */
export const MarkdownView = ({ blocks }: { blocks: readonly Block[] }): ReactNode => numbered(blocks, showBlock);

/** What a text is made of never changes places: its place is its key. */
const numbered = <T,>(parts: readonly T[], show: (part: T) => ReactNode): ReactNode =>
  // oxlint-disable-next-line react/no-array-index-key
  parts.map((part, index) => <Fragment key={index}>{show(part)}</Fragment>);

function showBlock(block: Block): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return <div className={styles.lines}>{numbered(block.children, showInline)}</div>;
    case 'codeBlock':
      return <CodeBlock language={block.language} text={block.text} />;
    case 'quote':
      return (
        <blockquote className={styles.quote}>
          <MarkdownView blocks={block.blocks} />
        </blockquote>
      );
    case 'list': {
      const items = numbered(block.items, ({ number, blocks }) => (
        <li value={number}>
          <MarkdownView blocks={blocks} />
        </li>
      ));
      if (block.items[0]?.number === undefined) return <ul className={styles.list}>{items}</ul>;
      return <ol className={styles.list}>{items}</ol>;
    }
    default:
      return unreachable(block);
  }
}

function showInline(inline: Inline): ReactNode {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'bold':
      return <strong>{numbered(inline.children, showInline)}</strong>;
    case 'italic':
      return <em>{numbered(inline.children, showInline)}</em>;
    case 'code':
      return (
        <code className={styles.code} dir="ltr">
          {inline.text}
        </code>
      );
    case 'link':
      return <Link {...inline} />;
    default:
      return unreachable(inline);
  }
}

/** Where the words are not the address, the host that it leads to stands behind them. */
function Link({ label, text, href }: { label: string | undefined; text: string; href: string }) {
  return (
    <a
      className={label === undefined ? styles.address : undefined}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      title={href}
    >
      {label ?? text}
      {label !== undefined && <span className={styles.host}> ({new URL(href).host})</span>}
    </a>
  );
}

function CodeBlock({ language, text }: { language: string; text: string }) {
  const { t } = useLanguage();
  return (
    <div className={styles.block}>
      <div className={styles.blockHead}>
        <span className={styles.language}>{language}</span>
        <CopyButton text={text} thing={t('code')} />
      </div>
      {/* Without a pointer the arrow keys scroll it. */}
      <pre className={styles.pre} dir="ltr" tabIndex={0} role="region" aria-label={t('code')}>
        <code>{text}</code>
      </pre>
    </div>
  );
}
