import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** WCAG 2.2 A and AA, or contrast alone where the same screen has passed the rest in another theme. */
type AxeRules = 'all' | 'contrast';

/** By axe; what is found, worded so that a failure can be mended. */
export async function findViolations(page: Page, rules: AxeRules = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (context: unknown, options: unknown) => Promise<{ violations: Violation[] }> };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const options = {
      runOnly: rules === 'all' ? { type: 'tag', values: tags } : { type: 'rule', values: ['color-contrast'] },
      // What passes is not told of, and style sheets are not fetched once more (one rule asks for them, for phones that are
      // turned): both cost seconds where a list has hundreds of rows.
      resultTypes: ['violations'],
      preload: false,
    };
    return (await axe.run(document, options)).violations;
  }, rules);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} :: ${failureSummary}`),
  );
}
