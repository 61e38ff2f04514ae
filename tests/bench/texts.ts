/** What people say in a work chat, in the shares in which they do: mostly a line, some marks, now and then code or a list. */
const SENTENCES = [
  'Winter is coming.',
  'ok',
  'Has anyone seen the *draft* of the report? I left a few comments on page 3.',
  'See https://example.org/issues/4711?view=full#comment-12 for what happened.',
  '👍',
  'The build is **green** again, thanks!',
  'Run `npm test -- unit` first, it takes seconds.',
  '我们明天见，好吗？',
  '> Is it done?\nAlmost: the last test is slow.',
  'Two things:\n- the tray icon on Linux\n- the spell checker\n\nI take the first.',
  'It says:\n```ts\nconst answer = 6 * 7;\nconsole.log(answer);\n```\nand then nothing.',
  'I think that we should talk about this in person, as there are several things that depend on each other: the plan, the people, and the network in the old building. '.repeat(
    2,
  ),
];

export const sampleText = (n: number): string => `${SENTENCES[(n * 5) % SENTENCES.length]} ${n}`;
