// Every example of the pattern book, each as a page of its own. The list is the book's.

import type { Stage } from '../stage/stage.ts';
import type { Surface } from './surface.ts';

interface Example {
  control: string;
  index: number;
  name: string;
}

export async function listExamples(stage: Stage): Promise<Surface[]> {
  const { page, origin } = await stage.visit({ world: 'examples' }, 'tr');
  await page.goto(`${origin}/examples.html`);
  const handle = await page.waitForFunction(
    () => (window as unknown as { kopruExamples?: Example[] }).kopruExamples,
  );
  const examples = (await handle.jsonValue()) ?? [];
  return examples.map(toSurface);
}

function toSurface({ control, index, name }: Example): Surface {
  return {
    app: 'examples',
    page: control,
    state: name,
    world: 'examples',
    isOneLanguage: true,
    open: async ({ page, origin }) => {
      const path = `/examples.html?control=${encodeURIComponent(control)}&example=${index}`;
      if (page.url().startsWith(`${origin}/examples.html`)) await page.evaluate(turnTo, path);
      else await page.goto(origin + path);
      await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    },
  };
}

/** To another page of the book that is open, which brings none of its code anew. */
function turnTo(path: string): void {
  (document.activeElement as HTMLElement | null)?.blur();
  scrollTo(0, 0);
  delete document.documentElement.dataset.ready;
  history.replaceState(null, '', path);
  (window as unknown as { kopruShow: () => void }).kopruShow();
}
