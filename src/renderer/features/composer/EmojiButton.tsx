import { useRef, useState, type FocusEvent } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { EmojiPicker } from './EmojiPicker.tsx';
import styles from './EmojiPicker.module.css';

interface EmojiButtonProps {
  onTake: (glyph: string) => void;
  /** The picker was closed without choosing. */
  onLeave: () => void;
}

/** Opens the picker. It closes as soon as the focus is elsewhere: it is beside the page, not over it. */
export function EmojiButton({ onTake, onLeave }: EmojiButtonProps) {
  const { t } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const closeIfLeft = (event: FocusEvent<HTMLElement>): void => {
    const next = event.relatedTarget;
    if (!event.currentTarget.contains(next) && next !== button.current) setOpen(false);
  };
  return (
    <>
      <Button
        ref={button}
        look="plain"
        icon
        className={styles.button}
        aria-label={t('emoji')}
        title={t('emoji')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
          if (isOpen) onLeave();
        }}
      >
        <Icon name="smile" />
      </Button>
      {isOpen && (
        // Keys and focus of the controls in it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <div
          className={styles.picker}
          role="dialog"
          aria-label={t('emoji')}
          onBlur={closeIfLeft}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            setOpen(false);
            onLeave();
          }}
        >
          <EmojiPicker
            onTake={(glyph) => {
              setOpen(false);
              onTake(glyph);
            }}
          />
        </div>
      )}
    </>
  );
}
