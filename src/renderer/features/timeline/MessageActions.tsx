import type { KeyboardEvent } from 'react';
import type { Message } from '../../../api/contract.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './MessageActions.module.css';

interface MessageActionsProps {
  message: Message;
  /** By Tab. One row of all: a hundred messages are not two hundred stops. */
  isReached: boolean;
  onDetails: (message: Message) => void;
}

/** What can be done with a message; in view while the pointer or the focus is on it. Arrow keys go on from row to row. */
export function MessageActions({ message, isReached, onDetails }: MessageActionsProps) {
  const { t } = useLanguage();
  const tabIndex = isReached ? 0 : -1;
  const name = shownName(message.name) || t('unnamed');
  return (
    // The keys go from button to button; the group itself is never reached.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      className={styles.actions}
      role="toolbar"
      aria-label={t('messageActions', { name })}
      data-actions=""
      onKeyDown={moveFocus}
    >
      <CopyButton text={message.text.toWellFormed()} thing={t('messageText')} tabIndex={tabIndex} />
      <Button
        look="plain"
        icon
        small
        tabIndex={tabIndex}
        aria-label={t('details')}
        title={t('details')}
        onClick={() => onDetails(message)}
      >
        <Icon name="info" />
      </Button>
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const bar = event.currentTarget;
  const buttons = [...bar.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const next = {
    ArrowUp: () => buttonOf(bar.closest('li[data-index]')?.previousElementSibling, at),
    ArrowDown: () => buttonOf(bar.closest('li[data-index]')?.nextElementSibling, at),
    ArrowLeft: () => buttons[(at + buttons.length - 1) % buttons.length],
    ArrowRight: () => buttons[(at + 1) % buttons.length],
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  next()?.focus();
}

const buttonOf = (row: Element | null | undefined, at: number): HTMLButtonElement | undefined =>
  row?.querySelectorAll<HTMLButtonElement>('[data-actions] button')[at];
