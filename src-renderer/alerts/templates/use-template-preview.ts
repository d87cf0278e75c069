import { useEffect, useState } from 'react';
import type { TemplateIssue } from '../../../src-main/core/operations/notifications/contract.ts';
import type { AlertKind } from '../../../src-main/core/operations/notifications/incident.wire.ts';
import { coreClient } from '../../platform/client.ts';

export interface TemplatePreview {
  readonly title: string;
  readonly body: string;
  readonly issues: readonly TemplateIssue[];
}

const typingPauseMs = 200;

/** What a text would look like, asked for when typing pauses; the last answer stays until then. `null`: none yet. */
export function useTemplatePreview(kind: AlertKind, title: string, body: string): TemplatePreview | null {
  const [preview, setPreview] = useState<TemplatePreview | null>(null);
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      coreClient.notifications.previewTemplate({ kind, title, body }).then(
        (next) => {
          if (isWanted) setPreview(next);
        },
        // The core is away: saving says so.
        () => undefined,
      );
    }, typingPauseMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [kind, title, body]);
  return preview;
}
