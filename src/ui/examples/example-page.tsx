// One example as a whole page: a title, a <main>, one <h1>. An example that brings its own <h1> keeps it, and its
// name stands above as plain text.

import type { Example } from '../example.ts';
import { LiveRegionProvider } from '../live-region/live-region.tsx';
import './book.css';

export function ExamplePage({ control, example }: { control: string; example: Example }) {
  const name = `${control}: ${example.name}`;
  return (
    <main class="container book-page">
      {example.brings === 'heading' ? <p class="book-note">{name}</p> : <h1>{name}</h1>}
      <div lang="tr">
        <LiveRegionProvider>{example.render()}</LiveRegionProvider>
      </div>
    </main>
  );
}
