import { AppError } from '../../platform/errors.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from './alert-repository.ts';
import type { AlertTemplate, TemplateIssue } from './contract.ts';
import type { Happening } from './incident.ts';
import { alertKinds, type AlertKind } from './incident.wire.ts';
import { deleteTemplate, readTemplates, saveTemplate } from './rule-repository.ts';
import { checkTemplate, renderTemplate } from './template-text.ts';
import {
  builtInTemplates,
  placeholdersOf,
  sampleValues,
  templateValues,
  type AlertContext,
  type AlertText,
} from './template-values.ts';

/** The one language there is, until the settings offer another. */
const language = 'en';

export interface Templates {
  load(): Promise<void>;
  render(happening: Happening, context: AlertContext): AlertText;
  list(): AlertTemplate[];
  /** Throws `notifications/invalid-template`. */
  save(template: AlertText & { readonly kind: AlertKind }, by: string): Promise<AlertTemplate>;
  reset(kind: AlertKind): Promise<AlertTemplate>;
  preview(
    template: AlertText & { readonly kind: AlertKind },
  ): AlertText & { readonly issues: TemplateIssue[] };
}

/** The texts of alerts: the built-in ones, and over them what people changed. */
export function createTemplates(deps: { readonly db: Database; readonly clock: Clock }): Templates {
  const { db, clock } = deps;
  const changed = new Map<AlertKind, AlertText>();

  const issuesOf = ({ kind, title, body }: AlertText & { readonly kind: AlertKind }) => [
    ...checkTemplate('title', title, placeholdersOf(kind)),
    ...checkTemplate('body', body, placeholdersOf(kind)),
  ];

  function templateOf(kind: AlertKind): AlertTemplate {
    const builtIn = builtInTemplates[kind];
    const own = changed.get(kind);
    const samples = sampleValues(kind, clock.nowMs());
    return {
      kind,
      ...(own ?? builtIn),
      builtIn,
      isChanged: own !== undefined,
      placeholders: Object.entries(samples).map(([name, sample]) => ({ name, sample: sample ?? '' })),
    };
  }

  return {
    async load() {
      for (const { kind, title, body } of await readTemplates(db, language))
        changed.set(kind, { title, body });
    },
    render(happening, context) {
      const { title, body } = changed.get(happening.kind) ?? builtInTemplates[happening.kind];
      const values = templateValues(happening, context);
      return { title: renderTemplate(title, values), body: renderTemplate(body, values) };
    },
    list: () => alertKinds.map(templateOf),
    async save(template, by) {
      const issues = issuesOf(template);
      if (issues.length > 0) {
        throw new AppError('notifications/invalid-template', 'The template has mistakes.', {
          data: { issues },
        });
      }
      const { kind, title, body } = template;
      await saveTemplate(db, { kind, language, title, body, updated_at_ms: clock.nowMs(), updated_by: by });
      changed.set(kind, { title, body });
      return templateOf(kind);
    },
    async reset(kind) {
      await deleteTemplate(db, kind, language);
      changed.delete(kind);
      return templateOf(kind);
    },
    preview(template) {
      const values = sampleValues(template.kind, clock.nowMs());
      return {
        title: renderTemplate(template.title, values),
        body: renderTemplate(template.body, values),
        issues: issuesOf(template),
      };
    },
  };
}
