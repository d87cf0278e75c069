import { Button, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  AlertTemplate,
  TemplateIssue,
} from '../../../src-main/core/operations/notifications/contract.ts';
import { alertLimits } from '../../../src-main/core/operations/notifications/incident.wire.ts';
import { attempt } from '../../app/desk-actions.ts';
import { coreClient } from '../../platform/client.ts';
import classes from './templates.module.css';
import { useTemplatePreview, type TemplatePreview } from './use-template-preview.ts';

type Field = 'title' | 'body';

interface TemplateEditorProps {
  readonly template: AlertTemplate;
  readonly onChanged: (template: AlertTemplate) => void;
}

function useIssueText() {
  const { t } = useTranslation('alerts');
  return (issues: readonly TemplateIssue[], field: Field): string | undefined => {
    const issue = issues.find((one) => one.field === field);
    return issue === undefined ? undefined : t(`templates.issues.${issue.reason}`, { detail: issue.detail });
  };
}

interface PlaceholderButtonsProps {
  readonly placeholders: AlertTemplate['placeholders'];
  readonly onInsert: (name: string) => void;
}

function PlaceholderButtons({ placeholders, onInsert }: PlaceholderButtonsProps) {
  const { t } = useTranslation('alerts');
  return (
    <div className={classes.placeholders} role="group" aria-label={t('templates.placeholders')}>
      {placeholders.map(({ name, sample }) => (
        <Button
          key={name}
          size="compact-xs"
          variant="default"
          aria-label={t('templates.insert', { name, sample })}
          onClick={() => onInsert(name)}
        >
          {`{${name}}`}
        </Button>
      ))}
    </div>
  );
}

function Preview({ preview }: { readonly preview: TemplatePreview | null }) {
  const { t } = useTranslation('alerts');
  return (
    <div className={classes.preview} role="status" aria-label={t('templates.preview')}>
      <p className={classes.quiet}>
        {t('templates.preview')} · {t('templates.previewHint')}
      </p>
      <p className={classes.previewTitle}>{preview?.title ?? ''}</p>
      <p className={classes.previewBody}>{preview?.body ?? ''}</p>
    </div>
  );
}

/** One kind's words. Use it under a `key` of the kind and of whether it is changed. */
export function TemplateEditor({ template, onChanged }: TemplateEditorProps) {
  const { t } = useTranslation('alerts');
  const { kind } = template;
  const [words, setWords] = useState({ title: template.title, body: template.body });
  const titleRef = useRef<HTMLInputElement>(null);
  const bodyRef = useRef<HTMLTextAreaElement>(null);
  const lastField = useRef<Field>('body');
  const preview = useTemplatePreview(kind, words.title, words.body);
  const issueText = useIssueText();
  const issues = preview?.issues ?? [];
  const isSame = words.title === template.title && words.body === template.body;

  const insert = (name: string) => {
    const field = lastField.current;
    const element = field === 'title' ? titleRef.current : bodyRef.current;
    const at = element?.selectionStart ?? words[field].length;
    const until = element?.selectionEnd ?? at;
    const before = words[field];
    setWords({ ...words, [field]: `${before.slice(0, at)}{${name}}${before.slice(until)}` });
    element?.focus();
  };
  const save = () =>
    void attempt(
      async () => onChanged(await coreClient.notifications.saveTemplate({ kind, ...words })),
      t('templates.saved'),
    );
  const reset = () =>
    void attempt(
      async () => onChanged(await coreClient.notifications.resetTemplate({ kind })),
      t('templates.resetDone'),
    );

  return (
    <section className={classes.editor} aria-label={t(`kinds.${kind}`)}>
      <h2 className={classes.title}>{t(`kinds.${kind}`)}</h2>
      <TextInput
        ref={titleRef}
        size="xs"
        label={t('templates.title')}
        value={words.title}
        maxLength={alertLimits.titleLength}
        error={issueText(issues, 'title')}
        onFocus={() => (lastField.current = 'title')}
        onChange={(event) => setWords({ ...words, title: event.currentTarget.value })}
      />
      <Textarea
        ref={bodyRef}
        size="xs"
        label={t('templates.body')}
        value={words.body}
        maxLength={alertLimits.bodyLength}
        error={issueText(issues, 'body')}
        autosize
        minRows={2}
        maxRows={6}
        onFocus={() => (lastField.current = 'body')}
        onChange={(event) => setWords({ ...words, body: event.currentTarget.value })}
      />
      <PlaceholderButtons placeholders={template.placeholders} onInsert={insert} />
      <p className={classes.quiet}>{t('templates.syntax')}</p>
      <Preview preview={preview} />
      <div className={classes.actions}>
        <Button size="xs" disabled={isSame || issues.length > 0} onClick={save}>
          {t('templates.save')}
        </Button>
        <Button size="xs" variant="default" disabled={!template.isChanged} onClick={reset}>
          {t('templates.reset')}
        </Button>
      </div>
    </section>
  );
}
