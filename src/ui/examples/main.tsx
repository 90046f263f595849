// Start of the pattern book (`npm run examples`): examples.html lists everything, examples.html?control=…&example=…
// shows one example. Built apart from the apps; never shipped.

import { render } from 'preact';
import { BookPage } from './book-page.tsx';
import { controls } from './catalogue.ts';
import { ExamplePage } from './example-page.tsx';
import { applyModes, type Modes, readModes, writeModes } from './modes.ts';
import '../tokens.css';
import '../base.css';

declare global {
  interface Window {
    /** For the harness that visits them all. */
    kopruExamples?: { control: string; index: number; name: string }[];
    /** Shows anew what the address says. */
    kopruShow?: () => void;
  }
}

const root = document.documentElement;

window.kopruExamples = controls.flatMap(({ control, examples }) =>
  examples.map(({ name }, index) => ({ control, index, name })),
);

function keepModes(next: Modes): void {
  applyModes(root, next);
  history.replaceState(null, '', `?${writeModes(next)}${location.hash}`);
}

function choosePage() {
  const parameters = new URLSearchParams(location.search);
  const modes = readModes(parameters);
  applyModes(root, modes);
  const control = parameters.get('control');
  if (control === null) return <BookPage modes={modes} onModes={keepModes} />;
  const example = controls
    .find((entry) => entry.control === control)
    ?.examples.at(Number(parameters.get('example') ?? '0'));
  if (!example) throw new Error(`There is no such example: ${location.search}`);
  document.title = `${control}: ${example.name} – Köprü: pattern book`;
  return <ExamplePage control={control} example={example} />;
}

function show(): void {
  const target = document.getElementById('app');
  if (!target) throw new Error('examples.html has no #app');
  // Nothing of what stood there before stays.
  render(null, target);
  render(choosePage(), target);
  root.dataset.ready = 'true';
}

window.kopruShow = show;
show();
