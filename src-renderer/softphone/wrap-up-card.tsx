import { Button, CloseButton } from '@mantine/core';
import { IconPhone, IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Disposition } from '../../src-main/core/operations/twilio/calls/call-status.wire.ts';
import { attempt } from '../app/desk-actions.ts';
import { coreClient } from '../platform/client.ts';
import { legWords, namesOf, stopwatchText } from './call-text.ts';
import { OutcomeFields } from './outcome-fields.tsx';
import { dialNumber } from './phone-actions.ts';
import { usePhoneView, type WrapUp } from './phone-view-store.ts';
import classes from './softphone.module.css';
import { useCallerCard } from './use-caller-card.ts';
import { PartyChoice } from './party-choice.tsx';

function Rating({ callId }: { readonly callId: string }) {
  const { t } = useTranslation('softphone');
  const [rating, setRating] = useState<1 | -1 | null>(null);
  const rate = (chosen: 1 | -1) => {
    const next = rating === chosen ? null : chosen;
    setRating(next);
    void attempt(() => coreClient.phone.rateCall({ callId, rating: next }));
  };
  return (
    <div className={classes.rating} role="group" aria-label={t('wrapUp.rate')}>
      <span className={classes.quiet}>{t('wrapUp.rate')}</span>
      <Button
        size="compact-sm"
        variant={rating === 1 ? 'filled' : 'default'}
        aria-pressed={rating === 1}
        leftSection={<IconThumbUp size={15} aria-hidden />}
        onClick={() => rate(1)}
      >
        {t('wrapUp.good')}
      </Button>
      <Button
        size="compact-sm"
        variant={rating === -1 ? 'filled' : 'default'}
        aria-pressed={rating === -1}
        leftSection={<IconThumbDown size={15} aria-hidden />}
        onClick={() => rate(-1)}
      >
        {t('wrapUp.bad')}
      </Button>
    </div>
  );
}

function WrapUpForm({ wrapUp }: { readonly wrapUp: WrapUp }) {
  const { t } = useTranslation('softphone');
  const closeWrapUp = usePhoneView((view) => view.closeWrapUp);
  const [note, setNote] = useState('');
  const [disposition, setDisposition] = useState<Disposition | null>(null);
  const { callId } = wrapUp;
  const save = async () => {
    await coreClient.phone.wrapUpCall({ callId, note, disposition });
    closeWrapUp(callId);
  };
  return (
    <>
      <OutcomeFields
        disposition={disposition}
        onDisposition={setDisposition}
        note={note}
        onNote={setNote}
        placeholder={t('wrapUp.notePlaceholder')}
      />
      <div className={classes.buttons}>
        <Button
          size="compact-sm"
          disabled={note.trim() === '' && disposition === null}
          onClick={() => void attempt(save, t('wrapUp.saved'))}
        >
          {t('wrapUp.save')}
        </Button>
        {wrapUp.address !== null && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPhone size={15} aria-hidden />}
            onClick={() => dialNumber(wrapUp.address ?? '')}
          >
            {t('call.callAgain')}
          </Button>
        )}
      </div>
    </>
  );
}

/**
 * After a call: what came of it, and how the line was. It waits; nobody has to fill it in. Older ones are folded, so that
 * what is going on stays in sight.
 */
export function WrapUpCard({ wrapUp, isNewest }: { readonly wrapUp: WrapUp; readonly isNewest: boolean }) {
  const { t } = useTranslation('softphone');
  const [isUnfolded, setUnfolded] = useState(false);
  const closeWrapUp = usePhoneView((view) => view.closeWrapUp);
  const card = useCallerCard(wrapUp.address);
  const who = namesOf(card) ?? wrapUp.title;
  const wasConnected = wrapUp.talkMs !== null;
  return (
    <section className={classes.wrapUp} aria-label={t('wrapUp.label', { who })}>
      <div className={classes.wrapUpHead}>
        <h3 className={classes.who}>{who}</h3>
        <CloseButton size="sm" aria-label={t('wrapUp.close')} onClick={() => closeWrapUp(wrapUp.callId)} />
      </div>
      <p className={classes.quiet} role="status">
        {legWords(wrapUp.leg).words}
        {wrapUp.talkMs !== null && ` · ${t('wrapUp.talked', { time: stopwatchText(wrapUp.talkMs) })}`}
      </p>
      {isNewest || isUnfolded ? (
        <>
          {wasConnected && <Rating callId={wrapUp.callId} />}
          {card !== null && card.matches.length > 1 && <PartyChoice callId={wrapUp.callId} card={card} />}
          <WrapUpForm wrapUp={wrapUp} />
        </>
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => setUnfolded(true)}>
          {t('wrapUp.unfold')}
        </Button>
      )}
    </section>
  );
}
