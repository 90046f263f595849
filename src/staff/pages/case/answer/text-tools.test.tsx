// @vitest-environment jsdom
// Structure in an answer: the buttons, the preview, and ready texts.

import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { makeCase, OFFICER } from '../../../testing/cases.mock.ts';
import { closeConsole, openConsole } from '../../../testing/open-console.mock.tsx';
import { createStaffServer, type StaffServer } from '../../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const CASE = makeCase(1, { subject: 'Kaldırım rampası' });

async function startWriting(templates: StaffServer['templates'] = []) {
  const server = createStaffServer({ session: OFFICER, cases: [CASE] });
  server.templates = templates;
  return await openConsole(server, `#/basvurular/${CASE.applicationId}`);
}

const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Yurttaşa yanıtınız' });

test('a button makes the line a heading, gives the focus back, and the preview shows what the citizen will see', async () => {
  const { user } = await startWriting();
  await user.click(field());
  await user.paste('Rampa');
  await user.click(screen.getByRole('button', { name: 'Başlık' }));
  await waitFor(() => expect(document.activeElement).toBe(field()));
  expect(field().value).toBe('# Rampa');
  await user.paste('\n\n- Plan: [sayfa](https://ornek.bel.tr/)\n- <b>Süre</b>');
  await user.click(screen.getByText('Önizleme: yurttaş böyle görecek'));
  // jsdom opens the part without telling it.
  screen.getByText('Önizleme: yurttaş böyle görecek').closest('details')?.dispatchEvent(new Event('toggle'));
  const preview = await screen.findByRole('heading', { name: 'Rampa', level: 3 });
  const shown = within(preview.parentElement ?? document.body);
  expect(shown.getByRole('link', { name: 'sayfa (ornek.bel.tr)' })).toBeTruthy();
  expect(shown.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Plan: sayfa (ornek.bel.tr)',
    '<b>Süre</b>',
  ]);
});

test('a ready text comes below what is written, with number and institution, and only when it is inserted', async () => {
  const text = '{numara}: {kurum} bakıyor.';
  const { user } = await startWriting([{ id: 'a', name: 'Bakılıyor', text }]);
  await user.click(field());
  await user.paste('Sayın Güllü,');
  await user.selectOptions(await screen.findByRole('combobox', { name: /^Hazır metin/ }), 'Bakılıyor');
  expect(field().value).toBe('Sayın Güllü,');
  await user.click(screen.getByRole('button', { name: 'Hazır metni ekle' }));
  expect(field().value).toBe(`Sayın Güllü,\n\n${CASE.number}: Ulusal Yol Bakım Kurumu bakıyor.`);
  expect(document.activeElement).toBe(field());
});
