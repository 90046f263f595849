// The app under another name, for who must not be seen with it: in the tab, among open apps, and on the home screen when it
// is put there afterwards. What is on the screen stays as it is, and so do the addresses in the browser's history.

/** As in public/notlar/manifest.webmanifest. */
const NAME = 'Notlar';

let watching: MutationObserver | undefined;

/** Until the page is left, or `takePlainNameOff`. Pages go on setting their titles; none of them stays. */
export function wearPlainName(): void {
  const title = document.querySelector('title');
  if (watching || !title) return;
  const cover = (): void => {
    if (document.title !== NAME) document.title = NAME;
  };
  watching = new MutationObserver(cover);
  watching.observe(title, { childList: true });
  cover();
  showFiles((path) => `/notlar${path}`);
}

/** @param own the title that the page has then */
export function takePlainNameOff(own: string): void {
  if (!watching) return;
  watching.disconnect();
  watching = undefined;
  document.title = own;
  showFiles((path) => path.replace(/^\/notlar/, ''));
}

/** Of icon and manifest. */
function showFiles(change: (path: string) => string): void {
  const links = document.querySelectorAll<HTMLLinkElement>(
    'link[rel~=icon], link[rel=apple-touch-icon], link[rel=manifest]',
  );
  for (const link of links) link.href = change(new URL(link.href).pathname);
}
