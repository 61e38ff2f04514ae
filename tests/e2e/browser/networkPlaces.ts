/** The network page: with nobody, a few, many and long names. */
import type { Page } from 'playwright-core';
import type { Translate } from '../../../src/renderer/i18n/strings.ts';
import type { Place } from './support/ways.ts';

const openNetwork = async (page: Page, t: Translate): Promise<void> => {
  await page.keyboard.press('Control+Shift+L');
  await page
    .getByRole('dialog')
    .getByRole('heading', { name: t('packets') })
    .waitFor();
};

export const networkPlaces: readonly Place[] = [
  { name: 'network', story: 'chat', isMain: true, way: openNetwork },
  { name: 'network-nobody', story: 'alone', way: openNetwork },
  { name: 'network-fifty', story: 'fifty', way: openNetwork },
  { name: 'network-long-names', story: 'longNames', way: openNetwork },
  {
    name: 'network-chosen',
    story: 'chat',
    way: async (page, t) => {
      await openNetwork(page, t);
      await page.getByRole('table').first().getByRole('button', { name: 'Noor' }).press('Enter');
      await page.getByRole('button', { name: t('networkOpenPeer') }).waitFor();
    },
  },
];
