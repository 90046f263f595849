// Examples of Pagination.

import type { Example } from '../example.ts';
import { Pagination } from './pagination.tsx';

const PREVIOUS = { href: '?sayfa=1', label: 'Önceki sayfa' };
const NEXT = { href: '?sayfa=3', label: 'Sonraki sayfa' };

export const examples: readonly Example[] = [
  { name: 'in the middle', render: () => <Pagination label="Sayfalar" previous={PREVIOUS} next={NEXT} /> },
  { name: 'first page', render: () => <Pagination label="Sayfalar: ilk" next={NEXT} /> },
];
