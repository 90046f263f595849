// Signs that stand beside words and are never spoken. Drawn on 24 × 24 with one stroke that follows the text's colour
// and size, so that large text, themes and forced colours need nothing more. Each is its own function: unused ones
// are not shipped.

import type { ComponentChildren } from 'preact';
import './icon.css';

function Icon({ children, isDirectional = false }: { children: ComponentChildren; isDirectional?: boolean }) {
  return (
    <svg
      class={isDirectional ? 'icon icon-directional' : 'icon'}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

function drawn(path: string, isDirectional = false) {
  return (
    <Icon isDirectional={isDirectional}>
      <path d={path} />
    </Icon>
  );
}

export const CheckIcon = () => drawn('m4.5 12.5 5 5 10-11');
export const ClockIcon = () => drawn('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5.5l3.5 2');
export const SendIcon = () => drawn('M4 12 3 4l18 8-18 8 1-8Zm0 0h8', true);
export const WarningIcon = () => drawn('M12 3.5 22 20.5H2L12 3.5ZM12 10v5m0 2.6v.2');
export const InfoIcon = () => drawn('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v6m0-9.8V7');
export const OfflineIcon = () =>
  drawn('M3 3l18 18M8.5 8.6A9 9 0 0 0 4 11m16 0a10 10 0 0 0-8.5-2.6M7.3 14.6a6 6 0 0 1 5.2-1.7m-.5 6.1v.2');
export const PhoneIcon = () =>
  drawn(
    'M8 2.5h8A1.5 1.5 0 0 1 17.5 4v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5ZM11 18.5h2',
  );
export const DocumentIcon = () => drawn('M6 2.5h8.5L19 7v14.5H6v-19ZM14 2.5V7.5h5M9 12h7m-7 4.5h7');
export const BackIcon = () => drawn('m14.5 5-7 7 7 7', true);
export const ForwardIcon = () => drawn('m9.5 5 7 7-7 7', true);
export const SearchIcon = () => drawn('M10.5 17.5a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 5.5 5.5');
export const CopyIcon = () => drawn('M8.5 8.5h12v12h-12v-12ZM15.5 8.5v-5h-12v12h5');
export const ShareIcon = () => drawn('M12 15V3m-4.5 4L12 2.5 16.5 7M7 11H4.5v10h15V11H17');
export const PrintIcon = () => drawn('M7 8.5v-6h10v6M7 17H3.5V8.5h17V17H17M7 13.5h10v8H7v-8Z');
export const SpeakerIcon = () =>
  drawn('M3 9v6h4l5.5 4.5v-15L7 9H3Zm13-.5a5 5 0 0 1 0 7m2.5-9.5a8.5 8.5 0 0 1 0 12');
export const GlobeIcon = () =>
  drawn('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3.5 12h17M12 3c5 5 5 13 0 18-5-5-5-13 0-18Z');
export const SettingsIcon = () =>
  drawn(
    'M4 7h8m5 0h3M4 17h3m5 0h8M14.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm-5 10a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  );
