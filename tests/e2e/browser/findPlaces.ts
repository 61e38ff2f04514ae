/** The places of searching, finding, selecting and exporting. */
import type { Page } from 'playwright-core';
import { clientDoes, dialog, type Place } from './support/ways.ts';

const openExport = async (page: Page): Promise<void> => {
  await page.locator('main [aria-haspopup=menu]').press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await dialog(page);
};

const search = async (page: Page, words: string): Promise<void> => {
  await page.keyboard.press('Control+Shift+F');
  await dialog(page);
  await page.keyboard.type(words);
};

export const findPlaces: readonly Place[] = [
  { name: 'search', story: 'chat', way: (page) => search(page, '') },
  {
    name: 'search-found',
    story: 'chat',
    isMain: true,
    way: async (page) => {
      await search(page, 'the sw');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'search-nothing',
    story: 'chat',
    way: async (page, t) => {
      await search(page, 'elephants');
      await page.getByText(t('searchNone')).waitFor();
    },
  },
  {
    name: 'search-indexing',
    story: 'indexing',
    way: async (page, t) => {
      await search(page, 'the');
      await page.getByText(t('searchIndexing', { percent: 41 })).waitFor();
    },
  },
  {
    name: 'find',
    story: 'chat',
    way: async (page) => {
      await page.keyboard.press('Control+f');
      await page.getByRole('search').waitFor();
      await page.keyboard.type('the');
    },
  },
  {
    name: 'find-nothing',
    story: 'chat',
    way: async (page, t) => {
      await page.keyboard.press('Control+f');
      await page.getByRole('search').waitFor();
      await page.keyboard.type('elephants');
      await page.getByRole('search').getByText(t('findNone')).waitFor();
    },
  },
  {
    name: 'selection',
    story: 'chat',
    isMain: true,
    way: async (page, t) => {
      await page.getByRole('region', { name: t('timeline') }).focus();
      for (let count = 0; count < 3; count++) await page.keyboard.press('Shift+ArrowUp');
      await page.getByRole('group', { name: t('selectedCount', { count: 3 }) }).waitFor();
    },
  },
  {
    name: 'conversation-menu',
    story: 'chat',
    way: (page) => page.locator('main [aria-haspopup=menu]').press('Enter'),
  },
  { name: 'export', story: 'chat', way: openExport },
  {
    name: 'export-writing',
    story: 'chat',
    way: async (page, t) => {
      await openExport(page);
      await clientDoes(page, (client) => {
        const { messages } = client.peer;
        client.call = () => {
          client.call = () => new Promise(() => undefined);
          return Promise.resolve({ ok: true, value: { messages, more: true, total: 41 } });
        };
      });
      await page.getByRole('button', { name: t('exportStart') }).press('Enter');
      await page.getByText(t('exportProgress', { count: '16', total: '41' })).waitFor();
    },
  },
  {
    name: 'export-ready',
    story: 'chat',
    way: async (page, t) => {
      await openExport(page);
      await page.getByRole('button', { name: t('exportStart') }).press('Enter');
      await page.getByRole('dialog').getByRole('status').waitFor();
    },
  },
  {
    name: 'export-failed',
    story: 'chat',
    way: async (page, t) => {
      await openExport(page);
      await clientDoes(page, (client) =>
        client.answerNext('messages', {
          ok: false,
          problem: { code: 'connection-lost', message: 'The connection to the peer broke. Try again.' },
        }),
      );
      await page.getByRole('button', { name: t('exportStart') }).press('Enter');
      await page.getByRole('dialog').getByRole('alert').waitFor();
    },
  },
];
