// Examples of StructuredText.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { type StructuredBlock, StructuredText } from './structured-text.tsx';

const BLOCKS: readonly StructuredBlock[] = [
  { kind: 'heading', level: 1, runs: [{ text: 'Rampa ne zaman yapılacak?' }] },
  {
    kind: 'paragraph',
    runs: [
      { text: 'Rampa ' },
      { text: '15 Aralık', mark: 'strong' },
      { text: ' gününe kadar bitecek. Planı ' },
      { text: 'belediyenin sayfasında', href: 'https://www.ornek.bel.tr/rampa' },
      { text: ' görebilirsiniz.' },
    ],
  },
  { kind: 'heading', level: 2, runs: [{ text: 'Sizden istediğimiz' }] },
  {
    kind: 'list',
    start: 1,
    items: [
      [
        { kind: 'paragraph', runs: [{ text: 'Dilekçe' }] },
        {
          kind: 'list',
          items: [
            [{ kind: 'paragraph', runs: [{ text: 'aslı' }] }],
            [{ kind: 'paragraph', runs: [{ text: 'örneği', mark: 'emphasis' }] }],
          ],
        },
      ],
      [{ kind: 'paragraph', runs: [{ text: 'Kimlik' }] }],
    ],
  },
  { kind: 'paragraph', runs: [{ text: 'Saygılarımızla\nFen İşleri Müdürlüğü' }] },
];

const targetBehind = ({ href = '' }: { href?: string | undefined }): string => new URL(href).host;

export const examples: readonly Example[] = [
  {
    name: 'headings, lists, emphasis, a link',
    render: () => <StructuredText blocks={BLOCKS} headingLevel={2} targetBehind={targetBehind} />,
  },
  {
    name: 'long word',
    render: () => (
      <StructuredText
        blocks={[
          {
            kind: 'list',
            items: [
              [
                {
                  kind: 'paragraph',
                  runs: [
                    {
                      text: 'Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine uzun bir sözcük.',
                    },
                  ],
                },
              ],
            ],
          },
        ]}
        headingLevel={2}
        targetBehind={targetBehind}
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <StructuredText
          blocks={[
            { kind: 'heading', level: 1, runs: [{ text: 'متى ينتهي العمل؟' }] },
            { kind: 'list', items: [[{ kind: 'paragraph', runs: [{ text: 'في ١٥ ديسمبر' }] }]] },
          ]}
          headingLevel={2}
          targetBehind={targetBehind}
        />
      </Arabic>
    ),
  },
];
