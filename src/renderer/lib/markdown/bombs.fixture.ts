/** Texts of the greatest length that are made to be slow to parse. */
const fill = (piece: string): string => piece.repeat(Math.ceil(8_000 / piece.length)).slice(0, 8_000);

export const bombs: Readonly<Record<string, string>> = {
  'opening marks': fill('*a '),
  'marks of two letters': fill('*a_'),
  'marks of two lengths': fill('**a *b '),
  'all lengths': fill('*a **b ***c _d __e ___f '),
  'closing marks': fill('a* a** '),
  'a wall of marks': fill('*'),
  'nested marks': `${'*'.repeat(3_990)}a${'*'.repeat(3_990)}`,
  brackets: fill('['),
  'half links': fill('[a]('),
  'half addresses': fill('[a](http://'),
  'links without an end': fill('[a](http://b'),
  links: fill('[a](http://b) '),
  addresses: fill('http://a.b/ '),
  backticks: Array.from({ length: 125 }, (_, index) => '`'.repeat(index + 1)).join(' '),
  'single backticks': fill('`a'),
  quotes: fill('> '),
  'lines of quotes': fill('> > > > > > > > > a\n'),
  items: fill('- a\n'),
  'items on one line': fill('- '),
  numbers: fill('1. a\n'),
  'nested items': Array.from({ length: 120 }, (_, index) => `${' '.repeat(index)}- a`)
    .join('\n')
    .slice(0, 8_000),
  'quoted items': fill('> - > - > - a\n'),
  fences: fill('```\n'),
  'open fences': fill('```a\n'),
  'quoted fences': fill('> ```\n> a\n'),
  lines: fill('\n'),
  blanks: fill(' '),
  'lines of blanks': fill('  \n'),
  everything: fill('**_`[a](http://'),
  escapes: fill('\\*'),
  entities: fill('&amp;'),
  html: fill('<a '),
};
