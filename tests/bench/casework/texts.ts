// The sentences of which the bench's applications are put together: those of the demo, and streets that hardly anybody else
// names. Each piece has its terms beside it, so that the database itself can join both.

import { readFile } from 'node:fs/promises';
import { termsOf } from '../../../src/domain/turkish-search/search.ts';

const STREETS = 4_000;
const BEGINNINGS =
  'gül çam ak kara yeşil deniz güneş pınar bağ kaya orman çiçek kiraz zeytin kavak söğüt'.split(' ');
const MIDDLES = 'lı ba ova te dere kent su köy yaka bel gedik taş burun alan tepe saray'.split(' ');
const ENDINGS = 'lar ören can oğlu kaya pınar başı altı'.split(' ');

export interface Piece {
  subject: string;
  text: string;
  terms: string[];
}

/** `topics`: what it is about. `details`: a sentence of another. `places`: a street and a house. */
export interface Pieces {
  topics: Piece[];
  details: Piece[];
  places: Piece[];
}

export async function makePieces(): Promise<Pieces> {
  const file = await readFile('server/demo/applications.json', 'utf8');
  const { applications } = JSON.parse(file) as { applications: { subject: string; description: string }[] };
  const sentences = applications.flatMap(({ description }) => description.split(/(?<=[.!?]) /));
  return {
    topics: applications.map(({ subject, description }) => piece(description, subject)),
    details: sentences.map((sentence) => piece(sentence)),
    places: Array.from({ length: STREETS }, (_, nth) => piece(street(nth))),
  };
}

function piece(text: string, subject = ''): Piece {
  return { subject, text, terms: termsOf(`${subject} ${text}`) };
}

/** Each another one; 2,048 names, and then they come with another number. */
function street(nth: number): string {
  const part = (parts: readonly string[], by: number): string =>
    parts[Math.floor(nth / by) % parts.length] ?? '';
  const name =
    part(BEGINNINGS, 1) +
    part(MIDDLES, BEGINNINGS.length) +
    part(ENDINGS, BEGINNINGS.length * MIDDLES.length);
  return `Yer: ${name} Sokağı, numara ${1 + (nth % 97)}.`;
}
