// The pages of what is sealed, which come in one file: one import for both, because each import is a chunk of its own before they are
// joined, and the build tells no more than 64 apart (vite.config.ts).

export * as courierPage from './courier/courier-page.tsx';
export * as privatePage from './private/private-page.tsx';
