/** What axe-core has to say about a page as it stands: WCAG 2.2 up to AA, and what is good practice besides. */
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** One line for each thing that is wrong. */
export async function axeFinds(page: Page): Promise<readonly string[]> {
  // By the debugger, which the page's content security policy doesn't stop.
  await page.evaluate(`window.axe ?? ${axe.source}`);
  return page.evaluate(async (values) => {
    // What the script above put there.
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const { violations } = await axe.run({ runOnly: { type: 'tag', values } });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, any }) => `${id}: ${help}: ${String(target)} ${any[0]?.message ?? ''}`),
    );
  }, tags);
}
