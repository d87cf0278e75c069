import { implementContract } from '../../../platform/implementer.ts';
import { accuracyContract, type Accuracy } from './contract.ts';

export function createAccuracyRouter(deps: {
  watch(hours: number, signal?: AbortSignal): AsyncGenerator<Accuracy, void, void>;
}) {
  const base = implementContract(accuracyContract);
  return base.router({
    watchAccuracy: base.watchAccuracy.handler(({ input, signal }) => deps.watch(input.hours, signal)),
  });
}

export type AccuracyRouter = ReturnType<typeof createAccuracyRouter>;
