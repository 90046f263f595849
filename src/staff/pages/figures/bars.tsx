// Pictures of numbers that stand beside them as text: the months as one chart with a name and a description, and in each row of
// a table a bar. What was received is a frame, what was answered fills it, so that no colour tells them apart.

import { useId } from 'preact/hooks';
import type { FiguresRow } from '../../../domain/figures-wire.ts';
import './figures.css';

interface Numbers {
  received: number;
  answered: number;
}

/** @param largest what fills the whole width */
export function Bar({ received, answered, largest }: Numbers & { largest: number }) {
  const width = (value: number): number => (largest === 0 ? 0 : (value / largest) * 100);
  return (
    <svg
      class="figures-bar"
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="figures-answered" width={width(answered)} height="10" />
      <rect class="figures-received" width={width(received)} height="10" />
    </svg>
  );
}

const STEP = 10;

export interface MonthChartProps {
  months: readonly FiguresRow[];
  name: string;
  description: string;
}

export function MonthChart({ months, name, description }: MonthChartProps) {
  const id = useId();
  const largest = Math.max(1, ...months.map(({ received }) => received));
  const height = (value: number): number => (value / largest) * 100;
  return (
    <svg
      class="figures-months"
      viewBox={`0 0 ${months.length * STEP} 100`}
      preserveAspectRatio="none"
      role="img"
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-text`}
      focusable="false"
    >
      <title id={`${id}-name`}>{name}</title>
      <desc id={`${id}-text`}>{description}</desc>
      {months.map(({ value, received, answered }, index) => (
        <g key={value} transform={`translate(${index * STEP + 1} 0)`}>
          <rect class="figures-answered" y={100 - height(answered)} width="8" height={height(answered)} />
          <rect class="figures-received" y={100 - height(received)} width="8" height={height(received)} />
        </g>
      ))}
    </svg>
  );
}
