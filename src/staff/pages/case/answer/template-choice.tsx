// A text to begin with, out of the directory. Choosing does nothing by itself (WCAG 3.2.2); inserting adds it below what is
// written, with its fields filled in, and goes there.

import { useEffect, useState } from 'preact/hooks';
import { fillTemplate, type ReplyTemplates, withTemplate } from '../../../../domain/reply-template.ts';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { Select } from '../../../../ui/select/select.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import type { Result } from '../../../staff-call.ts';
import { REPLY_FIELD_ID } from './judge-answer.ts';

export interface TemplateChoiceProps {
  staffCase: StaffCase;
  /** Whose answer it will be; undefined for the centre's. */
  institution: string | undefined;
  text: string;
  onText: (text: string) => void;
  onRead: (applicationId: string) => Promise<Result<ReplyTemplates>>;
}

export function TemplateChoice({ staffCase, institution, text, onText, onRead }: TemplateChoiceProps) {
  const { t } = useTexts();
  const [templates, setTemplates] = useState<ReplyTemplates['templates']>([]);
  const [chosen, setChosen] = useState('');
  const { applicationId, number, subject, holder } = staffCase;
  useEffect(() => {
    // Without them an answer is written as before.
    void onRead(applicationId).then((read) => read.ok && setTemplates(read.value.templates));
  }, [applicationId]);
  if (templates.length === 0) return null;
  const insert = (): void => {
    const template = templates.find(({ id }) => id === chosen);
    if (!template) return;
    const kurum = institution ?? holder ?? t('staff.centre');
    onText(withTemplate(text, fillTemplate(template.text, { kurum, numara: number, konu: subject })));
    document.getElementById(REPLY_FIELD_ID)?.focus();
  };
  return (
    <div class="stack">
      <Select
        id="reply-template"
        label={t('staff.template.label')}
        hint={t('staff.template.hint')}
        value={chosen}
        placeholder={t('staff.template.none')}
        options={templates.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setChosen}
        maxWidth="long"
      />
      <div>
        <Button onPress={insert} isDisabled={chosen === ''}>
          {t('staff.template.insert')}
        </Button>
      </div>
    </div>
  );
}
