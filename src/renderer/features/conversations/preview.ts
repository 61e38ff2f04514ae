/** One line of a message, for lists. Texts came from strangers: plain and bounded. */
import type { Message } from '../../../api/contract.ts';
import { shownName } from '../../lib/names.ts';
import { plainText } from '../notifications/notificationText.ts';

/** Units: more than any width shows. */
export const MAX_PREVIEW = 120;

/** `unnamed`: who waves in "/me waves" where they have no name. */
export const previewOf = ({ text, name }: Message, unnamed: string): string =>
  plainText(text.slice(0, MAX_PREVIEW * 4), shownName(name).slice(0, 40) || unnamed).slice(0, MAX_PREVIEW);
