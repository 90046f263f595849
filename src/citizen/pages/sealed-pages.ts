// The pages of what is sealed, which come in one file: one import for both, because each import is a chunk of its own before they are
// joined, and the build tells no more than 64 apart (vite.config.ts).

import * as courier from './courier/courier-page.tsx';
import * as own from './private/private-page.tsx';

export const courierPage = courier;
export const privatePage = own;
