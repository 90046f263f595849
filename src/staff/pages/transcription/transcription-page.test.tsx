// @vitest-environment jsdom
// Putting a recording into writing, by keys and names alone, through everything that can happen on the way.

import { act, screen, waitFor, within } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTranscript, type Transcript } from '../../../domain/transcript.ts';
import type { ThreadAttachment } from '../../../domain/wire.ts';
import {
  CENTRE_OFFICER,
  makeCase,
  makeRecording,
  OFFICER,
  toTranscription,
} from '../../testing/cases.mock.ts';
import { mockMediaElements, runTo } from '../../testing/media-elements.mock.ts';
import { closeConsole, findAnnounced, findHeading, openConsole } from '../../testing/open-console.mock.tsx';
import { createStaffServer, type Mishap, type StaffServer } from '../../testing/staff-server.mock.ts';

let restore: () => void;
beforeEach(() => {
  restore = mockMediaElements();
});
afterEach(async () => {
  await closeConsole();
  restore();
});

const OFFERED: Transcript = {
  id: makeCase(50).applicationId,
  kind: 'transcript',
  language: 'tr',
  at: '2026-11-22T08:00:00.000Z',
  cues: [{ startMs: 0, endMs: 4_000, text: 'Kaldırım yüksek.' }],
};

interface Start {
  server: StaffServer;
  user: UserEvent;
  address: string;
}

async function startWriting(change: Partial<ThreadAttachment> = {}): Promise<Start> {
  const recording = makeRecording(1, change);
  const staffCase = makeCase(1, { attachments: [recording], description: '' });
  const next = makeCase(2, { subject: 'Üst geçit', attachments: [makeRecording(2)] });
  const server = createStaffServer({
    session: OFFICER,
    cases: [staffCase, next],
    transcriptions: [staffCase, next].map((one) => toTranscription(one, one.attachments?.[0] ?? recording)),
  });
  const address = `#/cozumler/${staffCase.applicationId}/${recording.id}`;
  const { user } = await openConsole(server, address);
  return { server, user, address };
}

const SEND = 'Yurttaşın onayına gönder';
const textOf = (piece: number): HTMLTextAreaElement =>
  screen.getByRole('textbox', { name: `Metin, Parça ${piece}` });
const startOf = (piece: number): HTMLInputElement =>
  screen.getByRole('textbox', { name: `Başlangıç, Parça ${piece}` });
const endOf = (piece: number): HTMLInputElement =>
  screen.getByRole('textbox', { name: `Bitiş, Parça ${piece}` });

function media(): HTMLMediaElement {
  const element = document.querySelector<HTMLMediaElement>('audio, video');
  if (!element) throw new Error('Nothing is played here');
  return element;
}

const transcriptOf = ({ cases }: StaffServer): Transcript | undefined =>
  readTranscript(cases[0]?.attachments?.[0]?.transcript);

async function write(user: UserEvent, piece: number, text: string): Promise<void> {
  await user.click(textOf(piece));
  await user.paste(text);
}

describe('writing', () => {
  test('begins with one piece for the whole recording: a text in it is enough', async () => {
    const { server, user } = await startWriting();
    expect(await findHeading('Yazıya dökme: Sesli anlatım 1')).toBe(document.activeElement);
    expect([startOf(1).value, endOf(1).value]).toEqual(['0:00,00', '1:00,00']);
    await write(user, 1, 'Kaldırım yüksek.');
    await user.click(screen.getByRole('button', { name: SEND }));
    const sent = await screen.findByRole('region', { name: 'Metin gönderildi' });
    expect(document.activeElement).toBe(sent);
    expect(transcriptOf(server)).toMatchObject({
      kind: 'transcript',
      cues: [{ startMs: 0, endMs: 60_000, text: 'Kaldırım yüksek.' }],
    });
    expect(screen.getByText('Onaylanmadı: yurttaşın onayı bekleniyor')).toBeTruthy();
    expect(sessionStorage.length).toBe(0);
    await findAnnounced(/^Yurttaş, uygulaması bir sonraki kez/);
    await user.click(await screen.findByRole('link', { name: 'Sıradaki kayıt: Üst geçit' }));
    await screen.findByRole('link', { name: 'Üst geçit' });
    expect(textOf(1).value).toBe('');
  });

  test('takes its marks from the player, by a button or by F9 while a text is written', async () => {
    const { user } = await startWriting();
    await write(user, 1, 'Kaldırım yüksek.');
    act(() => runTo(media(), 4.2));
    await user.keyboard('{F9}');
    await waitFor(() => expect(document.activeElement).toBe(textOf(2)));
    expect([endOf(1).value, startOf(2).value, endOf(2).value]).toEqual(['0:04,20', '0:04,20', '1:00,00']);
    act(() => runTo(media(), 9));
    await user.click(screen.getByRole('button', { name: 'Bitişi buraya al, Parça 2' }));
    expect(endOf(2).value).toBe('0:09,00');
    await findAnnounced('Bitiş 0:09,00');
    await user.click(screen.getByRole('button', { name: 'Bu parçayı oynat, Parça 2' }));
    expect([media().currentTime, media().paused]).toEqual([4.2, false]);
    textOf(2).focus();
    await user.keyboard('{F8}');
    expect(media().paused).toBe(true);
  });

  test('single letters belong to the text, and to the player only with the focus in it', async () => {
    const { user } = await startWriting();
    await user.click(textOf(1));
    await user.keyboard('kaldırım');
    expect(textOf(1).value).toBe('kaldırım');
    expect(media().paused).toBe(true);
  });

  test('splits at the caret, joins, deletes, and takes the last step back', async () => {
    const { user } = await startWriting();
    await write(user, 1, 'Kaldırım yüksek. Rampa istiyorum.');
    textOf(1).setSelectionRange(16, 16);
    act(() => runTo(media(), 5));
    await user.click(screen.getByRole('button', { name: 'Böl, Parça 1' }));
    expect([textOf(1).value, textOf(2).value]).toEqual(['Kaldırım yüksek.', 'Rampa istiyorum.']);
    expect(document.activeElement).toBe(textOf(2));
    await findAnnounced('Bölündü: parça 1 ve 2.');
    await user.click(screen.getByRole('button', { name: 'Sonrakiyle birleştir, Parça 1' }));
    expect(textOf(1).value).toBe('Kaldırım yüksek. Rampa istiyorum.');
    await user.click(screen.getByRole('button', { name: 'Sil, Parça 1' }));
    expect(screen.queryByRole('textbox', { name: 'Metin, Parça 1' })).toBeNull();
    expect(document.activeElement?.textContent).toBe('Buradan yeni parça başlat');
    await user.click(screen.getByRole('button', { name: 'Son işlemi geri al' }));
    expect(textOf(1).value).toBe('Kaldırım yüksek. Rampa istiyorum.');
  });

  test('reads a caption file in, and asks before it replaces what stands there', async () => {
    const { user } = await startWriting();
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    if (!input) throw new Error('No file can be chosen');
    const file = (text: string): File => new File([text], 'a.vtt', { type: 'text/vtt' });
    await user.upload(input, file('nothing'));
    expect(await screen.findAllByText(/WEBVTT sözcüğüyle başlamıyor/)).not.toHaveLength(0);
    await user.upload(input, file('WEBVTT\n\n00:01.000 --> 00:02.000\nMerhaba.\n'));
    await waitFor(() => expect(textOf(1).value).toBe('Merhaba.'));
    await user.upload(input, file('WEBVTT\n\n00:01.000 --> 00:02.000\nSelam.\n'));
    const question = within(await screen.findByRole('dialog', { name: 'Yazdıklarınızın yerine geçsin mi?' }));
    await user.click(question.getByRole('button', { name: 'Dosyadakini kullan' }));
    expect(textOf(1).value).toBe('Selam.');
  });
});

test('what is faulty is said in the language that is read, also when that changes', async () => {
  const { user } = await startWriting();
  await user.click(screen.getByRole('button', { name: SEND }));
  await screen.findByRole('link', { name: /^Parça 1: metni yazın/ });
  await user.click(screen.getByRole('button', { name: 'English' }));
  await screen.findByRole('link', { name: /^Piece 1: write the text/ });
  expect(screen.queryByRole('link', { name: /^Parça 1/ })).toBeNull();
  expect(document.title).toMatch(/^Error: /);
});

test('what is faulty is said at the top and beside its field, with the piece it belongs to', async () => {
  const { server, user } = await startWriting();
  await user.clear(endOf(1));
  await user.click(screen.getByRole('button', { name: SEND }));
  await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^Metin henüz gönderilemez/));
  expect(document.title).toMatch(/^Hata: /);
  expect(endOf(1).getAttribute('aria-invalid')).toBe('true');
  await user.click(screen.getByRole('link', { name: /^Parça 1: metni yazın/ }));
  expect(document.activeElement).toBe(textOf(1));
  expect(transcriptOf(server)).toBeUndefined();
  // What is mended is no longer said, and the focus stays with whoever mends it.
  await user.paste('Kaldırım yüksek.');
  await waitFor(() => expect(screen.queryByRole('link', { name: /^Parça 1: metni yazın/ })).toBeNull());
  expect(screen.getByRole('link', { name: /^Parça 1: bitişi/ })).toBeTruthy();
  await user.type(endOf(1), '0:05');
  await waitFor(() => expect(document.querySelector('.error-summary')).toBeNull());
  expect(document.activeElement).toBe(endOf(1));
  expect(endOf(1).getAttribute('aria-invalid')).not.toBe('true');
  await waitFor(() => expect(document.title).not.toMatch(/^Hata: /));
});

test('a piece that goes on when the recording has ended is refused with its number and the length', async () => {
  const { server, user } = await startWriting();
  await write(user, 1, 'Kaldırım yüksek.');
  await user.clear(endOf(1));
  await user.type(endOf(1), '59:00');
  await user.click(screen.getByRole('button', { name: SEND }));
  await screen.findByRole('link', { name: /^Parça 1: kayıt .+ sürüyor; bitiş daha sonra olamaz/ });
  expect(transcriptOf(server)).toBeUndefined();
});

describe('a text that was offered', () => {
  test('stands in the editor to be made better, and the newest counts', async () => {
    const { server, user } = await startWriting({ transcript: OFFERED });
    expect(textOf(1).value).toBe('Kaldırım yüksek.');
    await write(user, 1, ' Rampa yok.');
    await user.click(screen.getByRole('button', { name: SEND }));
    await screen.findByRole('region', { name: 'Metin gönderildi' });
    expect(transcriptOf(server)?.cues[0]?.text).toBe('Kaldırım yüksek. Rampa yok.');
    expect(transcriptOf(server)?.id).not.toBe(OFFERED.id);
  });

  test('and corrected by the citizen is only read', async () => {
    const verdict = {
      kind: 'corrected',
      at: '2026-11-22T09:00:00.000Z',
      text: 'Kaldırım çok yüksek.',
    } as const;
    await startWriting({ transcript: { ...OFFERED, verdict } });
    expect(screen.getByText('Kaldırım çok yüksek.').getAttribute('lang')).toBe('tr');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('button', { name: SEND })).toBeNull();
  });

  test('and confirmed while another was written leaves that one for who wrote it', async () => {
    const { server, user } = await startWriting({ transcript: OFFERED });
    await write(user, 1, ' Rampa yok.');
    const verdict = { kind: 'accepted', at: '2026-11-22T09:00:00.000Z' } as const;
    server.cases = server.cases.map((one) => ({
      ...one,
      attachments: (one.attachments ?? []).map((attachment) => ({
        ...attachment,
        transcript: { ...OFFERED, verdict },
      })),
    }));
    await user.click(screen.getByRole('button', { name: SEND }));
    const left = within(await screen.findByRole('region', { name: 'Gönderilmeyen metniniz' }));
    expect(left.getByText('Kaldırım yüksek. Rampa yok.')).toBeTruthy();
    expect(screen.getByText('Yurttaş onayladı')).toBeTruthy();
    await user.click(left.getByRole('button', { name: 'Bu metni sil' }));
    expect(sessionStorage.length).toBe(0);
    expect(document.activeElement?.id).toBe('transcript');
  });
});

describe('when it fails', () => {
  test.each<[string, Mishap, RegExp]>([
    ['without a network', 'unreachable', /Sunucudan karşılık gelmedi. Metin burada duruyor/],
    ['while the server is busy', 'unavailable', /Sunucu metni şu anda kaydedemedi/],
    ['when the case was given away', 'not-found', /Bu başvuru artık sizde değil/],
    ['when the server does not take it', 'transcript-not-valid', /Sunucu bu metni kabul etmedi/],
  ])('%s the text stays and it is said what to do', async (_, mishap, sentence) => {
    const { server, user } = await startWriting();
    await write(user, 1, 'Kaldırım yüksek.');
    server.next('PUT', mishap);
    await user.click(screen.getByRole('button', { name: SEND }));
    expect(await within(screen.getByRole('main')).findByText(sentence)).toBeTruthy();
    expect(textOf(1).value).toBe('Kaldırım yüksek.');
    await findAnnounced(sentence);
    await user.click(screen.getByRole('button', { name: 'Yeniden gönder' }));
    await screen.findByRole('region', { name: 'Metin gönderildi' });
  });

  test('a lost answer and a changed text end with the newest text', async () => {
    const { server, user } = await startWriting();
    await write(user, 1, 'Kaldırım');
    server.next('PUT', 'lost');
    await user.click(screen.getByRole('button', { name: SEND }));
    await screen.findByRole('button', { name: 'Yeniden gönder' });
    await write(user, 1, ' yüksek.');
    await user.click(screen.getByRole('button', { name: 'Yeniden gönder' }));
    await screen.findByRole('region', { name: 'Metin gönderildi' });
    expect(transcriptOf(server)?.cues[0]?.text).toBe('Kaldırım yüksek.');
  });
});

describe('an unsent text', () => {
  test('survives a reload, is shown at the desk, and is asked about before signing out', async () => {
    const { server, user, address } = await startWriting();
    await write(user, 1, 'Kaldırım yüksek.');
    const kept = { ...sessionStorage };
    await closeConsole();
    for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
    const again = await openConsole(server, address);
    expect(textOf(1).value).toBe('Kaldırım yüksek.');
    await again.user.click(screen.getByRole('link', { name: 'Yazıya dökülecek kayıtlar' }));
    await findHeading('Yazıya dökülecek kayıtlar');
    expect(screen.getByText('Gönderilmemiş metin')).toBeTruthy();
    await again.user.click(screen.getByRole('button', { name: 'Oturumu kapat' }));
    expect(await screen.findByRole('dialog', { name: 'Oturum kapatılsın mı?' })).toBeTruthy();
  });

  test('is not seen by another officer', async () => {
    const { server, user } = await startWriting();
    await write(user, 1, 'Kaldırım yüksek.');
    server.session = CENTRE_OFFICER;
    window.dispatchEvent(new Event('focus'));
    await screen.findByText('Baran Yıldız');
    await waitFor(() => expect(textOf(1).value).toBe(''));
  });
});

test('a film may be spoken or signed: whoever writes says which', async () => {
  const { server, user } = await startWriting({ kind: 'video' });
  await write(user, 1, 'Kaldırım yüksek.');
  await user.click(screen.getByRole('radio', { name: 'İşaret dilinden Türkçeye çeviri' }));
  await user.click(screen.getByRole('button', { name: SEND }));
  await screen.findByRole('region', { name: 'Metin gönderildi' });
  expect(transcriptOf(server)?.kind).toBe('translation');
});

test('a photo has no editor', async () => {
  const photo = makeRecording(1, { kind: 'photo' });
  const staffCase = makeCase(1, { attachments: [photo] });
  await openConsole(
    createStaffServer({ session: OFFICER, cases: [staffCase] }),
    `#/cozumler/${staffCase.applicationId}/${photo.id}`,
  );
  await findHeading('Bu başvuru kurumunuzda değil');
});
