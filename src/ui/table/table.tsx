// Figures and lists with columns. Too wide for the screen, it scrolls inside its own region, which the keyboard
// reaches (WCAG 2.1.1); the page itself never scrolls sideways.

import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import './table.css';

export interface TableColumn {
  label: string;
  isNumeric?: boolean | undefined;
}

export interface TableRow {
  key: string;
  /** As many as columns; the first names the row. */
  cells: readonly ComponentChildren[];
}

export interface TableProps {
  caption: string;
  columns: readonly TableColumn[];
  rows: readonly TableRow[];
}

export function Table({ caption, columns, rows }: TableProps) {
  const captionId = useId();
  const region = useRef<HTMLElement>(null);
  const isScrollable = useIsScrollable(region);
  // A section without a name is no landmark.
  const landmark = isScrollable ? { tabIndex: 0, 'aria-labelledby': captionId } : {};
  const classOf = (index: number): string | undefined =>
    columns[index]?.isNumeric ? 'table-number' : undefined;
  return (
    <section class="table-region" ref={region} {...landmark}>
      <table class="table">
        <caption id={captionId}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column.label} scope="col" class={classOf(index)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...cells] }) => (
            <tr key={key}>
              <th scope="row" class={classOf(0)}>
                {name}
              </th>
              {cells.map((cell, index) => (
                <td key={index} class={classOf(index + 1)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A table that fits is no landmark and no stop of the Tab key. */
function useIsScrollable(region: RefObject<HTMLElement | null>): boolean {
  const [isScrollable, setIsScrollable] = useState(false);
  useEffect(() => {
    const element = region.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => setIsScrollable(element.scrollWidth > element.clientWidth));
    observer.observe(element);
    // Larger text widens the table and leaves the region as it is.
    for (const table of element.children) observer.observe(table);
    return () => observer.disconnect();
  }, [region]);
  return isScrollable;
}
