// Why a case was not examined: the ground in plain words, where the law gives it, how the officer explains it, and why not in
// the form that was asked for.

import { type Ground as GroundInLaw, lawOf } from '../../domain/case-ground.ts';
import { useTexts } from '../shell/texts.tsx';

export function Ground({
  event: { ground, text, override },
}: {
  event: { ground: GroundInLaw; text: string; override?: string | undefined };
}) {
  const { t } = useTexts();
  return (
    <>
      <p>{t(`life.ground.${ground}`)}</p>
      <p>{t('life.ground.law', { ...lawOf(ground) })}</p>
      {text && (
        <p class="citizen-text" dir="auto" lang="tr">
          {text}
        </p>
      )}
      {override && (
        <>
          <p>{t('life.notInKind')}</p>
          <p class="citizen-text" dir="auto" lang="tr">
            {override}
          </p>
        </>
      )}
    </>
  );
}
