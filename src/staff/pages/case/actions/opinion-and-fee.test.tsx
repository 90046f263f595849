// @vitest-environment jsdom
// Whose opinion is asked, what becomes of it, and what access costs: the forms that ask for more than an institution and words.

import { screen, waitFor, within } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test } from 'vitest';
import type { Places } from '../../../../domain/desk-wire.ts';
import type { StaffActionKind } from '../../../../domain/staff-action.ts';
import { makeCase, makeLife, OFFICER } from '../../../testing/cases.mock.ts';
import { closeConsole, openConsole } from '../../../testing/open-console.mock.tsx';
import { createStaffServer, type StaffServer } from '../../../testing/staff-server.mock.ts';

afterEach(closeConsole);

async function open(actions: StaffActionKind[], places?: Places) {
  const found = makeCase(1, { life: makeLife({ actions }) });
  const server = createStaffServer({ session: OFFICER, cases: [found] });
  if (places) server.places = places;
  const { user } = await openConsole(server, `#/basvurular/${found.applicationId}`);
  return { server, user };
}

const press = (user: UserEvent, name: string) => user.click(screen.getByRole('button', { name }));

async function paste(user: UserEvent, label: string, text: string): Promise<void> {
  await user.click(screen.getByRole('textbox', { name: label }));
  await user.paste(text);
}

const puts = ({ seen }: StaffServer) => seen.filter(({ method }) => method === 'PUT');

describe('asking a unit of one’s own institution', () => {
  test('takes a choice of whose opinion, names the unit that is missing, and sends the one that is chosen', async () => {
    const units = [{ id: 'abone-isleri', name: 'Abone İşleri' }];
    const { server, user } = await open(['ask-opinion', 'note'], { units, colleagues: [] });
    await press(user, 'Başkasından görüş iste');
    await user.click(await screen.findByRole('radio', { name: 'Kurumumuzun bir biriminin' }));
    expect(screen.queryByRole('combobox', { name: 'Görüşü istenen kurum' })).toBeNull();
    await paste(user, 'Ne soruyorsunuz?', 'Sayaç değişti mi?');
    const form = within(screen.getByRole('region', { name: 'Görüş iste' }));
    await user.click(form.getByRole('button', { name: 'Görüş iste' }));
    expect(screen.getByRole('link', { name: 'Görüşü istenen birimi seçin.' })).toBeTruthy();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Birim' }), 'abone-isleri');
    await user.click(form.getByRole('button', { name: 'Görüş iste' }));
    await waitFor(() => expect(puts(server)).toHaveLength(1));
    const body = { kind: 'ask-opinion', unitId: 'abone-isleri', question: 'Sayaç değişti mi?' };
    expect(puts(server)[0]?.body).toEqual(body);
  });
});

test('an opinion that was given takes the case off the screen, and says why', async () => {
  const { user } = await open(['give-opinion']);
  await press(user, 'Görüş ver');
  await paste(user, 'Görüşünüz', 'Boru bizimdir.');
  await press(user, 'Görüşü gönder');
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Görüşü gönder' }));
  expect(await screen.findByText(/Başvuru artık size açık değil/)).toBeTruthy();
  expect(screen.queryByText('Güllü Kaplankıran')).toBeNull();
});

describe('telling what access costs', () => {
  test('says which sum cannot be read, asks once, and sends kuruş', async () => {
    const { server, user } = await open(['ask-fee', 'note']);
    await press(user, 'Ücret bildir');
    await paste(user, 'Ücret (TL)', 'kırk');
    await paste(user, 'Nasıl ödenecek?', 'Belediye veznesine.');
    await press(user, 'Ücreti bildir');
    expect(screen.getByRole('link', { name: /Ücreti TL olarak yazın/ })).toBeTruthy();
    await user.clear(screen.getByRole('textbox', { name: 'Ücret (TL)' }));
    await paste(user, 'Ücret (TL)', '1.045,50');
    await press(user, 'Ücreti bildir');
    const question = within(await screen.findByRole('dialog'));
    await user.click(question.getByRole('button', { name: 'Ücreti bildir' }));
    await waitFor(() => expect(puts(server)).toHaveLength(1));
    expect(puts(server)[0]?.body).toEqual({ kind: 'ask-fee', amount: 104_550, text: 'Belediye veznesine.' });
  });
});
