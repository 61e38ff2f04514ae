/** The interface in each language: chosen by the system or in the settings, whole in every size, right to left where it must be. */
import { expect, test } from 'vitest';
import { places, wordsOf } from './places.ts';
import { axeFinds } from './support/axe.ts';
import { collectProblems } from './support/chromium.ts';
import { hangsOut, settled } from './support/layout.ts';
import { sizes } from './support/openStory.ts';
import { describeStories } from './support/storyBrowser.ts';

const everyone = {
  'en-GB': 'Everyone',
  'de-DE': 'Alle',
  'fr-FR': 'Tout le monde',
  'es-ES': 'Todos',
  'zh-CN': '所有人',
  'ar-EG': 'الجميع',
} as const;

describeStories('the languages', (open) => {
  for (const [locale, name] of Object.entries(everyone)) {
    test(`${locale} is what the system says`, async () => {
      const page = await open('chat', { locale });
      await page.getByRole('heading', { name, exact: true }).waitFor();
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(locale);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.dir))
        .toBe(locale === 'ar-EG' ? 'rtl' : 'ltr');
      await page.close();
    });
    if (locale === 'en-GB') continue;

    for (const { name, story, way } of places.filter(({ isMain }) => isMain)) {
      test(`${locale}: ${name} is whole in every size`, async () => {
        const page = await open(story, { locale });
        const problems = collectProblems(page);
        await way?.(page, await wordsOf(locale));
        for (const [size, [width, height]] of Object.entries(sizes)) {
          await page.setViewportSize({ width, height });
          await settled(page);
          expect.soft(await hangsOut(page), size).toEqual([]);
        }
        expect(await axeFinds(page)).toEqual([]);
        expect(problems).toEqual([]);
        await page.close();
      });
    }
  }

  test('another language is chosen in the settings, at once and for good', async () => {
    const page = await open('chat', { locale: 'fr-FR' });
    await page.keyboard.press('Control+,');
    await page.getByRole('combobox', { name: 'Langue' }).selectOption('العربية');
    await page.getByRole('heading', { name: 'الإعدادات' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'الجميع' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    await page.close();
  });

  test('only the words that are shown are fetched', async () => {
    const page = await open('chat', { locale: 'es-ES' });
    const scripts: string[] = [];
    page.on('request', (request) => {
      const file = /\/(\w\w)-[\w-]+\.js$/.exec(new URL(request.url()).pathname)?.[1];
      if (file !== undefined) scripts.push(file);
    });
    await page.reload();
    await page.getByRole('heading', { name: 'Todos' }).waitFor();
    expect(scripts).toEqual(['es']);
    await page.close();
  });
});
