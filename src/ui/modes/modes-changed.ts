// Apart from modes.ts, because the shell listens before anyone has chosen anything.

/** Fired on the window when a mode has been chosen on this page. */
export const MODES_CHANGED = 'kopru-modes';
