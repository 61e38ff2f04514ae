/** What a place of the interface is, and what the ways to several of them share. */
import type { Page } from 'playwright-core';
import { chooseLanguage, loadStrings } from '../../../../src/renderer/i18n/languages.ts';
import { translator, type Translate } from '../../../../src/renderer/i18n/strings.ts';
import type { FakeClient } from '../../../../src/renderer/lib/fakeClient.ts';
import type { StoryName } from '../stories/stories.ts';

export interface Place {
  readonly name: string;
  readonly story: StoryName;
  /** Only seen in a narrow window. */
  readonly isNarrow?: boolean;
  /** Also photographed in other sizes and languages. */
  readonly isMain?: boolean;
  /** The keys from the story's first view to the place, by words of the language that is shown. */
  readonly way?: (page: Page, t: Translate) => Promise<unknown>;
}

/** The words that the page shows to a person whose system has this locale. */
export async function wordsOf(system: string): Promise<Translate> {
  const { code, locale } = chooseLanguage('system', [system]);
  return translator(locale, await loadStrings(code));
}

export const composer = (page: Page) => page.locator('main textarea');

export async function typed(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

export const dialog = (page: Page) => page.getByRole('dialog').waitFor();

/** Answers are what a peer says over the wire: of any call, right or wrong. */
type LooseClient = Omit<FakeClient, 'call' | 'answerNext'> & {
  call: (name: string, input: unknown) => Promise<unknown>;
  answerNext(name: string, answer: unknown): void;
};

/** Runs in the page, with the story's fake client: `deed` sees nothing else. */
export const clientDoes = (page: Page, deed: (client: LooseClient) => void): Promise<void> =>
  page.evaluate<void>(`(${String(deed)})(window.client)`);
