// Examples of FileField.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { type ChosenFile, FileField, type FileFieldProps } from './file-field.tsx';

const TEXTS = {
  choose: 'Dosya seç',
  listLabel: 'Seçilen dosyalar',
  remove: 'Kaldır',
  removeLabel: (name: string) => `Kaldır: ${name}`,
  size: (bytes: number) => `${(bytes / 1_000_000).toLocaleString('tr', { maximumFractionDigits: 1 })} MB`,
};

const PETITION = { id: '1', name: 'dilekçe.pdf', sizeBytes: 1_240_000 };
const PHOTO = { id: '2', name: 'kırık kaldırım.jpg', sizeBytes: 3_400_000 };

type KeptProps = Omit<FileFieldProps, 'files' | 'onChoose' | 'onRemove' | 'texts'> &
  Partial<Pick<FileFieldProps, 'files' | 'texts'>>;

function Kept({ files: start = [], texts = TEXTS, ...field }: KeptProps) {
  const [files, setFiles] = useState<readonly ChosenFile[]>(start);
  const add = (chosen: File[]): void =>
    setFiles((before) => [
      ...(field.isMultiple ? before : []),
      ...chosen.map(({ name, size }) => ({ id: crypto.randomUUID(), name, sizeBytes: size })),
    ]);
  return (
    <FileField
      errorPrefix="Hata:"
      {...field}
      texts={texts}
      files={files}
      onChoose={add}
      onRemove={(id) => setFiles((before) => before.filter((file) => file.id !== id))}
    />
  );
}

export const examples: readonly Example[] = [
  {
    name: 'empty, optional',
    render: () => (
      <Kept
        id="attachments"
        label="Belgeler"
        optionalText="(isteğe bağlı)"
        hint="PDF, JPG ya da PNG. En çok 5 dosya, her biri en çok 10 MB."
        accept=".pdf,image/jpeg,image/png"
        isMultiple
      />
    ),
  },
  {
    name: 'filled',
    render: () => (
      <Kept
        id="attachments-filled"
        label="Belgeler"
        hint="PDF, JPG ya da PNG. En çok 5 dosya, her biri en çok 10 MB."
        files={[PETITION, PHOTO]}
        isMultiple
      />
    ),
  },
  {
    name: 'error',
    render: () => (
      <Kept
        id="attachments-faulty"
        label="Belgeler"
        hint="PDF, JPG ya da PNG. En çok 5 dosya, her biri en çok 10 MB."
        error="“toplantı.mov” eklenmedi: video değil, PDF, JPG ya da PNG seçin."
        files={[PETITION]}
        isMultiple
      />
    ),
  },
  {
    name: 'camera',
    render: () => (
      <Kept
        id="photo"
        label="Yerin fotoğrafı"
        hint="Bir fotoğraf, en çok 10 MB. Telefonda kamera açılır."
        accept="image/*"
        capture="environment"
        texts={{ ...TEXTS, choose: 'Fotoğraf çek', listLabel: 'Çekilen fotoğraf' }}
      />
    ),
  },
  {
    name: 'many files, long words',
    render: () => (
      <Kept
        id="attachments-many"
        label="Başvurunuzda anlattıklarınızı gösteren, elinizde bulunan bütün belgeler, fotoğraflar ve yazışmalar"
        hint="PDF, JPG ya da PNG. En çok 12 dosya, her biri en çok 10 MB."
        files={[
          {
            id: 'long',
            name: 'Büyükşehir_belediyesine_verdiğim_dilekçenin_evrak_kayıt_numaralı_ve_imzalı_taranmış_kopyası_son_hali(2).pdf',
            sizeBytes: 9_870_000,
          },
          ...Array.from({ length: 10 }, (_, index) => ({
            id: String(index),
            name: `IMG_2025030${index}.jpg`,
            sizeBytes: 2_100_000 + index * 130_000,
          })),
        ]}
        isMultiple
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Kept
          id="attachments-arabic"
          label="المستندات"
          hint="PDF أو JPG أو PNG. خمسة ملفات كحد أقصى، حجم كل منها 10 ميغابايت على الأكثر."
          files={[{ id: '1', name: 'شكوى.pdf', sizeBytes: 800_000 }, PETITION]}
          texts={{
            choose: 'اختيار ملف',
            listLabel: 'الملفات المختارة',
            remove: 'إزالة',
            removeLabel: (name) => `إزالة: ${name}`,
            size: (bytes) => `${(bytes / 1_000_000).toFixed(1)} ميغابايت`,
          }}
          isMultiple
        />
      </Arabic>
    ),
  },
];
