// @vitest-environment jsdom

import { describe, expect, it } from 'vitest';
import source from '../../../../locales/tr.json' with { type: 'json' };
import type { Life } from '../../../domain/thread-life.ts';
import type { Thread } from '../../../domain/wire.ts';
import { createTranslate } from '../../../i18n/translate.ts';
import { exportDocument } from './export-document.ts';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(source).map(([key, { text }]) => [key, text])),
);
const at = '2026-11-24T08:00:00.000Z';
/** Ends elements, begins others, ends the JSON. */
const TRAP = `</p></script><script>globalThis.hit=1</script><img src=x onerror=hit()> & "'\u2028 =1+1`;

const life: Life = {
  state: 'closed',
  dueOn: '2026-12-24',
  holidays: [],
  events: [
    { kind: 'received', id: 'e1', at },
    { kind: 'transferred', id: 'e2', at, holder: 'Su', from: 'Yol', text: `Gerekçe ${TRAP}` },
  ],
  acts: [{ id: 'a1', kind: 'addition', at, text: `Ek ${TRAP}` }],
  erasures: [{ id: 'a2', at, text: `Silin ${TRAP}` }],
  canAdd: false,
  canWithdraw: false,
};
const thread: Thread = {
  applicationId: 'id',
  number: '2026-0000044',
  kind: 'complaint',
  subject: `Konu ${TRAP}`,
  description: `Metin ${TRAP}`,
  writtenAt: at,
  receivedAt: at,
  dueOn: '2026-12-24',
  state: 'answered',
  holder: 'Su',
  events: [],
  replies: [{ id: 'r', at, institution: 'Su', text: `Yanıt ${TRAP}`, summary: 'Özet' }],
  attachments: [
    { id: 'f', kind: 'voice', role: 'supporting', state: 'ready', byteLength: 2_048, renditions: [] },
  ],
  life,
};

function read() {
  const exported = { thread, life, entry: undefined, refreshedAt: at };
  const { html, fileName } = exportDocument(exported, { t, tag: 'tr', dir: 'ltr' });
  return { html, fileName, document: new DOMParser().parseFromString(html, 'text/html') };
}

describe('the file of everything that is held', () => {
  it('is a document that a screen reader walks through: language, title, one main heading, sections with headings', () => {
    const { document, fileName } = read();
    expect(fileName).toBe('kopru-2026-0000044.html');
    expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['tr', 'ltr']);
    expect(document.title).toBe('Başvuru 2026-0000044');
    expect(document.querySelectorAll('main h1')).toHaveLength(1);
    const headings = [...document.querySelectorAll('h2')].map(({ textContent }) => textContent);
    expect(headings).toEqual(['Gönderdikleriniz', 'Yanıtlar', 'Kayıtlar ve dosyalar', 'Neler oldu?']);
    expect(document.querySelectorAll('section > ol > li')).toHaveLength(4);
  });

  it('keeps every text a text', () => {
    const { document } = read();
    const text = document.querySelector('main')?.textContent ?? '';
    for (const part of ['Konu', 'Metin', 'Yanıt', 'Gerekçe', 'Ek', 'Silin'])
      expect(text).toContain(`${part} ${TRAP}`);
    expect(document.querySelectorAll('img')).toHaveLength(0);
    expect([...document.scripts].map(({ type }) => type)).toEqual(['application/json']);
  });

  it('holds the same for programs, whole', () => {
    const data = JSON.parse(read().document.getElementById('kopru')?.textContent ?? '');
    expect(data).toEqual({ format: 'kopru-export-1', refreshedAt: at, thread });
  });

  it('has neither the code nor the key in it', () => {
    const application = { trackingKey: 'k'.repeat(43), subject: 'Konu' };
    const entry = { application, tracking: { code: '73920184650291837465' } } as never;
    const { html } = exportDocument({ thread, life, entry, refreshedAt: at }, { t, tag: 'tr', dir: 'ltr' });
    expect(html).not.toContain('kkkk');
    expect(html).not.toContain('73920184650291837465');
  });
});
