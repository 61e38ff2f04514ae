import type { KeyboardEvent } from 'react';
import type { Message } from '../../../api/contract.ts';
import { currentOrigin } from '../../app/conversations.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { EVERYONE } from '../../app/views.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './MessageActions.module.css';

interface MessageActionsProps {
  message: Message;
  /** By Tab. One row of all: a hundred messages are not two hundred stops. */
  isReached: boolean;
  /** A pointer came by, or the focus may: before that they have no pictures, of which each row would have four. */
  isDrawn: boolean;
  onDetails: (message: Message) => void;
  isSelected: boolean;
  onSelect: (key: number) => void;
}

/** What can be done with a message; in view while the pointer or the focus is on it. Arrow keys go on from row to row. */
export function MessageActions({ message, isReached, isDrawn, onDetails, isSelected, onSelect }: MessageActionsProps) {
  const { t } = useLanguage();
  const session = useSession();
  const toWhom = useAppState((state) => currentOrigin(state, message.origin));
  const tabIndex = isReached ? 0 : -1;
  const name = shownName(message.name) || t('unnamed');
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the keys go from button to button; the group itself is never reached
    <div
      className={classes(styles.actions, isDrawn && styles.drawn)}
      role="toolbar"
      aria-label={t('messageActions', { name })}
      data-actions=""
      onKeyDown={moveFocus}
    >
      <CopyButton text={message.text.toWellFormed()} thing={t('messageText')} tabIndex={tabIndex} isDrawn={isDrawn} />
      <Button
        look="plain"
        icon
        small
        tabIndex={tabIndex}
        aria-label={t('details')}
        title={t('details')}
        onClick={() => onDetails(message)}
      >
        {isDrawn && <Icon name="info" />}
      </Button>
      <Button
        look="plain"
        icon
        small
        tabIndex={tabIndex}
        aria-label={t('select')}
        aria-pressed={isSelected}
        title={t('select')}
        onClick={() => onSelect(message.key)}
      >
        {isDrawn && <Icon name="select" />}
      </Button>
      {!message.own && message.conversation === EVERYONE && (
        <Button
          look="plain"
          icon
          small
          tabIndex={tabIndex}
          aria-label={t('messageTo', { name })}
          title={t('messageTo', { name })}
          onClick={() => session.open(toWhom)}
        >
          {isDrawn && <Icon name="message" />}
        </Button>
      )}
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return; // selects
  const bar = event.currentTarget;
  const buttons = [...bar.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const onward = getComputedStyle(bar).direction === 'rtl' ? -1 : 1;
  const beside = (step: number): HTMLButtonElement | undefined => buttons.at((at + step) % buttons.length);
  const next = {
    ArrowUp: () => buttonOf(bar.closest('li[data-index]')?.previousElementSibling, at),
    ArrowDown: () => buttonOf(bar.closest('li[data-index]')?.nextElementSibling, at),
    ArrowLeft: () => beside(-onward),
    ArrowRight: () => beside(onward),
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  next()?.focus();
}

const buttonOf = (row: Element | null | undefined, at: number): HTMLButtonElement | undefined =>
  row?.querySelectorAll<HTMLButtonElement>('[data-actions] button')[at];
