// A word or two on a state, in lists. The word says it all; the colour only repeats it.

import './tag.css';

export interface TagProps {
  kind: 'neutral' | 'info' | 'waiting' | 'success' | 'problem' | 'danger';
  label: string;
}

export function Tag({ kind, label }: TagProps) {
  return <strong class={`tag tag-${kind}`}>{label}</strong>;
}
