/**
 * Remakes the pictures of the guide: `node tests/e2e/browser/pictures.ts` after a build. Given a folder, it writes there
 * instead of into docs/guide; given `--only=network`, it remakes those of places whose names begin so. The places are those of places.ts: every one in both themes; the main ones also in smaller
 * windows and in other languages. The system needs fonts for Chinese and Arabic.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { format } from 'prettier';
import { takeLobbyPictures } from './lobbyPictures.ts';
import { places, wordsOf, type Place } from './places.ts';
import { openChromium } from './support/chromium.ts';
import { settled } from './support/layout.ts';
import { openStory, sizes, themes } from './support/openStory.ts';
import { openStoryPages, type StoryPages } from './support/storyPages.ts';

type Size = keyof typeof sizes;
type Theme = (typeof themes)[number];

interface Picture {
  readonly place: Place;
  readonly size: Size;
  readonly theme: Theme;
  readonly locale: string;
}

const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
const given = process.argv.slice(2).find((arg) => !arg.startsWith('--'));
const guide = given ?? fileURLToPath(new URL('../../../docs/guide/', import.meta.url));
const folder = join(guide, 'pictures');
/** All of them together: a clone should stay quick. */
const MOST_BYTES = 13_000_000;
const english = 'en-GB';

const inBothThemes: readonly Picture[] = places.flatMap((place) =>
  themes.map((theme): Picture => ({
    place,
    theme,
    size: place.isNarrow === true ? 'narrow' : 'wide',
    locale: english,
  })),
);
const main = places.filter(({ isMain }) => isMain);
const inOtherSizes: readonly Picture[] = main.flatMap((place) =>
  (['medium', 'narrow'] as const).flatMap((size) =>
    themes.map((theme): Picture => ({ place, theme, size, locale: english })),
  ),
);
const inOtherLanguages: readonly Picture[] = main.flatMap((place) =>
  ['zh-CN', 'ar-EG'].flatMap((locale) =>
    (Object.keys(sizes) as Size[]).map((size, index): Picture => ({
      place,
      size,
      locale,
      theme: themes[index % 2] ?? 'light',
    })),
  ),
);

const fileOf = ({ place, size, theme, locale }: Picture): string =>
  [place.name, size, theme, ...(locale === english ? [] : [locale.slice(0, 2)])].join('-') + '.webp';

/** At this quality letters are still sharp, and a picture is a third to a half of its PNG. */
const QUALITY = 0.7;

/** By Chromium's own encoder: no library. */
async function asWebp(encoder: Page, png: Buffer): Promise<Buffer> {
  const base64 = await encoder.evaluate(
    async ([source, quality]) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
      const canvas = Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height });
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      return canvas.toDataURL('image/webp', quality).split(',')[1] ?? '';
    },
    [png.toString('base64'), QUALITY] as const,
  );
  return Buffer.from(base64, 'base64');
}

async function take(browser: Browser, pages: StoryPages, encoder: Page, picture: Picture): Promise<number> {
  const { place, size, theme, locale } = picture;
  const [width, height] = sizes[size];
  const page = await openStory(browser, pages, place.story, {
    locale,
    colorScheme: theme,
    viewport: { width, height },
  });
  await place.way?.(page, await wordsOf(locale));
  await settled(page);
  const webp = await asWebp(encoder, await page.screenshot());
  await writeFile(join(folder, fileOf(picture)), webp);
  await page.close();
  return webp.length;
}

const link = (picture: Picture): string => `![${fileOf(picture)}](pictures/${fileOf(picture)})`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function guidePage(): string {
  const of = (all: readonly Picture[], place: Place) => all.filter((picture) => picture.place === place);
  return `# Pictures of every page and state

Made by \`node tests/e2e/browser/pictures.ts\` after a build, from the table of places in \`tests/e2e/browser/places.ts\`; the
tests open the same places, look for what hangs out of the window, and let axe look for what can't be used by everybody.

## Every place, light and dark

${table(
  ['Place', 'Light', 'Dark'],
  places.map((place) => [place.name, ...of(inBothThemes, place).map(link)]),
)}

## Smaller windows

${table(
  ['Place', '900×600 light', '900×600 dark', '480 wide, light', '480 wide, dark'],
  main.map((place) => [place.name, ...of(inOtherSizes, place).map(link)]),
)}

## Chinese and Arabic

${table(
  ['Place', 'zh, wide', 'zh, medium', 'zh, narrow', 'ar, wide', 'ar, medium', 'ar, narrow'],
  main.map((place) => [place.name, ...of(inOtherLanguages, place).map(link)]),
)}
`;
}

if (only === undefined) await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const [browser, pages] = await Promise.all([openChromium(), openStoryPages()]);
try {
  if (only === undefined) await takeLobbyPictures(browser, guide);
  const encoder = await browser.newPage();
  let bytes = 0;
  for (const picture of [...inBothThemes, ...inOtherSizes, ...inOtherLanguages]) {
    if (picture.place.name.startsWith(only ?? '')) bytes += await take(browser, pages, encoder, picture);
  }
  await writeFile(join(guide, 'pictures.md'), await format(guidePage(), { parser: 'markdown', printWidth: 140 }));
  if (bytes > MOST_BYTES) throw new Error(`The pictures have ${bytes} bytes, more than ${MOST_BYTES}.`);
} finally {
  await browser.close();
  await pages.close();
}
