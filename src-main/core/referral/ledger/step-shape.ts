import type { Move, Step } from './step.ts';

/** Checks by hand, as every entry of a long log passes here: what comes from outside is no step until it looks like one. */

type Unknown = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Unknown => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
const isWholeOrNull = (value: unknown) => value === null || isWhole(value);

const isMove = (value: unknown): value is Move =>
  isObject(value) && isText(value['from']) && isText(value['to']) && isWhole(value['amount']);

const isCaps = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((cap: unknown) => isObject(cap) && isText(cap['counter']) && isWhole(cap['limit']));

const isAccounts = (value: Unknown, ...names: readonly string[]) =>
  names.every((name) => isText(value[name]));

export function isStep(value: unknown): value is Step {
  if (!isObject(value)) return false;
  switch (value['kind'] as Step['kind']) {
    case 'transfer':
      return isMove(value['move']) && isCaps(value['caps']);
    case 'hold':
      return (
        isAccounts(value, 'holdId', 'from', 'via', 'to') &&
        isWhole(value['amount']) &&
        isWholeOrNull(value['expiresAtMs']) &&
        isCaps(value['caps'])
      );
    case 'post':
      return isText(value['holdId']) && isWholeOrNull(value['amount']);
    case 'void':
    case 'timeOut':
      return isText(value['holdId']);
    case 'reverse':
      return isWhole(value['seq']);
    case 'clawBack':
      return isAccounts(value, 'from', 'owed', 'to') && isWhole(value['amount']);
    case 'settle':
      return isAccounts(value, 'from', 'owed');
    default:
      return false;
  }
}
