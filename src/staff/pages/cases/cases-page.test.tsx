// @vitest-environment jsdom

import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import type { StaffCase } from '../../../domain/wire-staff.ts';
import { CENTRE_OFFICER, makeCase, OFFICER, toRow } from '../../testing/cases.mock.ts';
import { closeConsole, findAnnounced, findHeading, openConsole } from '../../testing/open-console.mock.tsx';
import { answer, createStaffServer } from '../../testing/staff-server.mock.ts';

afterEach(closeConsole);

const REPLY_ID = makeCase(99).applicationId;

function many(count: number, change: Partial<StaffCase> = {}): StaffCase[] {
  return Array.from({ length: count }, (_, index) => makeCase(index + 1, change));
}

function columns(): (string | null)[] {
  return screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
}

function rowOf(number: string): HTMLElement {
  return screen.getByRole('row', { name: (name) => name.includes(number) });
}

/** What is spoken in the cells of a row, after its header and the checkbox. */
function spokenCells(number: string): string[] {
  return within(rowOf(number))
    .getAllByRole('cell')
    .filter((cell) => !within(cell).queryByRole('checkbox'))
    .map((cell) => cell.querySelector('.cases-value')?.textContent?.trim() ?? '');
}

describe('the table', () => {
  test('tells of each case what decides what to do next', async () => {
    const urgent = makeCase(1, {
      subject: 'Asansörsüz üst geçide asansör',
      kind: 'complaint',
      dueOn: '2026-11-21',
      formats: ['text', 'sign-language'],
    });
    await openConsole(createStaffServer({ session: OFFICER, cases: [urgent] }));
    expect(screen.getByRole('table', { name: 'Süresi önce dolan önce gelir' })).toBeTruthy();
    expect(columns()).toEqual(['Numara', 'Seç', 'Konu', 'Tür', 'Alındı', 'Son gün', 'Yanıt biçimi', 'Masa']);
    expect(spokenCells('2026-0000001')).toEqual([
      'Asansörsüz üst geçide asansör',
      'Şikâyet',
      '2.11.2026',
      '2 gün gecikti21.11.2026',
      'YazıTürk İşaret Dili',
      'Havuzda',
    ]);
    expect(screen.getByText('1 başvuru yanıt bekliyor.')).toBeTruthy();
  });

  test('says of what has days left, and let an earlier last day go by, that it did', async () => {
    const server = createStaffServer({ session: OFFICER, cases: [] });
    const rows = (['overdue', 'due-soon'] as const).map((alert, index) => ({
      ...toRow(makeCase(index + 1, { dueOn: '2026-12-05' })),
      alert,
    }));
    server.next('GET /api/staff/cases', Response.json({ cases: rows, total: 2, next: null }));
    await openConsole(server);
    expect(spokenCells('2026-0000001')[3]).toBe('12 gün kaldı5.12.2026Daha önce bir son gün geçti.');
    expect(spokenCells('2026-0000002')[3]).toBe('12 gün kaldı5.12.2026');
  });

  test('names its links by number and subject, and they lead to the case', async () => {
    const found = makeCase(1, { subject: 'Köye haftada bir gün araç' });
    const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: [found] }));
    await user.click(screen.getByRole('link', { name: '2026-0000001 Köye haftada bir gün araç' }));
    expect(await findHeading('Köye haftada bir gün araç')).toBe(document.activeElement);
    expect(location.hash).toBe(`#/basvurular/${found.applicationId}`);
  });

  test('says at the centre who holds a case, and that nobody does yet', async () => {
    const cases = [makeCase(1), makeCase(2, { holder: null, state: 'received' })];
    await openConsole(createStaffServer({ session: CENTRE_OFFICER, cases }));
    expect(columns().at(-1)).toBe('Kurum');
    expect(spokenCells('2026-0000001').at(-1)).toBe('Ulusal Yol Bakım Kurumu');
    expect(spokenCells('2026-0000002').at(-1)).toBe('Henüz atanmadı');
  });

  test('marks a case with an unsent answer', async () => {
    const server = createStaffServer({ session: OFFICER, cases: many(2) });
    const { user } = await openConsole(server, `#/basvurular/${makeCase(2).applicationId}`);
    await user.type(screen.getByRole('textbox', { name: 'Yurttaşa yanıtınız' }), 'Rampa');
    await user.click(screen.getByRole('link', { name: 'Başvuru listesi' }));
    await findHeading('Yanıt bekleyen başvurular');
    expect(spokenCells('2026-0000002')[0]).toBe('Konu 2 Gönderilmemiş yanıt');
    expect(spokenCells('2026-0000001')[0]).toBe('Konu 1');
  });

  test('marks what waits for the holder, and says it with the link, too', async () => {
    const server = createStaffServer({ session: OFFICER, cases: many(2) });
    const [first, second] = many(2).map(toRow);
    const cases = [{ ...first, news: 'draft-returned' }, second];
    server.next('GET /api/staff/cases?', Response.json({ cases, total: 2, next: null }));
    await openConsole(server);
    expect(spokenCells('2026-0000001')[0]).toBe('Konu 1 Taslak geri gönderildi');
    expect(spokenCells('2026-0000002')[0]).toBe('Konu 2');
    const link = { name: '2026-0000001 Konu 1', description: 'Taslak geri gönderildi' };
    expect(screen.getByRole('link', link)).toBeTruthy();
  });

  test('shows a subject as it was written, never as HTML', async () => {
    const subject = '<img src=x onerror=alert(1)> & "kaldırım"';
    await openConsole(createStaffServer({ session: OFFICER, cases: [makeCase(1, { subject })] }));
    expect(spokenCells('2026-0000001')[0]).toBe(subject);
    expect(document.querySelector('img')).toBeNull();
  });

  test('of answered cases counts no days', async () => {
    const cases = [answer(makeCase(1, { dueOn: '2026-11-01' }), { id: REPLY_ID, text: 'Oldu.' })];
    await openConsole(createStaffServer({ session: OFFICER, cases }), '#/basvurular?liste=yanitlanan');
    expect(screen.getByRole('heading', { level: 1, name: 'Yanıtlanan başvurular' })).toBeTruthy();
    expect(screen.getByText('1 başvuru yanıtlandı.')).toBeTruthy();
    expect(spokenCells('2026-0000001')[3]).toBe('1.11.2026');
  });
});

describe('the two lists', () => {
  test('are links, and the open one is marked', async () => {
    const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: many(1) }));
    const open = screen.getByRole('link', { name: 'Yanıt bekleyen' });
    expect(open.getAttribute('aria-current')).toBe('page');
    await user.click(screen.getByRole('link', { name: 'Yanıtlanan' }));
    expect(await findHeading('Yanıtlanan başvurular')).toBe(document.activeElement);
    expect(screen.getByRole('link', { name: 'Yanıtlanan' }).getAttribute('aria-current')).toBe('page');
    expect(open.getAttribute('aria-current')).toBeNull();
    expect(document.title).toBe('Yanıtlanan başvurular – Köprü görevli ekranı');
  });

  test('when empty say so', async () => {
    const { user } = await openConsole(createStaffServer({ session: OFFICER }));
    expect(screen.getByRole('heading', { name: 'Yanıt bekleyen başvuru yok' })).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
    await user.click(screen.getByRole('link', { name: 'Yanıtlanan' }));
    expect(await screen.findByRole('heading', { name: 'Henüz yanıtlanan başvuru yok' })).toBeTruthy();
  });

  test('the link to the list where one is loads it anew', async () => {
    const server = createStaffServer({ session: OFFICER, cases: many(1) });
    const { user } = await openConsole(server, '#/basvurular');
    server.cases = many(2);
    await user.click(screen.getByRole('link', { name: 'Yanıt bekleyen' }));
    expect(await screen.findByText('2 başvuru yanıt bekliyor.')).toBeTruthy();
  });
});

describe('what stands behind the links', () => {
  const counts = {
    lists: { open: 2, news: 4, reminders: 3, 'due-soon': 12, overdue: 1_001, approval: 0, yeni: 7 },
    desks: { all: 2, me: 1 },
  };
  const names = (label: string) =>
    within(screen.getByRole('navigation', { name: label }))
      .getAllByRole('link')
      .map(({ textContent }) => textContent);

  test('is told in their names, so far as it is known', async () => {
    const server = createStaffServer({ session: OFFICER, cases: many(2) });
    server.counts = counts;
    await openConsole(server);
    const [own, news, reminded, soon, late, approval, objections] = names('Listenin bölümleri');
    expect([own, news, reminded, soon, late]).toEqual([
      'Kurumumdakiler (2)',
      'Yeni gelişme olan (4)',
      'Bana hatırlatılan (3)',
      'Süresi yaklaşan (12)',
      'Süresi geçen (1.000 üzeri)',
    ]);
    expect([approval, objections]).toEqual(['Onay bekleyen (0)', 'İtirazlar']);
    expect(names('Kimin başvuruları').slice(0, 2)).toEqual(['Herkesinki (2)', 'Masam (1)']);
  });

  test('is refreshed with the list', async () => {
    const server = createStaffServer({ session: OFFICER, cases: many(2) });
    server.counts = counts;
    const { user } = await openConsole(server);
    server.counts = { ...counts, desks: { all: 9, me: 3 } };
    await user.click(screen.getByRole('button', { name: 'Listeyi yenile' }));
    expect(await screen.findByRole('link', { name: 'Masam (3)' })).toBeTruthy();
  });

  test('is not told while searching, and where it cannot be had the links are there', async () => {
    const server = createStaffServer({ session: OFFICER, cases: many(2) });
    await openConsole(server);
    expect(screen.getByRole('link', { name: 'Süresi yaklaşan' })).toBeTruthy();
    await closeConsole();
    server.counts = counts;
    await openConsole(server, '#/basvurular?ara=su');
    expect(screen.getByRole('link', { name: 'Süresi yaklaşan' })).toBeTruthy();
  });
});

describe('turning pages', () => {
  test('leads to the heading, which says the page; the part is announced; back leads back', async () => {
    const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: many(60) }));
    expect(document.title).toBe('Yanıt bekleyen başvurular, sayfa 1 / 3 – Köprü görevli ekranı');
    expect(screen.queryByRole('link', { name: 'Önceki sayfa' })).toBeNull();
    await user.click(screen.getByRole('link', { name: 'Sonraki sayfa' }));
    expect(await findHeading('Yanıt bekleyen başvurular, sayfa 2 / 3')).toBe(document.activeElement);
    await findAnnounced('Bu sayfada 26–50 arası gösteriliyor.');
    await user.click(screen.getByRole('link', { name: 'Sonraki sayfa' }));
    await findHeading('Yanıt bekleyen başvurular, sayfa 3 / 3');
    expect(screen.getAllByRole('rowheader')).toHaveLength(10);
    expect(screen.queryByRole('link', { name: 'Sonraki sayfa' })).toBeNull();
    await user.click(screen.getByRole('link', { name: 'Önceki sayfa' }));
    await findHeading('Yanıt bekleyen başvurular, sayfa 2 / 3');
    history.back();
    await findHeading('Yanıt bekleyen başvurular, sayfa 3 / 3');
  });

  test('after a reload in the middle offers the first page, since the way back is not known', async () => {
    const server = createStaffServer({ session: OFFICER, cases: many(60) });
    await openConsole(server, '#/basvurular?sonra=50&sayfa=3');
    expect(screen.getByRole('link', { name: 'İlk sayfa' }).getAttribute('href')).toBe('#/basvurular');
  });

  test('a page that has run empty leads to the first', async () => {
    const server = createStaffServer({ session: OFFICER, cases: many(3) });
    await openConsole(server, '#/basvurular?sonra=25&sayfa=2');
    expect(screen.getByRole('heading', { name: 'Bu sayfada başvuru kalmadı' })).toBeTruthy();
    expect(screen.getByText('3 başvuru yanıt bekliyor.')).toBeTruthy();
  });

  test('from a case leads back to the page that was open', async () => {
    const { user } = await openConsole(createStaffServer({ session: OFFICER, cases: many(30) }));
    await user.click(screen.getByRole('link', { name: 'Sonraki sayfa' }));
    await findHeading('Yanıt bekleyen başvurular, sayfa 2 / 2');
    await user.click(screen.getByRole('link', { name: /2026-0000030/ }));
    await findHeading('Konu 30');
    await user.click(screen.getByRole('link', { name: 'Başvuru listesi' }));
    await findHeading('Yanıt bekleyen başvurular, sayfa 2 / 2');
  });
});

describe('refreshing', () => {
  test('shows and says what came, and the focus stays', async () => {
    const server = createStaffServer({ session: OFFICER, cases: many(1) });
    const { user } = await openConsole(server);
    server.cases = many(4);
    const button = screen.getByRole('button', { name: 'Listeyi yenile' });
    await user.click(button);
    expect(await screen.findByText('4 başvuru yanıt bekliyor.')).toBeTruthy();
    expect(document.activeElement).toBe(button);
    await findAnnounced('Liste yenilendi. 4 başvuru yanıt bekliyor.');
  });

  test('without a network keeps the list and says that it may be old', async () => {
    const server = createStaffServer({ session: OFFICER, cases: many(2) });
    const { user } = await openConsole(server);
    server.next('GET /api/staff/cases', 'unreachable');
    await user.click(screen.getByRole('button', { name: 'Listeyi yenile' }));
    const warning = /Gördükleriniz eski olabilir/;
    const main = within(screen.getByRole('main'));
    expect(await main.findByText(warning)).toBeTruthy();
    await findAnnounced(warning);
    expect(screen.getAllByRole('rowheader')).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Listeyi yenile' }));
    await waitFor(() => expect(main.queryByText(warning)).toBeNull());
  });

  test('after the session has ended leads to the sign-in page', async () => {
    const server = createStaffServer({ session: OFFICER, cases: many(2) });
    const { user } = await openConsole(server);
    server.session = undefined;
    await user.click(screen.getByRole('button', { name: 'Listeyi yenile' }));
    await findHeading('Görevli ekranında oturum açın');
    expect(screen.getByText('Oturumunuz sona erdi. Devam etmek için yeniden oturum açın.')).toBeTruthy();
  });
});

describe('the search', () => {
  test('opens what was found under an address of its own, says so in the heading, and leads back', async () => {
    const server = createStaffServer({ session: OFFICER, cases: many(2) });
    const { user } = await openConsole(server);
    const search = screen.getByRole('search', { name: 'Başvurularda arama' });
    await user.type(within(search).getByRole('searchbox', { name: 'Bu listede ara' }), ' kağıt {Enter}');
    const heading = await findHeading('“kağıt” araması: Yanıt bekleyen başvurular');
    expect(heading).toBe(document.activeElement);
    expect(location.hash).toBe('#/basvurular?ara=ka%C4%9F%C4%B1t');
    expect(server.seen.at(-1)?.path).toBe('/api/staff/cases?list=open&query=ka%C4%9F%C4%B1t');
    expect(screen.getByText('2 başvuru bulundu.')).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Aramayı kaldır, listenin tümünü göster' }));
    expect(await findHeading('Yanıt bekleyen başvurular')).toBeTruthy();
  });

  test('that finds nothing says what could be done', async () => {
    const address = '#/basvurular?liste=yanitlanan&ara=zürafa';
    await openConsole(createStaffServer({ session: OFFICER, cases: [] }), address);
    expect(screen.getByRole('heading', { name: 'Hiçbir başvuru bulunamadı' })).toBeTruthy();
    expect(screen.getByRole('searchbox')).toHaveProperty('value', 'zürafa');
  });
});
