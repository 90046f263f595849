// Why a case was not examined: the ground in plain words, where the law gives it, and how the officer explains it.

import { type Ground as GroundInLaw, lawOf } from '../../domain/case-ground.ts';
import { useTexts } from '../shell/texts.tsx';

export function Ground({ ground, text }: { ground: GroundInLaw; text: string }) {
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
    </>
  );
}
