import { Fragment, type ReactNode } from 'react';
import type { Invite } from '../../../api/invite.ts';
import { done, unreachable } from '../../../api/result.ts';
import { useAround } from '../../app/around.tsx';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import type { Block, Inline } from '../../lib/markdown/tree.ts';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/Icon.tsx';
import { tagOf } from '../../lib/names.ts';
import { CodeBlock } from './CodeBlock.tsx';
import styles from './MarkdownView.module.css';

/** A parsed text as elements. There is no way from a text to any other element than those written here. */
export const MarkdownView = ({ blocks }: { blocks: readonly Block[] }): ReactNode => numbered(blocks, showBlock);

/** What a text is made of never changes places: its place is its key. */
const numbered = <T,>(parts: readonly T[], show: (part: T) => ReactNode): ReactNode =>
  // oxlint-disable-next-line react/no-array-index-key -- the parts of a parsed text never change places
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
    case 'mention':
      return <Mention {...inline} />;
    case 'link':
      return <Link {...inline} />;
    case 'invite':
      return <Invitation {...inline} />;
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

/** No link of the browser's: it would hand it to the system. A click asks, here. */
function Invitation({ text, invite }: { text: string; invite: Invite }) {
  const { t, direction } = useLanguage();
  const { invitations } = useAround();
  return (
    <button
      type="button"
      dir={direction}
      className={styles.invitation}
      title={text}
      onClick={() => invitations.ask(done(invite))}
    >
      <Icon name="group" />
      <span>
        {t('inviteTo')} <bdi>{invite.group}</bdi>
      </span>
    </button>
  );
}

/** Of oneself it stands out: `mark` says so to screen readers too. */
function Mention({ text, origins }: { text: string; origins: readonly string[] }) {
  const { t } = useLanguage();
  const isMe = useAppState(({ self }) => self !== undefined && origins.includes(self.origin));
  if (isMe) {
    return (
      <mark className={classes(styles.mention, styles.mentionMe)} title={t('mentionYou')}>
        {text}
      </mark>
    );
  }
  return (
    <span className={styles.mention} title={origins.map((origin) => tagOf(origin)).join(' ') || undefined}>
      {text}
    </span>
  );
}
