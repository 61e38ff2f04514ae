/** Who is at the other end of the conversation in view. */
import { shownName } from '../lib/names.ts';
import { useLanguage } from '../i18n/language.tsx';
import { nameIn } from './conversations.ts';
import { useAppState } from './store.tsx';
import { EVERYONE } from './views.ts';

export type Other =
  | { readonly kind: 'everyone' }
  /** Notes to oneself. */
  | { readonly kind: 'self'; readonly origin: string }
  | { readonly kind: 'person'; readonly origin: string; readonly name: string; readonly person: string | undefined };

export function useOther(): Other {
  const origin = useAppState((state) => state.conversation);
  const own = useAppState((state) => state.self?.origin === origin || state.conversations.get(origin)?.own === true);
  const name = useAppState((state) => state.names.get(origin) ?? state.conversations.get(origin)?.name);
  const person = useAppState((state) => state.persons.get(origin) ?? state.conversations.get(origin)?.person);
  if (origin === EVERYONE) return { kind: 'everyone' };
  if (own) return { kind: 'self', origin };
  return { kind: 'person', origin, name: name ?? nameIn(origin), person: person ?? undefined };
}

/** What a conversation is called. */
export function useTitle(): string {
  const { t } = useLanguage();
  const other = useOther();
  if (other.kind === 'everyone') return t('room');
  return other.kind === 'self' ? t('notesToSelf') : shownName(other.name) || t('unnamed');
}
