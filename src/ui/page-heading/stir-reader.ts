// Orca 48 lists a page's headings when somebody first presses H, and keeps the list until something is added around the
// focus. After a change of page it went through the headings that were gone, and said "Başka başlık yok" (heard in
// tests/a11y/spoken). So something is added, for a moment: a mark that is in the tree, and that nobody sees or reaches.

const STAYS_MS = 500;

/** @param focused what has just been given the focus */
export function stirReader(focused: Element): void {
  const mark = document.createElement('hr');
  mark.className = 'visually-hidden';
  // After the focus, in a turn of its own: what comes with it is counted to the page before.
  setTimeout(() => {
    focused.closest('main')?.append(mark);
    setTimeout(() => mark.remove(), STAYS_MS);
  });
}
