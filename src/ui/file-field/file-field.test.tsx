// @vitest-environment jsdom

import { act, render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { useState } from 'preact/hooks';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanScreen } from '../clean-screen.mock.ts';
import { type ChosenFile, FileField, type FileFieldProps } from './file-field.tsx';

afterEach(cleanScreen);

const TEXTS = {
  choose: 'Dosya seç',
  listLabel: 'Seçilen dosyalar',
  remove: 'Kaldır',
  removeLabel: (name: string) => `Kaldır: ${name}`,
  size: (bytes: number) => `${bytes} bayt`,
};

const THREE = ['a.pdf', 'b.pdf', 'c.pdf'].map((name) => ({ id: name, name, sizeBytes: 10 }));

interface Shown {
  onChoose: ReturnType<typeof vi.fn>;
  input: HTMLInputElement;
}

function show(props: Partial<FileFieldProps> = {}, remove?: (take: () => void) => void): Shown {
  const onChoose = vi.fn();
  function Host() {
    const [files, setFiles] = useState<readonly ChosenFile[]>(props.files ?? []);
    const take = (id: string): void => setFiles((before) => before.filter((file) => file.id !== id));
    return (
      <FileField
        id="files"
        label="Belgeler"
        hint="PDF, en çok 10 MB."
        isMultiple
        texts={TEXTS}
        onChoose={onChoose}
        {...props}
        files={files}
        onRemove={(id) => (remove ? remove(() => take(id)) : take(id))}
      />
    );
  }
  const { container } = render(<Host />);
  const input = container.querySelector<HTMLInputElement>('input[type=file]');
  if (!input) throw new Error('there is no file input');
  return { onChoose, input };
}

const chooser = () => screen.getByRole('button', { name: 'Belgeler Dosya seç' });
const remover = (name: string) => screen.getByRole('button', { name: `Kaldır: ${name}` });

test('before choosing, the button says what for, what may be chosen and what was wrong', () => {
  show({ error: 'Dosya çok büyük.', errorPrefix: 'Hata:' });
  expect(
    screen.getByRole('button', {
      name: 'Belgeler Dosya seç',
      description: 'PDF, en çok 10 MB. Hata: Dosya çok büyük.',
    }),
  ).toBe(document.getElementById('files'));
  expect(screen.queryByRole('list')).toBeNull();
});

test('the button opens the browser’s own picker with the kinds, the number and the camera asked for', async () => {
  const { input } = show({ accept: 'image/*', capture: 'environment' });
  const opened = vi.spyOn(input, 'click');
  await userEvent.click(chooser());
  expect(opened).toHaveBeenCalledTimes(1);
  expect([input.accept, input.multiple, input.getAttribute('capture')]).toEqual([
    'image/*',
    true,
    'environment',
  ]);
});

test('what was chosen is handed on, and the same file can be chosen again', async () => {
  const { input, onChoose } = show();
  const file = new File(['metin'], 'dilekçe.pdf', { type: 'application/pdf' });
  await userEvent.upload(input, file);
  expect(onChoose).toHaveBeenCalledExactlyOnceWith([file]);
  expect(input.value).toBe('');
});

test('the list is named; each file has its size and a button named after it', () => {
  show({ files: THREE });
  const items = screen.getByRole('list', { name: 'Seçilen dosyalar' }).querySelectorAll('li');
  expect([...items].map(({ textContent }) => textContent)).toEqual([
    'a.pdf 10 baytKaldır',
    'b.pdf 10 baytKaldır',
    'c.pdf 10 baytKaldır',
  ]);
  expect(remover('b.pdf').textContent).toBe('Kaldır');
});

test('after a removal the focus is on the next file’s button', async () => {
  show({ files: THREE });
  await userEvent.click(remover('b.pdf'));
  await vi.waitFor(() => expect(document.activeElement).toBe(remover('c.pdf')));
});

test.each([{ files: THREE }, { files: THREE.slice(2) }])(
  'after the removal of the last of $files.length the focus is on “choose”',
  async ({ files }) => {
    show({ files });
    await userEvent.click(remover('c.pdf'));
    await vi.waitFor(() => expect(document.activeElement).toBe(chooser()));
  },
);

test('a page that asks first keeps the focus until the file is gone', async () => {
  let confirm = (): void => undefined;
  show({ files: THREE }, (take) => {
    confirm = take;
  });
  await userEvent.click(remover('a.pdf'));
  expect(document.activeElement).toBe(remover('a.pdf'));
  act(() => confirm());
  expect(document.activeElement).toBe(remover('b.pdf'));
});

test('whoever has moved on meanwhile is not called back', async () => {
  let confirm = (): void => undefined;
  show({ files: THREE }, (take) => {
    confirm = take;
  });
  await userEvent.click(remover('a.pdf'));
  remover('c.pdf').focus();
  act(() => confirm());
  expect(document.activeElement).toBe(remover('c.pdf'));
});
