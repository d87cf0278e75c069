import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertTemplate } from '../../../src-main/core/operations/notifications/contract.ts';
import type { AlertKind } from '../../../src-main/core/operations/notifications/incident.wire.ts';
import { coreClient } from '../../platform/client.ts';
import { failureText } from '../../platform/failure-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TemplateEditor } from './template-editor.tsx';
import classes from './templates.module.css';

/** How alerts are worded, one text per kind. */
export function TemplatesPanel() {
  const { t } = useTranslation('alerts');
  const [templates, setTemplates] = useState<readonly AlertTemplate[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [kind, setKind] = useState<AlertKind>('speeding');

  useEffect(() => {
    let isWanted = true;
    coreClient.notifications.listTemplates().then(
      (all) => isWanted && setTemplates(all),
      (error: unknown) => isWanted && setFailure(failureText(error)),
    );
    return () => {
      isWanted = false;
    };
  }, []);

  const chosen = templates.find((template) => template.kind === kind);
  const put = (changed: AlertTemplate) =>
    setTemplates((all) => all.map((template) => (template.kind === changed.kind ? changed : template)));

  if (failure !== null) {
    return <EmptyState title={t('templates.failed', { reason: '' })} body={failure} />;
  }
  return (
    <div className={classes.columns}>
      <nav className={classes.kinds} aria-label={t('templates.label')}>
        <p className={classes.hint}>{t('templates.hint')}</p>
        {templates.map((template) => (
          <button
            key={template.kind}
            type="button"
            className={classes.kind}
            aria-current={template.kind === kind}
            onClick={() => setKind(template.kind)}
          >
            <span>{t(`kinds.${template.kind}`)}</span>
            {template.isChanged && <span className={classes.changed}>{t('templates.changed')}</span>}
          </button>
        ))}
      </nav>
      <div className={classes.editorSide}>
        {chosen !== undefined && (
          <TemplateEditor
            key={`${chosen.kind}:${chosen.title}:${chosen.body}`}
            template={chosen}
            onChanged={put}
          />
        )}
      </div>
    </div>
  );
}
