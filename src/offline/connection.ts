// What the browser tells of the line (Network Information API: Chromium on phones; nothing elsewhere). A hint, never a
// truth: it decides only whether large things wait for Wi-Fi, which the citizen has asked for.

import type { Connection } from '../domain/upload.ts';

const UNMETERED: readonly unknown[] = ['wifi', 'ethernet'];
const METERED: readonly unknown[] = ['cellular', 'bluetooth', 'wimax'];

export function readConnection(): Connection {
  const type = property('type');
  if (UNMETERED.includes(type)) return 'unmetered';
  return METERED.includes(type) ? 'metered' : 'unknown';
}

/** Whether the person has told the whole browser to save data. */
export function browserSavesData(): boolean {
  return property('saveData') === true;
}

function property(name: string): unknown {
  const connection: unknown = 'connection' in navigator ? navigator.connection : undefined;
  return typeof connection === 'object' && connection !== null ? Reflect.get(connection, name) : undefined;
}
