// Gives the heading of a new page the focus, so that it is heard. Orca 48 with Chromium needs two things more, both heard in
// tests/a11y/spoken:
// It lists a page's headings when somebody first presses H, and keeps the list until something is added around the focus.
// After a change of page it went through the headings that were gone, and said "Başka başlık yok". So something is added,
// for a moment: a mark that is in the tree, and that nobody sees or reaches.
// A selection whose place goes with the old page, as after a field, slides to the new heading, and Chromium tells of a caret
// that moved there. Where that was told a moment before the focus, Orca took the heading for known and said nothing.

const STAYS_MS = 500;

/** @param heading focusable, in the page that has just been drawn */
export function arriveAt(heading: HTMLElement): void {
  getSelection()?.removeAllRanges();
  heading.focus({ preventScroll: true });
  const mark = document.createElement('hr');
  mark.className = 'visually-hidden';
  // After the focus, in a turn of its own: what comes with it is counted to the page before.
  setTimeout(() => {
    heading.closest('main')?.append(mark);
    setTimeout(() => mark.remove(), STAYS_MS);
  });
}
