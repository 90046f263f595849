// What a journey is: keys on one side, phrases on the other. Whole logs are not compared, because a reader words its
// surroundings differently from version to version; what a person must hear is.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';

/** The state of the world in which a journey begins. */
const SITUATIONS = [
  'new',
  'visited',
  'waiting',
  'sealed',
  'answered',
  'office',
  'told',
  'transcribed',
  'reviewed',
  'entrusted',
  'book',
] as const;
export type Situation = (typeof SITUATIONS)[number];

const phrases = v.array(v.pipe(v.string(), v.minLength(1)));

const stepSchema = v.strictObject({
  /** A key as xdotool names it. */
  press: v.optional(v.string()),
  /** Presses the key again until this is heard, as a person looks for something. */
  until: v.optional(v.string()),
  type: v.optional(v.string()),
  /** Loads an address of the app, as somebody who types it. */
  open: v.optional(v.string()),
  network: v.optional(v.picklist(['off', 'on'])),
  /** Heard after the step, in this order. */
  hear: v.optional(phrases),
  /** Heard exactly once until silence. */
  once: v.optional(phrases),
  /** Not heard until silence. */
  never: v.optional(phrases),
  /** Stands on the screen as text at some moment of the step, for whoever hears nothing. */
  see: v.optional(phrases),
});

const journeySchema = v.strictObject({
  title: v.string(),
  situation: v.picklist(SITUATIONS),
  /** What the camera sees; else the browser's made-up picture. */
  camera: v.optional(v.literal('darkness')),
  /** What the person says when the browser asks for the position. */
  position: v.optional(v.literal('refused')),
  steps: v.pipe(v.array(stepSchema), v.minLength(1)),
});

export type Step = v.InferOutput<typeof stepSchema>;
export type Journey = v.InferOutput<typeof journeySchema> & { name: string };

/** The names of all journeys of a folder. */
export function listJourneys(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => join(folder, file));
}

/** @throws v.ValiError where the file is not a journey */
export function readJourney(file: string): Journey {
  return {
    name: basename(file, '.json'),
    ...v.parse(journeySchema, JSON.parse(readFileSync(file, 'utf8'))),
  };
}
