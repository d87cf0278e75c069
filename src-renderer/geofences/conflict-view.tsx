import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type {
  GeofenceSync,
  GeofenceVersion,
} from '../../src-main/core/operations/telematics/geofences/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { coreClient } from '../platform/client.ts';
import { shapeText } from './geofence-text.ts';
import classes from './geofences-screen.module.css';

type Conflict = Extract<GeofenceSync, { state: 'conflict' }>;

interface Line {
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
  /** Shapes may differ though their words are the same. */
  readonly differs: boolean;
}

function useLines({ mine, theirs }: Conflict): readonly Line[] {
  const { t } = useTranslation('geofences');
  const wordsOf = (version: GeofenceVersion | null) => ({
    name: version?.name ?? '',
    type: version === null ? '' : t(`type.${version.type}`),
    shape: version === null ? '' : shapeText(version.area, t),
    tags: version?.tags.join(', ') || t('conflict.none'),
    notes: version?.notes ?? t('conflict.none'),
  });
  const [ours, other] = [wordsOf(mine), wordsOf(theirs)];
  const isMoved = JSON.stringify(mine?.area) !== JSON.stringify(theirs?.area);
  const lineOf = (label: string, key: keyof typeof ours): Line => ({
    label,
    mine: ours[key],
    theirs: other[key],
    differs: key === 'shape' ? isMoved : ours[key] !== other[key],
  });
  return [
    lineOf(t('conflict.name'), 'name'),
    lineOf(t('conflict.type'), 'type'),
    lineOf(t('card.shape'), 'shape'),
    lineOf(t('card.tags'), 'tags'),
    lineOf(t('card.notes'), 'notes'),
  ];
}

interface VersionProps {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly side: 'mine' | 'theirs';
  /** Said instead of the lines when that side deleted it. */
  readonly deletedText: string | null;
  readonly choose: { readonly label: string; readonly onClick: () => void };
}

function Version({ title, lines, side, deletedText, choose }: VersionProps) {
  const { t } = useTranslation('geofences');
  return (
    <div className={classes.version}>
      <h4>{title}</h4>
      {deletedText === null ? (
        <dl>
          {lines.map((line) => (
            <div key={line.label}>
              <dt>{line.label}</dt>
              <dd data-differs={line.differs}>
                {line[side]}
                {line.differs && <span className={classes.unseen}> ({t('conflict.differs')})</span>}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p>{deletedText}</p>
      )}
      <Button size="compact-sm" variant="default" onClick={choose.onClick}>
        {choose.label}
      </Button>
    </div>
  );
}

/** Both versions side by side; one click decides. */
export function ConflictView({ id, conflict }: { readonly id: string; readonly conflict: Conflict }) {
  const { t } = useTranslation('geofences');
  const lines = useLines(conflict);
  const keep = (side: 'mine' | 'theirs') => () =>
    void attempt(() => coreClient.telematics.resolveGeofenceConflict({ id, keep: side }));
  return (
    <section className={`${classes.part} ${classes.conflict}`} aria-label={t('conflict.title')}>
      <h3 className={classes.conflictTitle}>{t('conflict.title')}</h3>
      <p>{t('conflict.body')}</p>
      <div className={classes.versions}>
        <Version
          title={t('conflict.mine')}
          lines={lines}
          side="mine"
          deletedText={conflict.mine === null ? t('conflict.deletedMine') : null}
          choose={{ label: t('conflict.keepMine'), onClick: keep('mine') }}
        />
        <Version
          title={t('conflict.theirs')}
          lines={lines}
          side="theirs"
          deletedText={conflict.theirs === null ? t('conflict.deletedTheirs') : null}
          choose={{ label: t('conflict.takeTheirs'), onClick: keep('theirs') }}
        />
      </div>
    </section>
  );
}
