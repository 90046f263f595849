// Prints one element of the page and nothing else: all that stands beside it, on any level, is left out while the browser
// prints. By the mark that base.css knows, and not by :has(), which Firefox has only since 121.

export function printOnly(element: Element): void {
  const before = new Map<HTMLElement, string | undefined>();
  const mark = (other: HTMLElement, print: string): void => {
    before.set(other, other.dataset.print);
    other.dataset.print = print;
  };
  for (let inner = element; inner !== document.body && inner.parentElement; inner = inner.parentElement) {
    // What holds it may be left out of a printed page itself.
    mark(inner.parentElement, 'yes');
    for (const other of inner.parentElement.children)
      if (other !== inner && other instanceof HTMLElement) mark(other, 'no');
  }
  addEventListener(
    'afterprint',
    () => {
      for (const [other, print] of before) {
        if (print === undefined) delete other.dataset.print;
        else other.dataset.print = print;
      }
    },
    { once: true },
  );
  print();
}
