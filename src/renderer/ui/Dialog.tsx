import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Dialog.module.css';

interface DialogProps {
  label: string;
  className: string | undefined;
  onClose: () => void;
  children: ReactNode;
}

/**
 * Something over the page until it is closed by a button in it, Escape or a click outside. The browser's own dialog keeps
 * the focus inside, makes the rest inert and gives the focus back.
 */
export function Dialog({ label, className, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);

  // Before the effects of what is inside, which may move the focus.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    // The backdrop is part of the dialog: a click on it has the dialog itself as its target. Escape does the same.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- see above
    <dialog
      ref={dialog}
      className={classes(styles.dialog, className)}
      aria-label={label}
      onClose={onClose}
      // The browser closes it first and says so a moment later, in which the next key would still find it open. A field
      // for files inside says that nothing was chosen by the same event.
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
