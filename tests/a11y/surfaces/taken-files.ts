// Files that are chosen for an application: what is told of each as it is taken in, and of those that are not wholly here.

import { nameInSentence } from '../../../src/citizen/media/name-in-sentence.ts';
import { pathOfStep } from '../../../src/citizen/pages/flow/slugs.ts';
import { initialUploadState } from '../../../src/domain/upload.ts';
import type { RecordingRecord } from '../../../src/offline/schema.ts';
import { picture } from '../../fixtures/attachments/images.ts';
import { newId, putRecording } from '../stage/lay-records.ts';
import type { Surface, Visit } from './surface.ts';
import { arrive, openStep, untilSaved } from './ways.ts';

const photo = picture(64, 48).withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 0/1 0/1' } });
const PHOTO = { name: 'IMG_0042.jpg', mimeType: 'image/jpeg', buffer: await photo.jpeg().toBuffer() };
const NO_PHOTO = { name: 'rampa.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Bu bir fotoğraf değil.') };

const filled = ({ stage }: Visit) => stage.scene.device.answers;

async function choose(at: Visit, file: typeof PHOTO): Promise<void> {
  await openStep(at, 'text', filled(at));
  await at.page.locator('input[type=file]').first().setInputFiles(file);
}

const cutOff = (draftId: string): RecordingRecord => ({
  id: newId(),
  draftId,
  kind: 'photo',
  name: 'rampa.jpg',
  mediaType: 'image/jpeg',
  byteLength: 0,
  durationMs: 0,
  createdAt: Date.now(),
  state: 'cut-off',
  digest: '',
  upload: initialUploadState(),
});

export const TAKEN_FILES: readonly Surface[] = [
  {
    app: 'citizen',
    page: 'question text',
    state: 'a photo was taken in, without its place',
    world: 'visited',
    open: async (at) => {
      await choose(at, PHOTO);
      await at.page.getByText(at.t('media.file.removed.place'), { exact: false }).first().waitFor();
      await untilSaved(at);
    },
  },
  {
    app: 'citizen',
    page: 'review',
    state: 'with a file',
    world: 'visited',
    open: async (at) => {
      await choose(at, PHOTO);
      await at.page.getByText(PHOTO.name).first().waitFor();
      await untilSaved(at);
      const [, , draftId = ''] = new URL(at.page.url()).pathname.split('/');
      await arrive(at, pathOfStep(draftId, 'review'));
      await at.page.locator('dd').getByText(PHOTO.name).waitFor();
    },
  },
  {
    app: 'citizen',
    page: 'question text',
    state: 'a file is not what its name says',
    world: 'visited',
    open: async (at) => {
      await choose(at, NO_PHOTO);
      await at.page
        .getByText(at.t('media.file.fault.content', { name: nameInSentence(NO_PHOTO.name, at.locale) }))
        .first()
        .waitFor();
    },
  },
  {
    app: 'citizen',
    page: 'question text',
    state: 'nothing was sent: a file was cut off',
    world: 'visited',
    open: async (at) => {
      await openStep(at, 'send', filled(at));
      await at.page.locator('main form').waitFor();
      await untilSaved(at);
      const draftId = at.page.url().split('/').at(-3) ?? '';
      await putRecording(at.page, cutOff(draftId));
      await at.page.getByRole('button', { name: at.t('flow.send.button') }).click();
      await at.page.getByText(at.t('media.wanting.notSent')).first().waitFor();
    },
  },
];
