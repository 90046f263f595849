// What a thread tells of its case's life, and what the citizen can do in it. Apart from use-brought.ts: it brings files itself.

import { bringing } from './use-brought.ts';

export const useLife = bringing(() => import('../life/life.tsx'));
