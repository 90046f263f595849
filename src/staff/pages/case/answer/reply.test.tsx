// @vitest-environment jsdom
// Writing and sending an answer, through everything that can happen on the way.

import { screen, waitFor, within } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test } from 'vitest';
import { isUuidv7 } from '../../../../domain/uuid.ts';
import { REPLY_MAX_LENGTH, type StaffCase, type StaffSession } from '../../../../domain/wire-staff.ts';
import { CENTRE_OFFICER, makeCase, makeLife, OFFICER } from '../../../testing/cases.mock.ts';
import {
  closeConsole,
  findAnnounced,
  findHeading,
  openConsole,
} from '../../../testing/open-console.mock.tsx';
import {
  answer,
  createStaffServer,
  type Mishap,
  type StaffServer,
} from '../../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const TEXT = 'Rampa 15 Aralık’a kadar yapılacak.';
const CASE = makeCase(1, { subject: 'Kaldırım rampası' });
const ADDRESS = `#/basvurular/${CASE.applicationId}`;

interface Start {
  server: StaffServer;
  user: UserEvent;
}

async function startWriting(cases: StaffCase[] = [CASE], session: StaffSession = OFFICER): Promise<Start> {
  const server = createStaffServer({ session, cases });
  const { user } = await openConsole(server, ADDRESS);
  return { server, user };
}

function field(): HTMLTextAreaElement {
  return screen.getByRole('textbox', { name: 'Yurttaşa yanıtınız' });
}

/** Types quickly: one change instead of one for each key. */
async function write(user: UserEvent, text: string): Promise<void> {
  await user.click(field());
  await user.paste(text);
}

async function pressAndConfirm(user: UserEvent): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
  const question = within(await screen.findByRole('dialog'));
  await user.click(question.getByRole('button', { name: 'Yanıtı gönder' }));
}

/** Ids and texts that reached the network. */
function puts({ seen }: StaffServer): { id: string | undefined; text: unknown }[] {
  return seen
    .filter(({ method }) => method === 'PUT')
    .map(({ path, body }) => ({
      id: path.split('/').at(-1),
      text: body && typeof body === 'object' && 'text' in body ? body.text : undefined,
    }));
}

describe('before sending', () => {
  test('an empty answer is explained at the top and beside the field, and nothing is sent', async () => {
    const { server, user } = await startWriting();
    await write(user, '  \n ');
    await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
    await waitFor(() =>
      expect(document.activeElement?.textContent).toBe('Yanıt henüz gönderilemezYanıtınızı yazın.'),
    );
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(document.title).toMatch(/^Hata: Kaldırım rampası/);
    await user.click(screen.getByRole('link', { name: 'Yanıtınızı yazın.' }));
    expect(document.activeElement).toBe(field());
    expect(location.hash).toBe(ADDRESS);
    expect(puts(server)).toEqual([]);
  });

  test.each([
    ['too long', 'a'.repeat(REPLY_MAX_LENGTH + 1), /en çok 20\.000 karakter/],
    ['with a control character', 'Merhaba\u0007', /görünmeyen denetim işaretleri/],
  ])('an answer that is %s is not sent and not changed', async (_, text, sentence) => {
    const { server, user } = await startWriting();
    await write(user, text);
    await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
    expect(screen.getByRole('link', { name: sentence })).toBeTruthy();
    expect(field().value).toBe(text);
    expect(puts(server)).toEqual([]);
  });

  test('the question says who gets it, from whom, and that it is final; going back sends nothing', async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    const button = screen.getByRole('button', { name: 'Yanıtı gönder' });
    await user.click(button);
    const question = await screen.findByRole('dialog', {
      name: 'Yanıt gönderilsin mi?',
      description:
        'Alıcı: Güllü Kaplankıran. Yanıtlayan kurum: Ulusal Yol Bakım Kurumu. ' +
        'Başvuru: 2026-0000001 Kaldırım rampası. Gönderilen yanıt değiştirilemez ve geri alınamaz.',
    });
    await user.click(within(question).getByRole('button', { name: 'Düzenlemeye dön' }));
    expect(document.activeElement).toBe(button);
    expect(field().value).toBe(TEXT);
    expect(puts(server)).toEqual([]);
  });

  test('where four eyes are wanted the button and the question say so', async () => {
    const life = makeLife({ needsApproval: true });
    const { user } = await startWriting([{ ...CASE, life }]);
    expect(screen.getByText(/yurttaşa hemen gitmez/)).toBeTruthy();
    await write(user, TEXT);
    await user.click(screen.getByRole('button', { name: 'Onaya gönder' }));
    const question = await screen.findByRole('dialog', {
      name: 'Yanıt onaya gönderilsin mi?',
      description: /Başka bir görevli onaylayınca yanıt yurttaşa gider\./,
    });
    expect(question.textContent).not.toContain('geri alınamaz');
    expect(within(question).getByRole('button', { name: 'Onaya gönder' })).toBeTruthy();
  });

  test.each([
    ['a citizen who asked to be hidden is not named', { hideIdentity: true }, 'Kimliği gizli yurttaş'],
    ['a citizen without a name is said to have none', { applicant: null }, 'Adını bildirmeyen yurttaş'],
  ])('%s', async (_, change, recipient) => {
    const { user } = await startWriting([{ ...CASE, ...change }], CENTRE_OFFICER);
    await write(user, TEXT);
    await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
    const question = await screen.findByRole('dialog');
    expect(question.textContent).toContain(`Alıcı: ${recipient}.`);
    expect(question.textContent).toContain('Yanıtlayan kurum: Ulusal Yol Bakım Kurumu.');
    expect(question.textContent).not.toContain('Güllü');
  });

  test('the counter counts letters as people do', async () => {
    const { user } = await startWriting();
    await write(user, '👍🏽x');
    expect(screen.getByText('19.997 karakter kaldı')).toBeTruthy();
  });
});

describe('sending', () => {
  test('shows, focuses and announces that it was sent, and leads to the next open case', async () => {
    const next = makeCase(2, { subject: 'Asansörsüz üst geçit' });
    const { server, user } = await startWriting([CASE, next]);
    await write(user, `  ${TEXT}\r\n`);
    await pressAndConfirm(user);
    const sent = await screen.findByRole('region', { name: 'Yanıt gönderildi' });
    expect(document.activeElement).toBe(sent);
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.getByText(TEXT)).toBeTruthy();
    expect(puts(server)).toEqual([{ id: expect.any(String), text: TEXT }]);
    expect(isUuidv7(puts(server)[0]?.id ?? '')).toBe(true);
    expect(sessionStorage.length).toBe(0);
    await findAnnounced(/2026-0000001 numaralı başvurunun yanıtı kaydedildi/);
    await user.click(screen.getByRole('link', { name: 'Sıradaki başvuru: Asansörsüz üst geçit' }));
    await findHeading('Asansörsüz üst geçit');
    expect(field().value).toBe('');
  });

  test('of the last open case says that none is waiting', async () => {
    const { user } = await startWriting();
    await write(user, TEXT);
    await pressAndConfirm(user);
    expect(await screen.findByText('Bu listede başka başvuru yok.')).toBeTruthy();
  });

  test('leads to the list when the next case cannot be had', async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    server.next('GET /api/staff/cases?', 'unreachable');
    await pressAndConfirm(user);
    const sent = within(await screen.findByRole('region', { name: 'Yanıt gönderildi' }));
    const link = await sent.findByRole('link', { name: 'Başvuru listesi' });
    expect(link.getAttribute('href')).toBe('#/basvurular');
  });

  test('pressed again on the way sends nothing twice', async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    server.next('PUT', 'held');
    await pressAndConfirm(user);
    await user.click(await screen.findByRole('button', { name: 'Gönderiliyor' }));
    server.release();
    await screen.findByRole('region', { name: 'Yanıt gönderildi' });
    expect(puts(server)).toHaveLength(1);
  });

  test('goes on when the officer goes to another page, and leaves no unsent text behind', async () => {
    const { server, user } = await startWriting([CASE, makeCase(2)]);
    await write(user, TEXT);
    server.next('PUT', 'held');
    await pressAndConfirm(user);
    await user.click(screen.getByRole('link', { name: 'Başvuru listesi' }));
    await findHeading('Yanıt bekleyen başvurular');
    server.release();
    await findAnnounced(/2026-0000001 numaralı başvurunun yanıtı kaydedildi/);
    expect(sessionStorage.length).toBe(0);
    expect(screen.getByRole('heading', { level: 1, name: 'Yanıt bekleyen başvurular' })).toBeTruthy();
  });
});

describe('when it fails', () => {
  test.each<[string, Mishap, RegExp]>([
    ['without a network', 'unreachable', /Sunucudan karşılık gelmedi. Metin burada duruyor/],
    ['while the server is busy', 'unavailable', /Sunucu yanıtı şu anda kaydedemedi/],
    ['when the case was given away', 'forbidden', /Bu başvuru artık kurumunuzda değil/],
    ['when the server does not take the text', 'reply-not-valid', /Sunucu bu metni kabul etmedi/],
    ['with an answer that makes no sense', new Response('<html>'), /Sunucu yanıtı şu anda kaydedemedi/],
  ])('%s the text stays and the officer is told what to do', async (_, mishap, sentence) => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    server.next('PUT', mishap);
    await pressAndConfirm(user);
    const main = within(screen.getByRole('main'));
    expect(await main.findByText(sentence)).toBeTruthy();
    expect(field().value).toBe(TEXT);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Yeniden gönder' }));
    await findAnnounced(sentence);
  });

  test('trying again sends the same reply, without asking again', async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    server.next('PUT', 'unreachable');
    await pressAndConfirm(user);
    await user.click(await screen.findByRole('button', { name: 'Yeniden gönder' }));
    await screen.findByRole('region', { name: 'Yanıt gönderildi' });
    const [first, second] = puts(server);
    expect(second).toEqual(first);
  });

  test('a changed text is asked about again, and still is the same reply', async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    server.next('PUT', 'unreachable');
    await pressAndConfirm(user);
    await screen.findByRole('button', { name: 'Yeniden gönder' });
    await write(user, ' Teşekkürler.');
    await user.click(screen.getByRole('button', { name: 'Yeniden gönder' }));
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Yanıtı gönder' }),
    );
    await screen.findByRole('region', { name: 'Yanıt gönderildi' });
    const [first, second] = puts(server);
    expect(second?.id).toBe(first?.id);
  });

  test('an answer that was lost on the way back is one reply, also after a reload', async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    server.next('PUT', 'lost');
    await pressAndConfirm(user);
    await screen.findByRole('button', { name: 'Yeniden gönder' });
    await reload(server);
    expect(await screen.findByText(TEXT)).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('region', { name: 'Gönderilmeyen metniniz' })).toBeNull();
    await waitFor(() => expect(sessionStorage.length).toBe(0));
    expect(server.cases[0]?.replies).toHaveLength(1);
  });

  test('a text that was changed after a lost answer is shown beside what was sent', async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    server.next('PUT', 'lost');
    await pressAndConfirm(user);
    await screen.findByRole('button', { name: 'Yeniden gönder' });
    await write(user, ' Teşekkürler.');
    await user.click(screen.getByRole('button', { name: 'Yeniden gönder' }));
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Yanıtı gönder' }),
    );
    const leftOver = await screen.findByRole('region', { name: 'Gönderilmeyen metniniz' });
    expect(document.activeElement).toBe(leftOver);
    expect(within(leftOver).getByText(/daha önce gönderdiğiniz hâli ulaşmış/)).toBeTruthy();
    expect(within(leftOver).getByText(`${TEXT} Teşekkürler.`)).toBeTruthy();
    expect(screen.getByText(TEXT)).toBeTruthy();
  });

  test("a colleague's answer is shown, and the text stays until the officer deletes it", async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    server.cases = [answer(CASE, { id: makeCase(99).applicationId, text: 'Bir meslektaşın yanıtı' })];
    await pressAndConfirm(user);
    const leftOver = await screen.findByRole('region', { name: 'Gönderilmeyen metniniz' });
    expect(document.activeElement).toBe(leftOver);
    expect(within(leftOver).getByText(TEXT)).toBeTruthy();
    expect(screen.getByText('Bir meslektaşın yanıtı')).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Yanıt gönderildi' })).toBeNull();
    await user.click(within(leftOver).getByRole('button', { name: 'Bu metni sil' }));
    expect(screen.queryByText(TEXT)).toBeNull();
    expect(document.activeElement?.textContent).toBe('Verilen yanıt');
    expect(sessionStorage.length).toBe(0);
  });

  test("a colleague's answer that cannot be read leaves the form and says why", async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    server.next('PUT', 'reply-conflict');
    server.next(`GET /api/staff/cases/${CASE.applicationId}`, 'unreachable');
    await pressAndConfirm(user);
    expect(
      await within(screen.getByRole('main')).findByText(/verilen yanıt şu anda gösterilemiyor/),
    ).toBeTruthy();
    expect(field().value).toBe(TEXT);
  });
});

describe('when the session ends while writing', () => {
  test('the text stays, the way to sign in opens another tab, and the same reply is sent after it', async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    server.session = undefined;
    await pressAndConfirm(user);
    const main = within(screen.getByRole('main'));
    expect(await main.findByText(/Oturumunuz sona ermiş\. Metin burada duruyor/)).toBeTruthy();
    expect(main.getByRole('heading', { name: 'Oturumunuz sona erdi' })).toBeTruthy();
    for (const link of main.getAllByRole('link', { name: 'Oturum açma sayfası (yeni sekmede açılır)' })) {
      expect(link.getAttribute('target')).toBe('_blank');
      expect(link.getAttribute('href')).toBe('/staff.html');
    }
    expect(field().value).toBe(TEXT);
    server.session = OFFICER;
    window.dispatchEvent(new Event('focus'));
    await waitFor(() => expect(main.queryByRole('heading', { name: 'Oturumunuz sona erdi' })).toBeNull());
    await findAnnounced('Oturumunuz yeniden açık. Kaldığınız yerden sürdürebilirsiniz.');
    await user.click(screen.getByRole('button', { name: 'Yanıtı gönder' }));
    await screen.findByRole('region', { name: 'Yanıt gönderildi' });
    const [first, second] = puts(server);
    expect(second).toEqual(first);
  });

  test('nothing of it is seen by another officer who signs in', async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    server.session = CENTRE_OFFICER;
    server.next(`GET /api/staff/cases/${CASE.applicationId}`, 'held');
    window.dispatchEvent(new Event('focus'));
    await screen.findByText('Baran Yıldız');
    expect(screen.queryByDisplayValue(TEXT)).toBeNull();
    server.release();
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox')).value).toBe('');
    expect(sessionStorage.length).toBe(0);
  });
});

describe('an unsent text', () => {
  test('survives a reload', async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    await reload(server);
    expect(field().value).toBe(TEXT);
  });

  test('keeps the tab from closing unasked; without one nothing is asked', async () => {
    const { user } = await startWriting();
    expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(true);
    await write(user, TEXT);
    expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(false);
  });

  test('is asked about before signing out, goes from the computer and stays on the server', async () => {
    const { server, user } = await startWriting();
    await write(user, TEXT);
    await user.click(screen.getByRole('button', { name: 'Oturumu kapat' }));
    const question = within(await screen.findByRole('dialog', { name: 'Oturum kapatılsın mı?' }));
    expect(question.getByText(/Gönderilmemiş bir metniniz ya da kaydınız var/)).toBeTruthy();
    expect(question.getByText(/yanıtların metni sunucuda kalır/)).toBeTruthy();
    await waitFor(() =>
      expect(server.replyDrafts.map(({ content }) => content)).toEqual([expect.stringContaining(TEXT)]),
    );
    await user.click(question.getByRole('button', { name: 'Bu bilgisayardan sil ve oturumu kapat' }));
    await findHeading('Görevli ekranında oturum açın');
    expect(sessionStorage.length).toBe(0);
  });
});

/** The tab is loaded again: the screen goes, the tab's storage and the address stay. */
async function reload(server: StaffServer): Promise<void> {
  const kept = { ...sessionStorage };
  await closeConsole();
  for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
  await openConsole(server, ADDRESS);
}
