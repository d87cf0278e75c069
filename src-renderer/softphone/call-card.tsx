import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../ui/format.ts';
import { ToneIcon } from '../ui/tone-icon.tsx';
import { CallControls } from './call-controls.tsx';
import { CallParties } from './call-parties.tsx';
import { CallQualityLine } from './call-quality.tsx';
import { legWords, namesOf } from './call-text.ts';
import { CallTimer, MuteLeft } from './call-timer.tsx';
import { CallerFacts } from './caller-facts.tsx';
import { isAnswered, type DeskCall } from './desk-calls.ts';
import { merge, swapTo } from './phone-actions.ts';
import classes from './softphone.module.css';
import { useCallerCard } from './use-caller-card.ts';

interface CallCardProps {
  readonly call: DeskCall;
  readonly isFront: boolean;
  /** The call in front, for a call that waits behind it. */
  readonly front: DeskCall | null;
}

function StateLine({ call }: { readonly call: DeskCall }) {
  const { t } = useTranslation('softphone');
  const { words, tone } = legWords(call.leg);
  const sinceMs = call.connectedAtMs ?? call.leg.sinceMs;
  const recording = call.live?.recording ?? 'off';
  return (
    <p className={classes.state} data-tone={tone}>
      <ToneIcon tone={tone} />
      <span role="status">{words}</span>
      {call.isMuted && <span className={classes.warn}>{t('call.muted')}</span>}
      {recording === 'recording' && <span className={classes.bad}>{t('record.isOn')}</span>}
      {recording === 'paused' && <span className={classes.warn}>{t('record.isPaused')}</span>}
      <CallTimer sinceMs={sinceMs} />
    </p>
  );
}

/** Two calls at once: which one is spoken in, or both together. */
function BehindButtons({ call, front }: { readonly call: DeskCall; readonly front: DeskCall }) {
  const { t } = useTranslation('softphone');
  const canMerge = isAnswered(call) && isAnswered(front);
  return (
    <div className={classes.buttons}>
      <Button size="compact-sm" onClick={() => swapTo(call.callId)}>
        {t('call.swap')}
      </Button>
      {canMerge && (
        <Button size="compact-sm" variant="default" onClick={() => merge(call.callId, front.callId)}>
          {t('call.merge', { who: front.title })}
        </Button>
      )}
    </div>
  );
}

/** A call that goes on at this desk: who it is, how it stands, and what can be done with it. */
export function CallCard({ call, isFront, front }: CallCardProps) {
  const { t } = useTranslation('softphone');
  const card = useCallerCard(call.address);
  const [factsShown, setFactsShown] = useState(false);
  const who = namesOf(card) ?? call.title;
  const numberText = card?.numberText ?? (call.address === null ? '' : formatPhone(call.address));
  const showsFacts = isFront || factsShown;
  return (
    <section className={classes.call} data-front={isFront} aria-label={t('call.label', { who })}>
      <h3 className={classes.who}>{who}</h3>
      {numberText !== who && <p className={classes.number}>{numberText}</p>}
      <StateLine call={call} />
      {call.mutedUntilMs !== null && <MuteLeft untilMs={call.mutedUntilMs} />}
      {isFront && <CallQualityLine quality={call.quality} />}
      {front !== null && !isFront && <BehindButtons call={call} front={front} />}
      <CallControls call={call} />
      {call.live !== null && <CallParties live={call.live} />}
      {showsFacts && <CallerFacts number={call.address} card={card} />}
      {!isFront && call.address !== null && (
        <Button size="compact-xs" variant="subtle" onClick={() => setFactsShown(!factsShown)}>
          {t(factsShown ? 'who.hideFacts' : 'who.facts')}
        </Button>
      )}
    </section>
  );
}
