import { Button, Tooltip } from '@mantine/core';
import { IconBellOff, IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../ui/format.ts';
import { CallerFacts } from './caller-facts.tsx';
import { namesOf } from './call-text.ts';
import type { DeskCall } from './desk-calls.ts';
import { answer, decline, silence } from './phone-actions.ts';
import classes from './softphone.module.css';
import { useCallerCard } from './use-caller-card.ts';

interface RingCardProps {
  readonly call: DeskCall;
  /** Whom answering would put on hold. */
  readonly heldTitle: string | null;
}

function RingButtons({ call }: { readonly call: DeskCall }) {
  const { t } = useTranslation('softphone');
  const { callId, leg } = call;
  const isSilenced = leg.kind === 'offered' && leg.isSilenced;
  return (
    <>
      <div className={classes.buttons}>
        <Tooltip label={t('ring.answerHint')}>
          <Button
            className={classes.answer}
            leftSection={<IconPhone size={17} aria-hidden />}
            onClick={() => answer(callId)}
          >
            {t('ring.answer')}
          </Button>
        </Tooltip>
        <Tooltip label={t('ring.declineHint')}>
          <Button
            className={classes.hangUp}
            leftSection={<IconPhoneOff size={17} aria-hidden />}
            onClick={() => decline(callId)}
          >
            {t('ring.decline')}
          </Button>
        </Tooltip>
      </div>
      {isSilenced ? (
        <p className={classes.quiet}>{t('ring.silenced')}</p>
      ) : (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconBellOff size={15} aria-hidden />}
          onClick={() => silence(callId)}
        >
          {t('ring.silence')}
        </Button>
      )}
    </>
  );
}

/** A call that rings here. It takes no focus: it is answered by a key, by the tray, or by its button. */
export function RingCard({ call, heldTitle }: RingCardProps) {
  const { t } = useTranslation('softphone');
  const card = useCallerCard(call.address);
  const who = namesOf(card) ?? call.title;
  const numberText = card?.numberText ?? (call.address === null ? '' : formatPhone(call.address));
  const ownNumber = call.live?.ownNumber ?? null;
  return (
    <section className={classes.ring} aria-label={t('ring.label', { who })}>
      <p className={classes.kicker}>
        {t('ring.incoming')}
        {ownNumber !== null && ` ${t('ring.toNumber', { number: formatPhone(ownNumber) })}`}
      </p>
      <h3 className={classes.who}>{who}</h3>
      {numberText !== who && <p className={classes.number}>{numberText}</p>}
      <RingButtons call={call} />
      {heldTitle !== null && <p className={classes.quiet}>{t('ring.willHold', { who: heldTitle })}</p>}
      <CallerFacts number={call.address} card={card} />
    </section>
  );
}
