/** Selecting messages: by keys in the timeline, by a click with Shift, by their action. And what copying copies. */
import { useCallback, useEffect, useMemo, useState, type RefObject } from 'react';
import type { Message } from '../../../api/contract.ts';
import { hasCommandKey, isWritable } from '../../app/shortcuts.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { putIntoClipboard } from '../../ui/clipboard.ts';
import { copiedText, type Copied } from './copiedText.ts';
import { all, extendedBy, extendedTo, nothingSelected, toggled } from './selection.ts';

export interface Selecting {
  readonly keys: ReadonlySet<number>;
  readonly toggle: (key: number) => void;
  readonly clear: () => void;
  /** Whether it could be. */
  readonly copy: () => Promise<boolean>;
}

export function useSelection(scroller: RefObject<HTMLElement | null>, messages: readonly Message[]): Selecting {
  const { t, dates } = useLanguage();
  const [selection, select] = useState(nothingSelected);
  const order = useMemo(() => messages.map(({ key }) => key), [messages]);
  const toggle = useCallback((key: number) => select((now) => toggled(now, key)), []);
  const clear = useCallback(() => select(nothingSelected), []);

  const asText = useCallback(
    (found: readonly Copied[]) => copiedText(found, (at) => dates.short(at), t('unnamed')),
    [dates, t],
  );
  const copy = (): Promise<boolean> =>
    putIntoClipboard(asText(messages.filter(({ key }) => selection.keys.has(key)).map(copiedOf)));

  useEffect(() => {
    const root = scroller.current;
    if (root === null) return undefined;
    const isMac = hasCommandKey(navigator.platform);

    const onKey = (event: KeyboardEvent): void => {
      if (isWritable(event.target)) return;
      const isCommand = isMac ? event.metaKey : event.ctrlKey;
      if (event.shiftKey && !isCommand && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        const by = event.key === 'ArrowUp' ? -1 : 1;
        const start = keyAt(event.target) ?? lastInView(root) ?? order.at(-1);
        if (start !== undefined) select((now) => extendedBy(now, by, start, order));
      } else if (isCommand && !event.shiftKey && event.key.toLowerCase() === 'a') select(all(order));
      else if (isCommand && event.key.toLowerCase() === 'c' && selection.keys.size > 0 && !hasNativeSelection())
        void copy();
      else if (event.key === 'Escape' && selection.keys.size > 0) clear();
      else return;
      event.preventDefault();
    };
    // With Shift a click would select text from wherever the last click was.
    const onDown = (event: MouseEvent): void => {
      const key = keyAt(event.target);
      const isOurs = event.shiftKey && event.button === 0 && key !== undefined && !hasNativeSelection();
      if (!isOurs || (event.target instanceof Element && event.target.closest('a, button') !== null)) return;
      event.preventDefault();
      select((now) => extendedTo(now, key, order));
    };
    const onCopy = (event: ClipboardEvent): void => {
      const parts = nativelySelected(root, messages);
      if (parts.length < 2 || event.clipboardData === null) return; // within one message: as it is
      event.clipboardData.setData('text/plain', asText(parts));
      event.preventDefault();
    };
    root.addEventListener('keydown', onKey);
    root.addEventListener('mousedown', onDown);
    root.addEventListener('copy', onCopy);
    return () => {
      root.removeEventListener('keydown', onKey);
      root.removeEventListener('mousedown', onDown);
      root.removeEventListener('copy', onCopy);
    };
  });

  return { keys: selection.keys, toggle, clear, copy };
}

const copiedOf = ({ name, shownAt, text }: Message): Copied => ({ name, at: shownAt, text });

const hasNativeSelection = (): boolean => getSelection()?.isCollapsed === false;

const keyOf = (row: Element | null | undefined): number | undefined => {
  const key = row?.querySelector<HTMLElement>('[data-text]')?.dataset['text'];
  return key === undefined ? undefined : Number(key);
};

const keyAt = (target: EventTarget | null): number | undefined =>
  target instanceof Element ? keyOf(target.closest('li[data-index]')) : undefined;

function lastInView(root: HTMLElement): number | undefined {
  const { bottom } = root.getBoundingClientRect();
  return keyOf(
    [...root.querySelectorAll('li[data-index]')].findLast((row) => row.getBoundingClientRect().bottom <= bottom),
  );
}

/** What of which messages a person marked with the mouse. */
function nativelySelected(root: HTMLElement, messages: readonly Message[]): readonly Copied[] {
  const selection = getSelection();
  if (selection === null || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  const byKey = new Map(messages.map((message) => [message.key, message]));
  return [...root.querySelectorAll<HTMLElement>('[data-text]')].flatMap((element) => {
    const message = byKey.get(Number(element.dataset['text']));
    if (message === undefined || !range.intersectsNode(element)) return [];
    const part = document.createRange();
    part.selectNodeContents(element);
    if (element.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
    if (element.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
    const text = part.toString();
    return text.trim() === '' ? [] : [{ ...copiedOf(message), text }];
  });
}
