// `npm run examples`: shows the pattern book until it is stopped. PORT chooses another port than 8090.

import { serveExamples } from './serve.ts';

const { origin } = await serveExamples({ port: Number(process.env.PORT ?? 8090) });
console.log(`The pattern book: ${origin}/examples.html`);
