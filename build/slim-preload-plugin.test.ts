import { afterEach, expect, it, vi } from 'vitest';
import { SHEET_LOADER } from './slim-preload-plugin.ts';

interface Link {
  rel?: string;
  href?: string;
  onload?: () => void;
  onerror?: () => void;
  remove(): void;
}
type VitePreload = <T>(load: () => T, sheets: readonly string[]) => Promise<T>;

/** The loader over a head that holds these sheets. */
async function start(...linked: string[]): Promise<{ preload: VitePreload; links: Link[] }> {
  const links: Link[] = linked.map((href) => ({ rel: 'stylesheet', href, remove: () => undefined }));
  vi.stubGlobal('document', {
    querySelector: (selector: string) =>
      links.find(({ rel, href }) => selector === `link[rel=${rel}][href="${href}"]`) ?? null,
    createElement: () => {
      const link: Link = { remove: () => links.splice(links.indexOf(link), 1) };
      return link;
    },
    head: { append: (link: Link) => links.push(link) },
  });
  const module = await import(`data:text/javascript,${encodeURIComponent(SHEET_LOADER)}//${linked}`);
  return { preload: module.__vitePreload, links };
}

afterEach(() => vi.unstubAllGlobals());

it('brings the code once all its sheets are there, each asked for once', async () => {
  const { preload, links } = await start('/assets/a.css');
  const load = vi.fn(() => 'page');
  const first = preload(load, ['assets/a.css', 'assets/b.css']);
  const second = preload(load, ['assets/b.css']);
  await Promise.resolve();
  expect(links.map(({ href }) => href)).toEqual(['/assets/a.css', '/assets/b.css']);
  expect(load).not.toHaveBeenCalled();
  links[1]?.onload?.();
  expect(await Promise.all([first, second])).toEqual(['page', 'page']);
});

it('asks again for a sheet that failed', async () => {
  const { preload, links } = await start();
  const failed = preload(() => 'page', ['assets/b.css']);
  links[0]?.onerror?.();
  await expect(failed).rejects.toThrow('/assets/b.css');
  const again = preload(() => 'page', ['assets/b.css']);
  links[0]?.onload?.();
  expect(await again).toBe('page');
});
