/**
 * Every page and state of the interface: a story, and the keys that lead from its first view to the place. Each is
 * checked by axe (accessible.test.ts), is whole in every size and theme (places.test.ts) and is photographed (pictures.ts),
 * so a new page is one line here. Ways use words of the language that is shown: `t`.
 */
import type { Page } from 'playwright-core';
import { findPlaces } from './findPlaces.ts';
import { networkPlaces } from './networkPlaces.ts';
import { settingsPlaces } from './settingsPlaces.ts';
import type { Translate } from '../../../src/renderer/i18n/strings.ts';
import { filePlaces } from './filePlaces.ts';
import { invitePlaces } from './invitePlaces.ts';
import { clientDoes, composer, dialog, typed, type Place } from './support/ways.ts';

export { wordsOf, type Place } from './support/ways.ts';

/** By the switcher, which is there in every width. */
async function openPrivate(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(name);
  await page.getByRole('option').first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** The last message's own: copy, details, select. */
const openDetails = async (page: Page, t: Translate): Promise<void> => {
  await page
    .getByRole('toolbar')
    .last()
    .getByRole('button', { name: t('details') })
    .press('Enter');
  await dialog(page);
};

async function openDoctor(page: Page, t: Translate): Promise<void> {
  await page.keyboard.press('Control+k');
  await dialog(page);
  await page.keyboard.type(t('doctor'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: t('doctor') }).waitFor();
}

export const places: readonly Place[] = [
  { name: 'connecting', story: 'connecting' },
  { name: 'load-failed', story: 'failed' },
  {
    name: 'refused',
    story: 'refused',
    way: (page, t) => page.getByRole('heading', { name: t('refusedTitle') }).waitFor(),
  },
  { name: 'crash', story: 'crashed', way: (page, t) => page.getByRole('button', { name: t('reload') }).waitFor() },

  { name: 'environment', story: 'environment', isMain: true },
  { name: 'environment-empty', story: 'environmentEmpty' },
  {
    name: 'environment-name-taken',
    story: 'environment',
    way: async (page, t) => {
      await page.getByLabel(t('gossiperName'), { exact: true }).fill('B');
      await page.getByRole('button', { name: t('gossiperStart'), exact: true }).press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },

  { name: 'first-start', story: 'firstStart', isMain: true },
  {
    name: 'first-start-restore',
    story: 'firstStart',
    way: async (page, t) => {
      await page.getByRole('button', { name: t('firstStartRestore') }).press('Enter');
      await page.getByRole('heading', { name: t('restoreTitle') }).waitFor();
    },
  },
  { name: 'first-start-no-name', story: 'firstStart', way: (page) => page.getByRole('textbox').press('Enter') },

  { name: 'alone', story: 'alone', isMain: true },
  { name: 'alone-offline', story: 'offline' },
  { name: 'alone-only-this-machine', story: 'onlyThisMachine' },
  { name: 'alone-with-history', story: 'aloneWithHistory' },
  {
    name: 'what-to-do',
    story: 'aloneWithHistory',
    way: (page, t) => page.getByRole('button', { name: t('whatToDo') }).press('Enter'),
  },
  { name: 'empty', story: 'empty' },
  { name: 'cut-off', story: 'cutOff' },
  {
    name: 'cut-off-what-to-do',
    story: 'cutOff',
    way: (page, t) => page.getByRole('button', { name: t('whatToDo') }).press('Enter'),
  },
  { name: 'catching-up', story: 'catchingUp' },
  {
    name: 'connection-lost',
    story: 'lost',
    way: (page, t) => page.getByText(t('connectionLost')).first().waitFor(),
  },
  { name: 'notices', story: 'notices' },

  { name: 'chat', story: 'chat', isMain: true },
  { name: 'private-list', story: 'private' },
  { name: 'private', story: 'private', isMain: true, way: (page) => openPrivate(page, 'Bea') },
  {
    name: 'private-sealed',
    story: 'private',
    way: async (page, t) => {
      await openPrivate(page, 'Bea');
      await page.getByRole('button', { name: t('sealed') }).press('Enter');
      await page.getByRole('note').waitFor();
    },
  },
  { name: 'private-course', story: 'private', way: (page) => openPrivate(page, 'gossip5') },
  { name: 'private-given-up', story: 'private', way: (page) => openPrivate(page, 'Noor') },
  { name: 'private-empty', story: 'private', way: (page) => openPrivate(page, 'Dávid') },
  {
    name: 'private-details',
    story: 'private',
    way: async (page, t) => {
      await openPrivate(page, 'Bea');
      await page
        .getByRole('toolbar')
        .last()
        .getByRole('button', { name: t('details') })
        .press('Enter');
      await dialog(page);
    },
  },
  { name: 'notes', story: 'private', way: (page, t) => openPrivate(page, t('notesToSelf')) },
  { name: 'fifty-peers', story: 'many' },
  { name: 'unread', story: 'unread' },
  { name: 'long-names', story: 'longNames' },
  { name: 'long-messages', story: 'longMessages' },
  { name: 'markdown', story: 'marks' },
  { name: 'markdown-bombs', story: 'bombs' },
  { name: 'right-to-left', story: 'arabic' },
  { name: 'hostile', story: 'hostile' },
  {
    name: 'unverified',
    story: 'chat',
    way: (page, t) => page.getByRole('button', { name: t('unverified'), exact: true }).press('Enter'),
  },
  {
    name: 'peer-open',
    story: 'chat',
    way: (page) => page.locator('summary', { hasText: 'Noor' }).press('Enter'),
  },
  {
    name: 'own-card',
    story: 'chat',
    way: (page) => page.locator('summary', { hasText: 'Alex' }).press('Enter'),
  },
  {
    name: 'bad-address',
    story: 'chat',
    way: async (page, t) => {
      await page.getByRole('textbox', { name: t('addPeerLabel') }).fill('bea');
      await page.getByRole('textbox', { name: t('addPeerLabel') }).press('Enter');
    },
  },

  { name: 'writing', story: 'chat', way: (page) => composer(page).fill('First line\nand a **second**\n- one\n- two') },
  { name: 'writing-near-limit', story: 'chat', way: (page) => composer(page).fill('almost too long '.repeat(490)) },
  { name: 'writing-too-long', story: 'chat', way: (page) => composer(page).fill('too long '.repeat(1_000)) },
  { name: 'help', story: 'chat', way: (page) => typed(page, '/help') },
  { name: 'unknown-command', story: 'chat', way: (page) => typed(page, '/dance') },
  {
    name: 'not-sent',
    story: 'chat',
    way: async (page, t) => {
      await clientDoes(page, (client) =>
        client.answerNext('say', {
          ok: false,
          problem: { code: 'disk-full', message: 'The disk is full: free some space, then try again.' },
        }),
      );
      await typed(page, 'See you at four.');
      await page.getByRole('button', { name: t('tryAgain') }).waitFor();
    },
  },

  {
    name: 'mention-completion',
    story: 'people',
    isMain: true,
    way: async (page) => {
      await composer(page).pressSequentially('Good morning @');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'command-completion',
    story: 'chat',
    way: async (page) => {
      await composer(page).pressSequentially('/');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'emoji-completion',
    story: 'chat',
    way: async (page) => {
      await composer(page).pressSequentially('Well done :par');
      await page.getByRole('option').first().waitFor();
    },
  },

  { name: 'sent-states', story: 'identity' },
  { name: 'mentions-and-code', story: 'people', way: (page) => page.keyboard.press('Control+Home') },
  { name: 'details', story: 'chat', way: openDetails },
  { name: 'details-unverified', story: 'hostile', way: openDetails },
  {
    name: 'details-other-versions',
    story: 'identity',
    isMain: true,
    way: async (page, t) => {
      await page
        .getByRole('button', { name: t('forked', { count: 1 }) })
        .first()
        .press('Enter');
      await dialog(page);
      await page.getByText('The meeting is at ten.').waitFor();
    },
  },
  { name: 'held-by', story: 'truth', isMain: true },
  {
    name: 'held-by-whom',
    story: 'truth',
    way: async (page, t) => {
      const words = t('heldBy', { held: 5, of: 8 });
      await page.getByRole('button', { name: t('reachShow', { words }) }).press('Enter');
      await page.getByRole('dialog').getByText(t('heldUnknown')).waitFor();
    },
  },
  {
    name: 'sync-explained',
    story: 'missing',
    way: async (page, t) => {
      await page.getByRole('button', { name: t('syncExplain') }).press('Enter');
      await page.getByRole('heading', { name: t('syncTitle') }).waitFor();
    },
  },
  { name: 'partition', story: 'partition', way: (page) => page.locator('[data-line=healed]').waitFor() },
  { name: 'switcher', story: 'chat', way: (page) => page.keyboard.press('Control+k').then(() => dialog(page)) },
  {
    name: 'switcher-nothing',
    story: 'chat',
    way: async (page) => {
      await page.keyboard.press('Control+k');
      await dialog(page);
      await page.keyboard.type('no such thing');
    },
  },
  {
    name: 'shortcuts',
    story: 'chat',
    way: async (page) => {
      await page.locator('a[aria-current=page]').press('?');
      await dialog(page);
    },
  },
  ...findPlaces,
  {
    name: 'emoji',
    story: 'chat',
    way: async (page, t) => {
      await page.getByRole('button', { name: t('emoji'), exact: true }).press('Enter');
      await page.getByRole('combobox', { name: t('emojiSearch') }).waitFor();
    },
  },
  {
    name: 'demo',
    story: 'alone',
    way: async (page, t) => {
      await page.getByRole('button', { name: t('demoStart') }).press('Enter');
      await page
        .getByRole('dialog')
        .getByText(t('demoHeldBy', { count: 3, of: 3 }))
        .nth(4)
        .waitFor();
    },
  },
  {
    name: 'close-question',
    story: 'desktop',
    way: async (page, t) => {
      await page.evaluate(() =>
        // The stub of the story.
        (window as unknown as { fromDesktop(message: object): void }).fromDesktop({ type: 'askClose' }),
      );
      await page.getByRole('dialog', { name: t('closeTitle') }).waitFor();
    },
  },
  { name: 'doctor', story: 'chat', way: (page, t) => openDoctor(page, t) },
  {
    name: 'doctor-findings',
    story: 'chat',
    way: async (page, t) => {
      await openDoctor(page, t);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('doctorStart') })
        .press('Enter');
      await page.getByRole('dialog').getByRole('listitem').nth(4).waitFor();
    },
  },
  {
    name: 'drawer',
    story: 'chat',
    isNarrow: true,
    way: async (page, t) => {
      await page.getByRole('button', { name: t('people') }).press('Enter');
      await dialog(page);
    },
  },
  ...filePlaces,
  ...invitePlaces,
  ...networkPlaces,
  ...settingsPlaces,
];
