// @vitest-environment jsdom
// What an officer does in a case beside answering it, through what can happen on the way.

import { screen, waitFor, within } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test } from 'vitest';
import type { StaffLife } from '../../../../domain/staff-life.ts';
import { isUuidv7 } from '../../../../domain/uuid.ts';
import type { StaffCase, StaffSession } from '../../../../domain/wire-staff.ts';
import { makeCase, makeLife, OFFICER } from '../../../testing/cases.mock.ts';
import { closeConsole, findAnnounced, openConsole } from '../../../testing/open-console.mock.tsx';
import { createStaffServer, type StaffServer } from '../../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const APPROVER: StaffSession = { ...OFFICER, name: 'Ela Toprak', role: 'approver' };
const REPLY_ID = makeCase(99).applicationId;

interface Start {
  server: StaffServer;
  user: UserEvent;
  id: string;
}

async function open(
  life: Partial<StaffLife> = {},
  { session = OFFICER, change = {} }: { session?: StaffSession; change?: Partial<StaffCase> } = {},
): Promise<Start> {
  const found = makeCase(1, { life: makeLife(life), ...change });
  const server = createStaffServer({ session, cases: [found] });
  const { user } = await openConsole(server, `#/basvurular/${found.applicationId}`);
  return { server, user, id: found.applicationId };
}

const press = async (user: UserEvent, name: string): Promise<void> =>
  user.click(screen.getByRole('button', { name }));

async function paste(user: UserEvent, label: string, text: string): Promise<void> {
  await user.click(screen.getByRole('textbox', { name: label }));
  await user.paste(text);
}

async function confirm(user: UserEvent, name: string): Promise<void> {
  const question = within(await screen.findByRole('dialog'));
  await user.click(question.getByRole('button', { name }));
}

function puts({ seen }: StaffServer) {
  return seen
    .filter(({ method }) => method === 'PUT')
    .map(({ path, body }) => ({ id: path.split('/').at(-1), body }));
}

function offered(): (string | null)[] {
  const section = screen.getByRole('region', { name: 'İşlemler' });
  return within(within(section).getAllByRole('list')[0] ?? section)
    .getAllByRole('button')
    .map(({ textContent }) => textContent);
}

describe('what is offered', () => {
  test('is what the server says is possible, in its order', async () => {
    await open({ actions: ['extend', 'note'] });
    expect(offered()).toEqual(['Süreyi uzat', 'Not yaz']);
  });

  test('where nothing is possible there is nothing', async () => {
    await open({ state: 'withdrawn', actions: [] });
    expect(screen.queryByRole('heading', { name: 'İşlemler' })).toBeNull();
  });

  test.each([
    [{ kind: 'extended' as const }, /ikinci bir uzatmaya izin vermez/],
    [{ kind: 'objected' as const }, /İtirazın yanıtı için süre uzatılamaz/],
  ])('says why the time cannot be extended: %o', async (dueReason, words) => {
    await open({ dueReason, actions: ['note'] });
    expect(screen.getByText(words)).toBeTruthy();
  });

  test('says that the last day has passed', async () => {
    await open({ dueOn: '2026-11-20', actions: ['note'] });
    expect(screen.getByText(/Son gün geçtiği için/)).toBeTruthy();
  });

  test('says who alone can end a case in text whose citizen asked for sign language', async () => {
    const actions: StaffLife['actions'] = ['not-examined', 'note'];
    await open({ actions }, { change: { formats: ['sign-language'] } });
    expect(offered()).toEqual(['Not yaz']);
    expect(screen.getByText(/incelemeden yalnızca koordinatör/)).toBeTruthy();
  });

  test('an auditor is offered no answer and told of nothing that they may not do', async () => {
    await open({ actions: [] }, { session: { ...OFFICER, role: 'auditor' } });
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('heading', { name: 'İşlemler' })).toBeNull();
  });
});

describe('transferring', () => {
  test('searches the institution, asks once, sends it, and takes the case off the screen', async () => {
    const { server, user } = await open();
    await press(user, 'Başka kuruma devret');
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Başvuruyu devret' }));
    await user.type(await screen.findByRole('combobox', { name: 'Kurum' }), 'dumanli');
    await user.click(await screen.findByRole('option', { name: 'Dumanlıova Belediyesi' }));
    await paste(user, 'Neden devrediyorsunuz?', 'Kaldırımlar belediyenindir.');
    await press(user, 'Devret');
    expect(within(screen.getByRole('dialog')).getByText('Dumanlıova Belediyesi')).toBeTruthy();
    expect(puts(server)).toEqual([]);
    await confirm(user, 'Devret');
    expect(await screen.findByText(/Başvuru artık şu kurumda: Dumanlıova Belediyesi/)).toBeTruthy();
    expect(screen.queryByText('Güllü Kaplankıran')).toBeNull();
    const [put] = puts(server);
    expect(isUuidv7(put?.id ?? '')).toBe(true);
    expect(put?.body).toEqual({
      kind: 'transfer',
      to: 'dumanliova-belediyesi',
      reason: 'Kaldırımlar belediyenindir.',
    });
  });

  test('takes a name that was typed before the directory came', async () => {
    const { server, user } = await open();
    server.next('GET /api/directory/whole', 'held');
    await press(user, 'Başka kuruma devret');
    await user.type(await screen.findByRole('combobox', { name: 'Kurum' }), 'dumanlıova belediyesi');
    server.release();
    await findAnnounced('Seçildi: Dumanlıova Belediyesi');
    const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'Kurum' });
    expect(field.value).toBe('Dumanlıova Belediyesi');
  });

  test('shows to whom it could go, each with its reason, and chooses nobody by itself', async () => {
    const { server, user } = await open({ actions: ['assign'] });
    server.suggestions = [
      {
        institutionId: 'su-idaresi',
        institution: 'Büyük Su İdaresi',
        unitId: 'su-06',
        unit: 'Ankara Şubesi',
        reasons: [
          { kind: 'rule', topic: 'Su kesintisi' },
          { kind: 'similar', count: 5, of: 7 },
        ],
      },
    ];
    await press(user, 'Kuruma ata');
    expect(
      await screen.findByText(
        'Yetki kuralına göre “Su kesintisi” konusuna bu kurum bakar. Benzer 7 başvurunun 5 tanesini bu kurum yanıtladı.',
      ),
    ).toBeTruthy();
    const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'Kurum' });
    expect(field.value).toBe('');
    await press(user, 'Büyük Su İdaresi kurumunu seç');
    expect(field.value).toBe('Büyük Su İdaresi');
    expect(document.activeElement).toBe(field);
    expect(screen.getByText('Birim:').textContent).toBe('Birim: Ankara Şubesi');
    await press(user, 'Ata');
    await confirm(user, 'Ata');
    await screen.findByRole('region', { name: 'İşlem yapıldı' });
    expect(puts(server)[0]?.body).toEqual({ kind: 'assign', to: 'su-idaresi', unitId: 'su-06' });
  });

  test('does not offer whoever has the case already', async () => {
    const { user } = await open();
    await press(user, 'Başka kuruma devret');
    await user.type(await screen.findByRole('combobox', { name: 'Kurum' }), 'ulusal');
    expect(screen.queryByRole('option')).toBeNull();
  });

  test('without an institution and a reason lists both faults, each with its field', async () => {
    const { server, user } = await open();
    await press(user, 'Başka kuruma devret');
    await press(user, 'Devret');
    const summary = screen.getByRole('region', { name: 'Bu işlem henüz yapılamaz' });
    await waitFor(() => expect(document.activeElement).toBe(summary));
    const links = within(summary).getAllByRole('link');
    expect(links.map(({ textContent }) => textContent)).toEqual([
      'Listeden bir kurum seçin.',
      'Neden devrettiğinizi yazın.',
    ]);
    for (const link of links)
      expect(document.getElementById(link.getAttribute('href')?.slice(1) ?? '')).not.toBeNull();
    expect(document.title).toMatch(/^Hata: /);
    expect(puts(server)).toEqual([]);
  });
});

describe('one action', () => {
  test('asks the citizen: the question stands with their text, and in what happened', async () => {
    const { user } = await open();
    await press(user, 'Yurttaştan bilgi iste');
    await paste(user, 'Sorunuz', 'Hangi sokak?');
    await press(user, 'Soruyu gönder');
    await confirm(user, 'Soruyu gönder');
    expect(await screen.findByRole('heading', { name: 'Yurttaşın yanıtı bekleniyor' })).toBeTruthy();
    expect(screen.getAllByText('Hangi sokak?')).toHaveLength(2);
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('region', { name: 'İşlem yapıldı' })),
    );
    await findAnnounced(/^Soru gönderildi/);
  });

  test('that stays between officers is not asked about; its note is marked as internal', async () => {
    const { server, user } = await open();
    await press(user, 'Not yaz');
    await paste(user, 'Notunuz', 'Arayıp konuştum.');
    await press(user, 'Notu kaydet');
    const note = (await screen.findByText('Arayıp konuştum.')).closest('li');
    expect(note?.textContent).toContain('Kurum içi');
    expect(note?.textContent).toContain('Defne Korkmaz');
    expect(puts(server)).toHaveLength(1);
  });

  test('needs a ground of the law that applies', async () => {
    const { server, user } = await open();
    await press(user, 'İncelemeden sonuçlandır');
    const grounds = screen.getByRole('radiogroup', { name: 'Kanundaki dayanak' });
    expect(within(grounds).getAllByRole('radio')).toHaveLength(3);
    await user.click(
      screen.getByRole('radio', {
        name: 'Yargı makamlarının görevine giriyor (3071 sayılı Kanun, madde 6/b)',
      }),
    );
    await paste(user, 'Yurttaşa açıklamanız', 'Bu konuya mahkeme bakıyor.');
    const form = screen.getByRole('region', { name: 'İncelemeden sonuçlandır' });
    await user.click(within(form).getByRole('button', { name: 'İncelemeden sonuçlandır' }));
    await confirm(user, 'İncelemeden sonuçlandır');
    expect(await screen.findByRole('heading', { name: 'Başvuru incelenmeden sonuçlandırıldı' })).toBeTruthy();
    expect(puts(server)[0]?.body).toMatchObject({ ground: 'before-court' });
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  test('needs a coordinator’s reason where the citizen asked for a sound; it is kept like all that is written', async () => {
    const session: StaffSession = { ...OFFICER, role: 'coordinator' };
    const { server, user } = await open({}, { session, change: { formats: ['audio'] } });
    const formOf = () => within(screen.getByRole('region', { name: 'İncelemeden sonuçlandır' }));
    const reason = () =>
      screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'İstenen biçimde verilmemesinin gerekçesi' });
    await press(user, 'İncelemeden sonuçlandır');
    await user.click(screen.getByRole('radio', { name: /Yargı makamlarının/ }));
    await paste(user, 'Yurttaşa açıklamanız', 'Bu konuya mahkeme bakıyor.');
    await user.click(formOf().getByRole('button', { name: 'İncelemeden sonuçlandır' }));
    const [summary] = await screen.findAllByRole('link', { name: /Gerekçeyi yazın; en az 10/ });
    expect(summary?.getAttribute('href')).toBe(`#${reason().id}`);
    expect(puts(server)).toEqual([]);
    await paste(user, 'İstenen biçimde verilmemesinin gerekçesi', 'Kayıt aygıtı onarımda.');
    await user.click(formOf().getByRole('button', { name: 'Kapat' }));
    await press(user, 'İncelemeden sonuçlandır');
    expect(reason().value).toBe('Kayıt aygıtı onarımda.');
    await user.click(formOf().getByRole('button', { name: 'İncelemeden sonuçlandır' }));
    await confirm(user, 'İncelemeden sonuçlandır');
    expect(await screen.findByRole('heading', { name: 'Başvuru incelenmeden sonuçlandırıldı' })).toBeTruthy();
    expect(puts(server)[0]?.body).toMatchObject({ override: { reason: 'Kayıt aygıtı onarımda.' } });
    expect(screen.getByText('Kayıt aygıtı onarımda.')).toBeTruthy();
  });

  test('moves the due date and says why', async () => {
    const { user } = await open();
    await press(user, 'Süreyi uzat');
    await paste(user, 'Neden uzatıyorsunuz, iş hangi aşamada?', 'Keşif bekleniyor.');
    const form = screen.getByRole('region', { name: 'Süreyi uzat' });
    await user.click(within(form).getByRole('button', { name: 'Süreyi uzat' }));
    await confirm(user, 'Süreyi uzat');
    expect(await screen.findByText(/Süre bir kez uzatıldı\. Nedeni/)).toBeTruthy();
    expect(screen.getByText('Yeni son gün: 4 Ocak 2027 Pazartesi')).toBeTruthy();
    expect(screen.getByText(/ikinci bir uzatmaya izin vermez/)).toBeTruthy();
  });
});

describe('when it goes wrong', () => {
  const write = async (user: UserEvent, text: string): Promise<void> => {
    await press(user, 'Not yaz');
    await paste(user, 'Notunuz', text);
    await press(user, 'Notu kaydet');
  };
  const note = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Notunuz' });

  test('without an answer the same action goes again under the same id, and is done once', async () => {
    const { server, user, id } = await open();
    server.next(`PUT /api/staff/cases/${id}/actions`, 'lost');
    await write(user, 'Bir kez.');
    expect(
      await screen.findByRole('heading', { name: 'İşlemin yapılıp yapılmadığı bilinmiyor' }),
    ).toBeTruthy();
    expect(note().value).toBe('Bir kez.');
    await press(user, 'Yeniden dene');
    await screen.findByText('Bir kez.', { selector: 'p' });
    const [first, second] = puts(server);
    expect(second).toEqual(first);
    expect(server.taken.size).toBe(1);
  });

  test('when somebody was faster says so, keeps the text, and shows the newest state when asked', async () => {
    const { server, user } = await open();
    const [found] = server.cases;
    if (!found) throw new Error('No case');
    const faster = makeLife({
      state: 'withdrawn',
      actions: [],
      acts: [{ id: 'act-1', kind: 'withdrawal', at: '2026-11-23T07:00:00.000Z' }],
    });
    server.cases = [{ ...found, state: 'answered', life: faster }];
    await write(user, 'Geç kaldım.');
    expect(await screen.findByText(/Başvuru bu arada değişti, bu işlem artık/)).toBeTruthy();
    expect(note().value).toBe('Geç kaldım.');
    await user.click(await screen.findByRole('button', { name: 'Son hâlini göster' }));
    expect(await screen.findByRole('heading', { name: 'Yurttaş başvurusunu geri çekti' })).toBeTruthy();
    expect(note().value).toBe('Geç kaldım.');
    expect(document.activeElement?.tagName).toBe('H1');
  });

  test('when the session has ended keeps the page and the text', async () => {
    const { server, user } = await open();
    server.session = undefined;
    await write(user, 'Dursun.');
    expect(await screen.findByRole('heading', { name: 'Oturumunuz sona erdi' })).toBeTruthy();
    expect(note().value).toBe('Dursun.');
  });

  test('what was typed is there again after the form was closed, and after a reload', async () => {
    const { user, server, id } = await open();
    await press(user, 'Not yaz');
    await paste(user, 'Notunuz', 'Yarım');
    const form = screen.getByRole('region', { name: 'Kurum içi not' });
    await user.click(within(form).getByRole('button', { name: 'Kapat' }));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Not yaz' }));
    await press(user, 'Not yaz');
    expect(note().value).toBe('Yarım');
    const kept = { ...sessionStorage };
    await closeConsole();
    for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, String(value));
    const again = await openConsole(server, `#/basvurular/${id}`);
    await press(again.user, 'Not yaz');
    expect(note().value).toBe('Yarım');
  });
});

describe('four eyes', () => {
  const draft = {
    replyId: REPLY_ID,
    text: 'Rampa yapılacak.',
    by: 'Defne Korkmaz',
    at: '2026-11-22T08:00:00.000Z',
  };
  const drafted: Partial<StaffLife> = {
    state: 'drafted',
    draft,
    internal: [
      {
        kind: 'drafted',
        id: 'e3',
        at: draft.at,
        by: draft.by,
        holder: 'Ulusal Yol Bakım Kurumu',
        replyId: REPLY_ID,
      },
    ],
    actions: ['approve', 'send-back', 'note'],
  };

  test('a draft is read and approved by another, and is the answer then', async () => {
    const { server, user } = await open(drafted, { session: APPROVER });
    expect(screen.getByRole('heading', { name: 'Onay bekleyen yanıt' })).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Yurttaşa yanıtınız' })).toBeNull();
    await press(user, 'Taslağı onayla');
    await confirm(user, 'Onayla ve gönder');
    expect(await screen.findByRole('heading', { name: 'Verilen yanıt' })).toBeTruthy();
    expect(puts(server)[0]?.body).toEqual({ kind: 'approve', replyId: REPLY_ID });
    await press(user, 'Başvuruyu kapat');
    const question = within(await screen.findByRole('dialog'));
    await user.click(question.getByRole('button', { name: 'Kapat' }));
    await waitFor(() => expect(offered()).toEqual(['Not yaz']));
  });

  test('saying no leaves everything as it was, and the focus on the button', async () => {
    const { server, user } = await open(drafted, { session: APPROVER });
    await press(user, 'Taslağı onayla');
    await confirm(user, 'Düzenlemeye dön');
    expect(puts(server)).toEqual([]);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Taslağı onayla' }));
  });

  test('its author is told that somebody else approves', async () => {
    await open({ ...drafted, actions: ['send-back', 'note'] }, { session: { ...APPROVER, name: draft.by } });
    expect(screen.getByText(/Taslağı siz yazdınız/)).toBeTruthy();
  });

  test('what was sent back is gone on with, with the reason above it', async () => {
    const returned = { ...draft, reason: 'Tarihi ekleyin.', by: 'Ela Toprak' };
    await open({ returned });
    expect(screen.getByText('Tarihi ekleyin.')).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Yurttaşa yanıtınız' }).value).toBe(
      draft.text,
    );
  });
});
