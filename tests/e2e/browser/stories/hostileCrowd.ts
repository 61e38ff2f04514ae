/** Five hundred strangers: every name that could break something with every text that could. */
import { hostileNames, hostileTexts } from './hostile.ts';
import { bombs } from '../../../../src/renderer/lib/markdown/bombs.fixture.ts';

const MAX_NAME_BYTES = 255;
const MAX_TEXT_BYTES = 8_000;
/** Room for the number that makes each name another's. */
const NUMBER_BYTES = 8;

const marks = (count: number): string => '\u0300\u0301\u0302\u0303\u0310\u0311\u0312\u0313\u0489'.repeat(count);

const moreNames: readonly string[] = [
  '"><img src=x onerror=window.hacked=20>',
  "'); window.hacked=21; //",
  'javascript:window.hacked=22',
  '{{constructor.constructor("window.hacked=23")()}}',
  '[Bea](javascript:window.hacked=24)',
  '**bold** `code` > quote',
  '\u202e\u202d\u2066\u2067\u2068\u202a\u202b',
  'سلمى\u202eAlex',
  '\u200b\u200c\u200d\u2060\ufeff',
  `Z${marks(12)}`,
  'ﷺ﷽'.repeat(20),
  '👨‍👩‍👧‍👦'.repeat(9),
  '\u0000\u0001\u001b[2J\u009b31m\u007f',
  '\u2028\u2029\u0085\r\n\t',
  'W'.repeat(240),
  'Alex (you)',
  '__proto__',
  'constructor',
];

const moreTexts: readonly string[] = [
  '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<form action="https://evil.example/"><button autofocus onfocus="window.hacked=30">x</button></form>',
  '<object data="https://evil.example/x.swf"></object><embed src="https://evil.example/y">',
  '<link rel=stylesheet href="https://evil.example/x.css"><style>@import "https://evil.example/y.css"</style>',
  '<math><mtext></mtext><mglyph><svg><mtext><style><path id="</style><img onerror=window.hacked=31 src>">',
  '<a href="&#106;avascript:window.hacked=32">x</a> <a href="java\tscript:window.hacked=33">y</a>',
  '[a](java\nscript:window.hacked=34) [b](&#x6A;avascript:window.hacked=35) [c]( javascript:window.hacked=36 )',
  '[d](data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGFja2VkPTM3PC9zY3JpcHQ+) [e](//evil.example/) [f](blob:x)',
  '![tracker](https://evil.example/pixel.png) ![x](//evil.example/x "onload=window.hacked=38")',
  '```html\n<script>window.hacked=39</script>\n```',
  '```"><img src=x onerror=window.hacked=40>\nx\n```',
  '`</code><script>window.hacked=41</script>`',
  marks(444),
  `a${marks(220)} b${marks(220)}`,
  '\u0e49'.repeat(2_600),
  '\u202e'.repeat(2_600),
  `\u2067${'\u202eabc\u202c'.repeat(500)}`,
  `${'مرحبا abc '.repeat(400)}\u202e`,
  '\u200b'.repeat(2_600),
  '\u00ad'.repeat(3_900),
  '\u2028\u2029\u0085\v\f'.repeat(600),
  '👩‍❤️‍💋‍👩'.repeat(290),
  '🇺🇳'.repeat(990),
  '\u{e0001}\u{e0041}'.repeat(900),
  'ไ'.repeat(2_600),
  '𒐫'.repeat(1_990),
  '\t'.repeat(8_000),
  '| a '.repeat(1_990),
  '# '.repeat(3_990),
  '@Alex '.repeat(1_300),
  ':smile:'.repeat(1_100),
  '/me <script>window.hacked=42</script>',
  `/me ${'W'.repeat(7_900)}`,
  '\u0000'.repeat(8_000),
];

/** Bytes that are no UTF-8: overlong, cut off, surrogates, beyond the last character, alone. */
const brokenBytes: readonly (readonly number[])[] = [
  [0xc0, 0xaf, 0xe0, 0x80, 0xaf],
  [0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80],
  [0xf4, 0x90, 0x80, 0x80, 0xff, 0xfe],
  [0xe2, 0x80],
  [0x80, 0xbf, 0x9b, 0x33, 0x31, 0x6d],
];

const encoder = new TextEncoder();

/** Cut to a length in bytes, wherever that is in a character. */
const bytesOf = (text: string, most: number): Uint8Array => encoder.encode(text).subarray(0, most);

export const HOSTILE_CROWD = 500;

export const hostileCrowd: readonly { readonly origin: Uint8Array; readonly text: Uint8Array }[] = Array.from(
  { length: HOSTILE_CROWD },
  (_, index) => {
    const names = [...hostileNames, ...moreNames];
    const texts = [...hostileTexts, ...moreTexts, ...Object.values(bombs)];
    const broken = Uint8Array.from(brokenBytes[index % brokenBytes.length] ?? []);
    const isBroken = index % 9 === 8;
    const name = bytesOf(names[index % names.length] ?? '', MAX_NAME_BYTES - NUMBER_BYTES - broken.length);
    const text = bytesOf(texts[index % texts.length] ?? '', MAX_TEXT_BYTES - broken.length);
    return {
      origin: Uint8Array.from([...name, ...(isBroken ? broken : []), ...encoder.encode(String(index))]),
      text: Uint8Array.from([...text, ...(isBroken ? broken : [])]),
    };
  },
);
