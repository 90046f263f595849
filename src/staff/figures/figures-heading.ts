import type { StaffFigures } from '../../domain/figures-wire.ts';
import type { Translate } from '../../i18n/translate.ts';

/** For the page and for the tab's title: whose figures they are. */
export function figuresHeading({ institution }: Pick<StaffFigures, 'institution'>, t: Translate): string {
  return institution === null ? t('staff.figures.heading') : t('staff.figures.headingOf', { institution });
}
