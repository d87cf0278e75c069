import { TextInput } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { useRoster } from '../fleet-map/roster-store.ts';
import { fleetNowMs } from '../fleet-map/use-visible-vehicles.ts';
import { indexVehicles, searchVehicles } from '../fleet-map/vehicle-search.ts';
import { readQuestion } from './ask.ts';
import classes from './review-panel.module.css';
import { useReview } from './review-store.ts';

type Problem = 'noTime' | 'noTruck' | 'manyTrucks' | 'future';

/** The one whose name is exactly that, else the only one that fits. */
function theOne(found: readonly Vehicle[], typed: string): Vehicle | Problem {
  const exact = found.find(({ name }) => name.toLowerCase() === typed.toLowerCase());
  const ending = found.filter(({ name }) => name.toLowerCase().endsWith(` ${typed.toLowerCase()}`));
  const [first] = found;
  if (exact !== undefined) return exact;
  if (ending.length === 1 && ending[0] !== undefined) return ending[0];
  if (first === undefined) return 'noTruck';
  return found.length === 1 ? first : 'manyTrucks';
}

/** "117 yesterday 14:20": the quickest way to where a truck was. */
export function AskField() {
  const { t } = useTranslation('review');
  const [question, setQuestion] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const vehicles = useRoster(({ roster }) => roster?.vehicles ?? null);
  const index = useMemo(() => indexVehicles(vehicles ?? []), [vehicles]);

  const answer = (): Problem | null => {
    const nowMs = fleetNowMs();
    const asked = readQuestion(question, nowMs);
    if (asked === null) return 'noTime';
    if (asked.timeMs > nowMs) return 'future';
    const { vehicleIds, ask } = useReview.getState();
    const [only] = vehicleIds;
    if (asked.truck === '' && only !== undefined) {
      ask(only, asked.timeMs);
      return null;
    }
    const one = asked.truck === '' ? 'noTruck' : theOne(searchVehicles(index, asked.truck), asked.truck);
    if (typeof one === 'string') return one;
    ask(one.id, asked.timeMs);
    return null;
  };

  return (
    <form
      className={classes.part}
      onSubmit={(event) => {
        event.preventDefault();
        const found = answer();
        setProblem(found);
        // The keys of the playback are free again.
        if (found === null) inputRef.current?.blur();
      }}
    >
      <TextInput
        ref={inputRef}
        size="xs"
        label={t('ask.label')}
        placeholder={t('ask.placeholder')}
        leftSection={<IconHelpCircle size={16} stroke={1.7} />}
        value={question}
        error={problem === null ? undefined : t(`ask.problem.${problem}`)}
        onChange={(event) => {
          setQuestion(event.currentTarget.value);
          setProblem(null);
        }}
      />
    </form>
  );
}
