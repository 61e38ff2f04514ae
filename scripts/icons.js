// Draws every icon of the app from the page's own mark (src/renderer/public/icon.svg), with a Chromium that is there:
// `node_modules/.bin/node scripts/icons.js` after the mark was changed. What it makes is committed.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findChromium } from './lib/chromium.js';
import { icns, ico } from './lib/iconFiles.js';
import { at } from './lib/project.js';

/** macOS sets icons on a grid: 824 of 1,024 points, the rest stays empty. */
const MAC_SHARE = 824 / 1024;
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256];
const WINDOW_SIZE = 256;
const TRAY_SIZE = 16;

const mark = readFileSync(at('src', 'renderer', 'public', 'icon.svg'), 'utf8');
/** What a menu bar colours itself: the mark's shape in black, without its ground. */
const template = mark.replace(/<rect[^>]*>/, '').replaceAll('#fff', '#000');

/** Something is unread: a dot at the corner, with a gap around it where the mark would touch it. */
const DOT = '#e5484d';
const withDot = (svg, colour) => {
  const dot = '<circle cx="24.5" cy="7.500" r="6.500" fill="' + colour + '"/>';
  const gap =
    '<mask id="gap"><rect width="32" height="32" fill="#fff"/><circle cx="24.5" cy="7.500" r="8.500" fill="#000"/></mask>';
  const [, head, body] = /^(<svg[^>]*>)([\s\S]*)<\/svg>\s*$/.exec(svg);
  return `${head}${gap}<g mask="url(#gap)">${body}</g>${dot}</svg>`;
};
/** On the button of Windows' taskbar, over the icon. */
const onlyDot = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="13" fill="${DOT}"/></svg>`;

const program = findChromium();
if (program === undefined) {
  console.error('There is no Chromium on this machine (PEERSTER_CHROMIUM can name one).');
  process.exit(1);
}
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();

/** The drawing as a PNG of `size` by `size`, of which it covers `share`. */
async function draw(svg, size, share = 1) {
  await page.setViewportSize({ width: size, height: size });
  const margin = (size * (1 - share)) / 2;
  await page.setContent(
    `<style>*{margin:0}svg{position:fixed;inset:${margin}px;width:${size - 2 * margin}px;height:${size - 2 * margin}px}</style>${svg}`,
  );
  return page.screenshot({ omitBackground: true });
}

const drawAll = async (sizes, share) => {
  const drawn = [];
  for (const size of sizes) drawn.push({ size, png: await draw(mark, size, share) });
  return drawn;
};

rmSync(at('build', 'icons'), { recursive: true, force: true });
mkdirSync(at('build', 'icons'), { recursive: true });
mkdirSync(at('resources'), { recursive: true });
for (const { size, png } of await drawAll(LINUX_SIZES)) writeFileSync(at('build', 'icons', `${size}x${size}.png`), png);
writeFileSync(at('build', 'icon.ico'), ico(await drawAll(WINDOWS_SIZES)));
writeFileSync(at('build', 'icon.icns'), icns(await drawAll([16, 32, 64, 128, 256, 512, 1024], MAC_SHARE)));

writeFileSync(at('resources', 'icon.png'), await draw(mark, WINDOW_SIZE));
for (const [name, svg] of [
  ['tray', mark],
  ['trayTemplate', template],
  ['trayUnread', withDot(mark, DOT)],
  ['trayUnreadTemplate', withDot(template, '#000')],
  ['unread', onlyDot],
]) {
  writeFileSync(at('resources', `${name}.png`), await draw(svg, TRAY_SIZE));
  writeFileSync(at('resources', `${name}@2x.png`), await draw(svg, 2 * TRAY_SIZE));
}
await browser.close();
