// What of a page is read aloud: headings, paragraphs, list items, questions and their choices, in the order of the page.
// A passage within another is read once, with the outer one; what is hidden from sight is not read.

export interface Passage {
  element: Element;
  text: string;
}

const PASSAGES =
  'h1,h2,h3,h4,h5,h6,p,li,dt,dd,legend,label,summary,th,td,figcaption,.field-hint,.choice-hint';
const SILENT = '[data-read="no"],[aria-hidden="true"],.visually-hidden,[hidden]';

export function collectPassages(root: Element): Passage[] {
  const passages: Passage[] = [];
  for (const element of root.querySelectorAll(PASSAGES)) {
    if (element.closest(SILENT) || passages.some((passage) => passage.element.contains(element))) continue;
    // What is folded away in a <details> is read only when it is open.
    if (element.closest('details:not([open])') && !element.closest('summary')) continue;
    const text = textOf(element);
    if (text) passages.push({ element, text });
  }
  return passages;
}

function textOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const silent of copy.querySelectorAll(SILENT)) silent.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}
