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
      await page.goto(`${origin}/examples.html?control=${encodeURIComponent(control)}&example=${index}`);
      await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    },
  };
}
