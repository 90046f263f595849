// The index of the pattern book: the modes, then every control with all its examples. What takes the page's own
// heading, focus or keys is only linked: two of them on one page would fight.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Link } from '../link/link.tsx';
import { LiveRegionProvider } from '../live-region/live-region.tsx';
import { PageHeading } from '../page-heading/page-heading.tsx';
import { RadioGroup } from '../radio-group/radio-group.tsx';
import { SkipLink } from '../skip-link/skip-link.tsx';
import { type ControlExamples, groups } from './catalogue.ts';
import { MODES, type Mode, type Modes, writeModes } from './modes.ts';
import './book.css';

interface BookPageProps {
  modes: Modes;
  onModes: (modes: Modes) => void;
}

export function BookPage({ modes: start, onModes }: BookPageProps) {
  const [modes, setModes] = useState(start);
  const change = (next: Modes): void => {
    setModes(next);
    onModes(next);
  };
  return (
    <>
      <SkipLink>Skip to the controls</SkipLink>
      <header class="container book-header stack">
        <PageHeading caption="Köprü">Pattern book</PageHeading>
        <p class="lead measure">
          Every control in all its states. Each example is a test case of every check.
        </p>
        <ModeBar modes={modes} onModes={change} />
        <Contents />
      </header>
      <main class="container" id="main" tabIndex={-1}>
        {groups.map(({ title, controls }) => (
          <section class="book-group" key={title} aria-label={title}>
            <h2>{title}</h2>
            {controls.map((entry) => (
              <Control key={entry.control} {...entry} modes={modes} />
            ))}
          </section>
        ))}
      </main>
    </>
  );
}

const TITLES: Readonly<Record<Mode, string>> = {
  theme: 'Theme',
  text: 'Text',
  motion: 'Motion',
  dir: 'Direction',
};

const LABELS: Readonly<Record<string, string>> = {
  ltr: 'left to right',
  rtl: 'right to left',
  ...Object.fromEntries(MODES.text.map((percent) => [percent, `${percent} %`])),
};

function ModeBar({ modes, onModes }: BookPageProps) {
  const group = (name: Mode) => (
    <RadioGroup<string>
      name={`mode-${name}`}
      legend={TITLES[name]}
      value={modes[name]}
      options={MODES[name].map((value) => ({
        value,
        label: LABELS[value] ?? value,
      }))}
      onChange={(value) => onModes({ ...modes, [name]: value })}
    />
  );
  return (
    <div class="book-modes">
      {group('theme')}
      {group('text')}
      {group('motion')}
      {group('dir')}
    </div>
  );
}

function Contents() {
  return (
    <nav aria-label="Controls">
      <ul class="book-contents cluster plain-list">
        {groups
          .flatMap(({ controls }) => controls)
          .map(({ control }) => (
            <li key={control}>
              <Link href={`#${control}`} kind="standalone">
                {control}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function Control({ control, examples, modes }: ControlExamples & { modes: Modes }) {
  return (
    <section class="book-control">
      <h3 id={control} tabIndex={-1}>
        {control}
      </h3>
      {examples.map((example, index) => (
        <div class="book-example" key={example.name}>
          <h4>
            <a href={addressOf(control, index, modes)}>{example.name}</a>
          </h4>
          <Drawn example={example} />
        </div>
      ))}
    </section>
  );
}

function Drawn({ example }: { example: Example }) {
  if (example.brings)
    return <p class="book-note">On a page of its own, because it takes the page’s {example.brings}.</p>;
  return (
    <div lang="tr" class="book-drawn">
      <LiveRegionProvider>{example.render()}</LiveRegionProvider>
    </div>
  );
}

function addressOf(control: string, index: number, modes: Modes): string {
  return `?${new URLSearchParams({ control, example: String(index) })}&${writeModes(modes)}`.replace(
    /&$/,
    '',
  );
}
