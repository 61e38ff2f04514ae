/**
 * The list that completes what is typed at the caret.
 *
 * 1. Arrow keys choose, Enter or Tab takes, Escape closes; what is closed or taken stays so until another one begins.
 * 2. Input methods have their keys for themselves while they compose.
 */
import { useEffect, useId, useState, type KeyboardEvent, type RefObject } from 'react';
import { unreachable } from '../../../api/result.ts';
import { useAppState } from '../../app/store.tsx';
import { selectOthers, selectPeople } from '../../app/selectors.ts';
import { useLanguage } from '../../i18n/language.tsx';
import type { Emoji } from '../../lib/emoji/emoji.ts';
import { loadEmoji } from '../../lib/emoji/loadEmoji.ts';
import { decideKey, offerEmoji, offerPeople, type Offer } from './completion.ts';
import { completionAt, type Asked } from './completionAt.ts';
import { insertInto } from './insertInto.ts';
import { offerCommands } from './slashCommand.ts';

const labels = { command: 'commands', mention: 'people', emoji: 'emoji' } as const;

export function useCompletion(input: RefObject<HTMLTextAreaElement | null>, text: string) {
  const { t, code } = useLanguage();
  const id = useId();
  const names = useAppState(selectOthers);
  const people = useAppState(selectPeople);
  const [caret, setCaret] = useState(0);
  const [closed, setClosed] = useState<string>();
  const [chosen, setChosen] = useState({ of: '', at: 0 });
  const [emoji, setEmoji] = useState<readonly Emoji[]>([]);

  const asked = completionAt(text, caret);
  const begun = asked && `${asked.kind} ${asked.from}`;
  // Another one begins, or none is there any more.
  if (closed !== undefined && closed !== begun) setClosed(undefined);

  const wantsEmoji = asked?.kind === 'emoji';
  useEffect(() => {
    if (!wantsEmoji) return undefined;
    let isWanted = true;
    loadEmoji(code).then(
      (all) => isWanted && setEmoji(all),
      // No list, then: what was typed stays what it is.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [wantsEmoji, code]);

  const offersFor = (what: Asked): readonly Offer[] => {
    switch (what.kind) {
      case 'command':
        return offerCommands(what.typed, t);
      case 'mention':
        return offerPeople(names, people, what);
      case 'emoji':
        return offerEmoji(emoji, what);
      default:
        return unreachable(what.kind);
    }
  };
  const offers = asked === undefined || begun === closed ? [] : offersFor(asked);
  const isOpen = offers.length > 0;
  const of = `${begun ?? ''} ${asked?.typed ?? ''}`;
  const at = chosen.of === of ? Math.min(chosen.at, offers.length - 1) : 0;

  const take = (offer: Offer): void => {
    if (asked === undefined || input.current === null) return;
    setClosed(begun);
    insertInto(input.current, asked.from, asked.to, offer.insert);
  };

  /** True: the key was meant for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || asked === undefined || event.nativeEvent.isComposing) return false;
    const decision = decideKey(event, at, offers, text.slice(asked.from, asked.to));
    switch (decision.kind) {
      case 'none':
        return false;
      case 'move':
        setChosen({ of, at: decision.to });
        break;
      case 'take':
        if (offers[at] !== undefined) take(offers[at]);
        break;
      case 'close':
        setClosed(begun);
        break;
      default:
        return unreachable(decision);
    }
    event.preventDefault();
    return true;
  };

  const list =
    isOpen && asked
      ? {
          id,
          label: t(labels[asked.kind]),
          status: t('switcherFound', { count: offers.length }),
          options: offers,
          at,
          onTake: take,
        }
      : undefined;
  return { list, onKeyDown, setCaret };
}
