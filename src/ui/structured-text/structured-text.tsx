// Text as blocks, drawn as elements: headings below the page's own, lists as lists, emphasis, and links that say where they
// lead. Never as HTML: there is nothing here that a text could break out of.

import type { ComponentChildren } from 'preact';
import { Link } from '../link/link.tsx';
import './structured-text.css';

interface StructuredRun {
  text: string;
  mark?: 'strong' | 'emphasis' | undefined;
  href?: string | undefined;
}

export type StructuredBlock =
  | { kind: 'heading'; level: 1 | 2 | 3; runs: readonly StructuredRun[] }
  | { kind: 'paragraph'; runs: readonly StructuredRun[] }
  | { kind: 'list'; start?: number | undefined; items: readonly (readonly StructuredBlock[])[] };

export interface StructuredTextProps {
  blocks: readonly StructuredBlock[];
  /** Of the text's first level; two more lie below it. */
  headingLevel: 2 | 3 | 4;
  /** Of the text, where it is another than the page's. */
  lang?: string | undefined;
  /** What a link says behind its text, so that nobody is deceived about where it leads. */
  targetBehind: (run: StructuredRun) => string | undefined;
}

export function StructuredText({ blocks, lang, ...options }: StructuredTextProps) {
  return (
    <div class="structured-text" lang={lang}>
      <Blocks blocks={blocks} {...options} />
    </div>
  );
}

type BlocksProps = Omit<StructuredTextProps, 'lang'>;

function Blocks({ blocks, ...options }: BlocksProps) {
  return blocks.map((block, index) => <Block key={index} block={block} {...options} />);
}

function Block({ block, ...options }: { block: StructuredBlock } & Omit<BlocksProps, 'blocks'>) {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${options.headingLevel + block.level - 1}` as 'h2';
      return <Heading dir="auto">{withRuns(block.runs, options)}</Heading>;
    }
    case 'paragraph':
      return <p dir="auto">{withRuns(block.runs, options)}</p>;
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index} dir="auto">
          <ItemBlocks blocks={item} {...options} />
        </li>
      ));
      return block.start === undefined ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
  }
}

/** The first paragraph of an item is its text: read as one with its number or dot. */
function ItemBlocks({ blocks, ...options }: BlocksProps) {
  const [first, ...others] = blocks;
  if (first?.kind !== 'paragraph') return <Blocks blocks={blocks} {...options} />;
  return (
    <>
      <span>{withRuns(first.runs, options)}</span>
      <Blocks blocks={others} {...options} />
    </>
  );
}

type Options = Pick<StructuredTextProps, 'targetBehind'>;

function withRuns(runs: readonly StructuredRun[], { targetBehind }: Options): ComponentChildren {
  return runs.map((run, index) => {
    const { text, mark, href } = run;
    if (href !== undefined) {
      const target = targetBehind(run);
      const name = target === undefined ? text : `${text} (${target})`;
      // A number stays on one line.
      const link = <Link href={href}>{name.replace(/(\d) (?=[\d(])/g, '$1\u00a0')}</Link>;
      return (
        <Marked key={index} mark={mark}>
          {link}
        </Marked>
      );
    }
    return (
      <Marked key={index} mark={mark}>
        {text}
      </Marked>
    );
  });
}

function Marked({ mark, children }: { mark: StructuredRun['mark']; children: ComponentChildren }) {
  if (mark === undefined) return <>{children}</>;
  return mark === 'strong' ? <strong>{children}</strong> : <em>{children}</em>;
}
