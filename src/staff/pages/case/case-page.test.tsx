// @vitest-environment jsdom

import { screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import type { StaffCase, StaffSession } from '../../../domain/wire-staff.ts';
import { CENTRE_OFFICER, makeCase, OFFICER } from '../../testing/cases.mock.ts';
import { closeConsole, openConsole } from '../../testing/open-console.mock.tsx';
import { answer, createStaffServer } from '../../testing/staff-server.mock.ts';

afterEach(closeConsole);

async function openCase(change: Partial<StaffCase> = {}, session: StaffSession = OFFICER): Promise<void> {
  const found = makeCase(1, change);
  await openConsole(createStaffServer({ session, cases: [found] }), `#/basvurular/${found.applicationId}`);
}

/** Keys and values of a list of facts. */
function factsOf(heading: string): Record<string, string> {
  const section = screen.getByRole('heading', { name: heading }).parentElement;
  if (!section) throw new Error('A heading without its section');
  const terms = within(section).getAllByRole('term');
  const definitions = within(section).getAllByRole('definition');
  return Object.fromEntries(
    terms.map((term, index) => [term.textContent ?? '', definitions[index]?.textContent?.trim() ?? '']),
  );
}

test('the subject is the heading and the title, and has the focus', async () => {
  await openCase({ subject: 'Köye haftada bir gün araç' });
  const heading = screen.getByRole('heading', { level: 1, name: 'Köye haftada bir gün araç' });
  expect(document.activeElement).toBe(heading);
  expect(document.title).toBe('Köye haftada bir gün araç (2026-0000001) – Köprü görevli ekranı');
});

describe('recordings and files', () => {
  const ID = '0198c1a0-0000-7000-8000-000000000001';

  test('a recording that stands for the text is played under its name, in the forms that there are', async () => {
    await openCase({
      description: '',
      isUnscanned: true,
      attachments: [
        {
          id: ID,
          kind: 'voice',
          role: 'description',
          state: 'ready',
          byteLength: 120_000,
          durationMs: 65_000,
          renditions: ['mp4', 'webm'],
        },
      ],
    });
    expect(screen.getByText('Yurttaş yazmadı, kayıtla anlattı. Kayıt aşağıda.')).toBeTruthy();
    // Made anew by the server, and not to be saved.
    expect(screen.queryByText(/virüs/)).toBeNull();
    expect(screen.getByRole('heading', { level: 3, name: 'Sesli anlatım 1' })).toBeTruthy();
    expect(screen.getByText(/^1 dakika 5 saniye/)).toBeTruthy();
    const player = screen.getByRole('group', { name: 'Sesli anlatım 1' });
    expect(
      [...player.querySelectorAll('source')].map(({ src, type }) => [new URL(src).pathname, type]),
    ).toEqual([
      [`/api/attachments/${ID}/webm`, 'audio/webm'],
      [`/api/attachments/${ID}/mp4`, 'audio/mp4'],
    ]);
  });

  test('what a recording says stands below it, with its times, and whether the citizen has confirmed it', async () => {
    const transcript = {
      id: ID,
      kind: 'transcript',
      language: 'tr',
      cues: [
        { startMs: 0, endMs: 2_000, text: 'Kaldırım yüksek.' },
        { startMs: 61_000, endMs: 65_000, text: 'Rampa yok.' },
      ],
      at: '2026-11-03T08:00:00.000Z',
    };
    const common = { role: 'description', state: 'ready', byteLength: 10 } as const;
    const renditions = ['mp4'];
    const verdict = { kind: 'corrected', at: transcript.at, text: 'Basamak yüksek.' };
    await openCase({
      attachments: [
        { ...common, renditions, id: ID, kind: 'voice', transcript },
        {
          ...common,
          renditions,
          id: `${ID.slice(0, -1)}2`,
          kind: 'voice',
          transcript: { ...transcript, verdict },
        },
      ],
    });
    const [offered, corrected] = document.querySelectorAll<HTMLElement>('.case-transcript');
    if (!offered || !corrected) return expect.fail();
    const read = (part: HTMLElement) =>
      [...part.querySelectorAll('li')].map(({ textContent }) => textContent);
    expect(read(offered)).toEqual(['0:00,00 Kaldırım yüksek.', '1:01,00 Rampa yok.']);
    expect(within(offered).getByText(/^Onaylanmadı/)).toBeTruthy();
    expect(within(offered).queryByRole('textbox')).toBeNull();
    expect(within(corrected).getByText('Basamak yüksek.')).toBeTruthy();
    const part = within(corrected).getByText('Zaman işaretleriyle göster').closest('details');
    expect(part?.open).toBe(false);
    expect(part?.textContent).toContain('yurttaş düzeltti');
  });

  test('a recording of a server without ffmpeg is saved as it came, and it says what was not done with it', async () => {
    const came = { state: 'original-only', problem: 'no-media-tools' } as const;
    const renditions = ['original'];
    await openCase({
      attachments: [{ ...came, renditions, id: ID, kind: 'voice', role: 'description', byteLength: 120_000 }],
    });
    expect(screen.getByText(/^Bu sunucuda kayıtları dönüştüren araç \(ffmpeg\) kurulu değil/)).toBeTruthy();
    expect(screen.getByText('Geldiği gibi duruyor. Nedeni:')).toBeTruthy();
    expect(screen.getByText(/^Dosya yurttaşın gönderdiği hâliyle durur/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'İndir: Sesli anlatım 1' }).hasAttribute('download')).toBe(true);
    expect(screen.queryByRole('group', { name: 'Sesli anlatım 1' })).toBeNull();
  });

  test('a document is saved and never opened here; what was refused says why and is given to nobody', async () => {
    await openCase({
      isUnscanned: true,
      attachments: [
        {
          id: ID,
          kind: 'document',
          role: 'supporting',
          state: 'ready',
          byteLength: 2_000_000,
          renditions: ['original'],
        },
        { id: ID, kind: 'photo', role: 'supporting', state: 'rejected', byteLength: 10, problem: 'archive' },
      ],
    });
    const link = screen.getByRole('link', { name: 'İndir: Belge 1' });
    expect(link.hasAttribute('download')).toBe(true);
    const warning = screen.getByText(/^Bu sunucuda virüs taraması yok/);
    // Heard before the link, not after it.
    expect(warning.compareDocumentPosition(link)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.getByText('Alınmadı. Yurttaşa söylenen neden:')).toBeTruthy();
    expect(screen.getByText(/Sıkıştırılmış arşivler/)).toBeTruthy();
    expect(screen.queryByRole('img', { name: 'Fotoğraf 1' })).toBeNull();
  });
});

test('the facts stand under their names', async () => {
  await openCase({
    kind: 'complaint',
    addressedTo: 'Dumanlıova Belediyesi',
    placeDetail: 'Cami karşısı',
    beforeCourt: true,
  });
  expect(factsOf('Başvurunun özeti')).toEqual({
    'Başvuru numarası': '2026-0000001',
    'Yanıt için son gün': '5 Aralık 2026 Cumartesi (12 gün kaldı)',
    Tür: 'Şikâyet',
    Durum: 'Kurumda inceleniyor',
    Alındı: '2 Kasım 2026 10:30',
    Yazıldı: '1 Kasım 2026 09:00',
    'Yurttaşın seçtiği kurum': 'Dumanlıova Belediyesi',
    Yer: 'Yusufeli, Artvin',
    'Yerin tarifi': 'Cami karşısı',
    'Konu mahkemede mi?': 'Evet, yurttaş mahkemede olduğunu bildirdi',
  });
});

test('where the citizen’s device was stands in words, with a link for the officer’s own map and for no website', async () => {
  await openCase({ coordinates: { latitude: 37.066235, longitude: 37.38333, accuracyMetres: 12.4 } });
  const value = factsOf('Başvurunun özeti')['Cihazın ölçtüğü konum'];
  expect(value).toContain('Enlem 37,06624, boylam 37,38333, yaklaşık 13 metre doğrulukla');
  const link = screen.getByRole('link', { name: 'Konumu bu cihazdaki harita uygulamasında aç' });
  expect(link.getAttribute('href')).toBe('geo:37.066235,37.38333;u=13');
});

test('what was not asked has no row, and the centre sees who holds the case', async () => {
  await openCase({ place: null, beforeCourt: null, holder: null, state: 'received' }, CENTRE_OFFICER);
  expect(factsOf('Başvurunun özeti')).toEqual({
    'Başvuru numarası': '2026-0000001',
    'Yanıt için son gün': '5 Aralık 2026 Cumartesi (12 gün kaldı)',
    Tür: 'İstek',
    Durum: 'Alındı',
    Alındı: '2 Kasım 2026 10:30',
    Yazıldı: '1 Kasım 2026 09:00',
    'Şu an kimde': 'Henüz atanmadı',
    'Yurttaşın seçtiği kurum': 'Seçmedi; ilgili kuruma iletilmesini istedi',
  });
});

describe('how the citizen wants the answer', () => {
  test('stands before their text, with what it means for the writing', async () => {
    await openCase({ formats: ['text', 'audio', 'sign-language'] });
    const wish = screen.getByRole('heading', {
      name: 'Yurttaş yanıtı şu biçimde istiyor: Yazı, Sesli yanıt ve Türk İşaret Dili',
    });
    const text = screen.getByRole('heading', { name: 'Yurttaşın yazdığı' });
    expect(wish.compareDocumentPosition(text)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.getByText(/Yanıtınız dinlenecek/)).toBeTruthy();
    expect(screen.getByText(/ilk dili Türk İşaret Dili olabilir/)).toBeTruthy();
  });

  test('is said for plain text, too', async () => {
    await openCase({ formats: ['text'] });
    expect(screen.getByRole('heading', { name: 'Yurttaş yanıtı şu biçimde istiyor: Yazı' })).toBeTruthy();
  });
});

describe("the citizen's text", () => {
  test('is shown as written: never as HTML, in its own direction', async () => {
    const description = 'Bir\n\n<script>alert(1)</script> <b>iki</b>\u200f';
    await openCase({ description });
    const text = screen.getByText(
      (_, element) => element?.textContent === description && element.tagName === 'P',
    );
    expect(text.children).toHaveLength(0);
    expect(text.getAttribute('dir')).toBe('auto');
  });

  test.each([
    ['tr', 'tr'],
    ['tr-simple', 'tr'],
    ['en', 'en'],
    ['ar', 'ar'],
  ])('of an app in %s is marked as %s', async (locale, lang) => {
    await openCase({ locale, description: 'Kaldırım' });
    expect(screen.getByText('Kaldırım').getAttribute('lang')).toBe(lang);
  });
});

describe('the applicant', () => {
  test('is shown with what they gave', async () => {
    await openCase();
    expect(factsOf('Başvuran')).toEqual({
      'Ad ve soyad': 'Güllü Kaplankıran',
      'Kimlik numarası': '222 222 222 20',
      'Ev adresi': 'Baraj üstü yeni yerleşim, 4. sıra',
      Telefon: '0555 000 27 02',
    });
  });

  test('who asked to stay hidden is said to have asked', async () => {
    await openCase({ hideIdentity: true, applicant: null });
    expect(screen.getByText('Yurttaş kimliğinin gizlenmesini istedi.')).toBeTruthy();
    expect(screen.getByText(/kurumunuza gösterilmez/)).toBeTruthy();
    expect(screen.queryByText('Ad ve soyad')).toBeNull();
  });

  test('who asked to stay hidden is seen by the centre, with the wish above', async () => {
    await openCase({ hideIdentity: true }, CENTRE_OFFICER);
    expect(screen.getByText(/Bu bilgileri yalnızca merkez görür/)).toBeTruthy();
    expect(factsOf('Başvuran')['Ad ve soyad']).toBe('Güllü Kaplankıran');
  });

  test('who gave nothing is said to have given nothing', async () => {
    await openCase({ kind: 'thanks', applicant: null });
    expect(screen.getByText(/kimlik bilgisi vermedi/)).toBeTruthy();
    expect(screen.queryByText(/gizlenmesini istedi/)).toBeNull();
  });
});

test.each([
  [{ sealed: { mayBeCarried: true } }, /^Mühürlü geldi\..*onayı kayıtlıdır\.$/],
  [
    { sealed: { mayBeCarried: true, agreedAt: '2026-11-20T08:15:00.000Z' } },
    /^Mühürlü geldi\..*onayı kayıtlıdır: 20 Kasım 2026 11:15\.$/,
  ],
  [{ sealed: { mayBeCarried: false } }, /^Mühürlü geldi\..*izin vermedi/],
])('what came sealed says so, with what its writer agreed to: %j', async (changes, said) => {
  await openCase(changes);
  expect(factsOf('Başvurunun özeti')['Geliş yolu']).toMatch(said);
});

test('what came in the open has no row for it', async () => {
  await openCase();
  expect(factsOf('Başvurunun özeti')).not.toHaveProperty('Geliş yolu');
});

test('what happened stands in order, with times that machines read, too', async () => {
  await openCase();
  const list = screen.getByRole('heading', { name: 'Neler oldu?' }).nextElementSibling;
  if (!(list instanceof HTMLElement)) throw new Error('No list after the heading');
  const events = within(list).getAllByRole('listitem');
  expect(list.tagName).toBe('OL');
  expect(events.map(({ textContent }) => textContent)).toEqual([
    'Alındı 2 Kasım 2026 10:30',
    'Şu kuruma iletildi: Ulusal Yol Bakım Kurumu 2 Kasım 2026 11:00',
  ]);
  expect(events[0]?.querySelector('time')?.getAttribute('datetime')).toBe('2026-11-02T07:30:00.000Z');
});

test('an answered case shows the answer and no form, and no days that are left', async () => {
  const answered = answer(makeCase(1), { id: makeCase(99).applicationId, text: 'Rampa yapıldı.' });
  await openCase(answered);
  expect(screen.getByRole('heading', { name: 'Verilen yanıt' })).toBeTruthy();
  expect(screen.getByText('Rampa yapıldı.').getAttribute('lang')).toBe('tr');
  expect(screen.getByText('Ulusal Yol Bakım Kurumu, 23 Kasım 2026 11:00')).toBeTruthy();
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(factsOf('Başvurunun özeti')['Yanıt için son gün']).toBe('5 Aralık 2026 Cumartesi');
  expect(screen.getByRole('link', { name: 'Yanıtlanan' }).getAttribute('aria-current')).toBe('true');
});
