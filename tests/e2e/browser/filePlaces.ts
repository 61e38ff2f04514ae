/** Files: offered, attached, listed, searched for. */
import type { Page } from 'playwright-core';
import { clientDoes, composer, dialog, type Place } from './support/ways.ts';

/** As a person drags one over the window. */
const drag = (page: Page, type: 'dragenter' | 'drop', names: readonly string[]): Promise<void> =>
  page.evaluate(
    ({ kind, files }) => {
      const data = new DataTransfer();
      for (const name of files) data.items.add(new File([`content of ${name}`], name));
      document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    { kind: type, files: names },
  );

export const filePlaces: readonly Place[] = [
  { name: 'files-in-chat', story: 'files' },
  {
    name: 'files-in-chat-top',
    story: 'files',
    way: async (page, t) => {
      const timeline = page.getByRole('region', { name: t('timeline') });
      await timeline.press('Home');
      // The browser glides there.
      await page.waitForFunction((element) => element?.scrollTop === 0, await timeline.elementHandle());
    },
  },
  {
    name: 'files-dropping',
    story: 'files',
    way: async (page, t) => {
      await drag(page, 'dragenter', ['notes.txt']);
      await page.getByText(t('attachDrop')).waitFor();
    },
  },
  {
    name: 'files-attached',
    story: 'files',
    way: async (page, t) => {
      await page.route('**/api/v1/file?*', (route) => {
        const name = new URL(route.request().url()).searchParams.get('name') ?? '';
        if (name === 'never.bin') return undefined;
        const file = { id: 'f'.repeat(64), hash: 'f'.repeat(64), name, size: 20_000 };
        return route.fulfill({ json: file });
      });
      await drag(page, 'drop', ['Minutes of the workshop, second day, corrected.pdf', 'map.png', 'never.bin']);
      await page
        .getByRole('list', { name: t('attachments') })
        .getByText(t('attachPreparing'))
        .first()
        .waitFor();
      await composer(page).fill('Here they are');
    },
  },
  {
    name: 'files-here',
    story: 'files',
    way: async (page) => {
      await page.keyboard.press('Control+Shift+U');
      await dialog(page);
    },
  },
  {
    name: 'files-none',
    story: 'chat',
    way: async (page) => {
      await page.keyboard.press('Control+Shift+U');
      await dialog(page);
    },
  },
  {
    name: 'files-found',
    story: 'files',
    way: async (page, t) => {
      await page.keyboard.press('Control+Shift+U');
      await page.getByRole('tab', { name: t('filesFind') }).click();
      await page.getByRole('tabpanel').getByRole('listitem').nth(2).waitFor();
    },
  },
  {
    name: 'files-found-nothing',
    story: 'chat',
    way: async (page, t) => {
      await page.keyboard.press('Control+Shift+U');
      await page.getByRole('tab', { name: t('filesFind') }).click();
      await page.getByRole('textbox', { name: t('findFiles') }).fill('nothing');
      await page.keyboard.press('Enter');
      await page.getByText(t('findFilesSearching')).waitFor();
      await clientDoes(page, (client) => {
        const found = { search: 1, keywords: ['nothing'], state: 'done' as const, files: [] };
        client.emit({ type: 'foundFiles', found });
      });
      await page.getByText(t('findFilesNone')).waitFor();
    },
  },
  {
    name: 'files-program',
    story: 'filesDesktop',
    way: async (page, t) => {
      await page.keyboard.press('Control+Shift+U');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: `${t('fileOpen')}: setup.exe` })
        .click();
      await page.getByRole('dialog', { name: t('fileProgramTitle') }).waitFor();
    },
  },
];
