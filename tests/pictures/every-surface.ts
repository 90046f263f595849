// Pictures of every surface of both apps in every look, at 320 and 1440 px and in the languages that look different: for eyes.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { applyLook, type Mode, modeOf, VIEWPORT } from '../a11y/modes.ts';
import { openScene } from '../a11y/stage/scene.ts';
import { openStage, type Stage } from '../a11y/stage/stage.ts';
import { SURFACES } from '../a11y/surfaces/all.ts';
import { nameOf, type Surface, type Visit } from '../a11y/surfaces/surface.ts';

const LOOKS: readonly { name: string; mode: Mode; width: number }[] = [
  { name: 'light', mode: modeOf('light'), width: VIEWPORT.width },
  { name: 'dark', mode: modeOf('dark'), width: VIEWPORT.width },
  { name: 'contrast', mode: modeOf('contrast'), width: VIEWPORT.width },
  { name: 'forced', mode: modeOf('forced'), width: VIEWPORT.width },
  { name: '320', mode: modeOf('light'), width: 320 },
  { name: 'wide', mode: modeOf('light'), width: 1440 },
  { name: 'text-200', mode: modeOf('text-200'), width: VIEWPORT.width },
  { name: 'rtl', mode: modeOf('rtl'), width: VIEWPORT.width },
  { name: 'easy', mode: modeOf('easy'), width: VIEWPORT.width },
];

/**
 * @param folder is made; pictures of an earlier run are written over
 * @param parts of the names of the surfaces; none: all
 */
export async function takeEverySurface(folder: string, parts: readonly string[] = []): Promise<void> {
  await mkdir(folder, { recursive: true });
  const scene = await openScene();
  const stage = await openStage(scene);
  try {
    for (const surface of SURFACES) {
      const name = nameOf(surface);
      if (parts.length === 0 || parts.some((part) => name.includes(part)))
        await takeSurface(stage, surface, folder);
    }
  } finally {
    await stage.close();
    await scene.close();
  }
}

async function takeSurface(stage: Stage, surface: Surface, folder: string): Promise<void> {
  const file = nameOf(surface).replace(/[^a-z0-9]+/gi, '-');
  let visit: Visit | undefined;
  for (const { name, mode, width } of LOOKS) {
    if (visit?.locale !== mode.locale) {
      if (surface.locksDevice && visit) await stage.forget(surface, visit.locale);
      // Once for each language: a device that was never here would stand before nothing again.
      visit = await stage.visit(surface, mode.locale);
      await surface.open(visit);
    }
    await visit.page.setViewportSize({ width, height: VIEWPORT.height });
    await applyLook(visit.page, mode);
    await visit.page.screenshot({ path: join(folder, `${file}-${name}.png`), fullPage: true });
  }
  if (surface.locksDevice && visit) await stage.forget(surface, visit.locale);
  console.log(nameOf(surface));
}
