/** How one attribute is written. `read` answers `undefined` for what does not fit. */
export interface AttributeKind<T> {
  readonly what: string;
  read(text: string): T | undefined;
}

export type AttributeKinds = Readonly<Record<string, AttributeKind<unknown>>>;

/** What was written and fits; the rest is left out. */
export type AttributeValues<Kinds extends AttributeKinds> = {
  readonly [Name in keyof Kinds]?: Kinds[Name] extends AttributeKind<infer T> ? T : never;
};

export const text: AttributeKind<string> = { what: 'text', read: (written) => written };

/** Empty is kept: it means "nothing is to be called". */
export const address: AttributeKind<string> = {
  what: 'a URL',
  read: (written) => (/\s/.test(written.trim()) ? undefined : written.trim()),
};

export const boolean: AttributeKind<boolean> = {
  what: 'true or false',
  read: (written) => ({ true: true, false: false })[written.toLowerCase()],
};

export const integer = (minimum: number, maximum = Number.MAX_SAFE_INTEGER): AttributeKind<number> => ({
  what: `an integer from ${minimum} to ${maximum}`,
  read(written) {
    const value = /^-?\d+$/.test(written.trim()) ? Number(written) : NaN;
    return value >= minimum && value <= maximum ? value : undefined;
  },
});

export const oneOf = <const T extends string>(...values: readonly T[]): AttributeKind<T> => ({
  what: `one of ${values.join(', ')}`,
  read: (written) => values.find((value) => value.toLowerCase() === written.toLowerCase()),
});

/** Several words with spaces between. */
export const someOf = <const T extends string>(...values: readonly T[]): AttributeKind<readonly T[]> => {
  const one = oneOf(...values);
  return {
    what: `some of ${values.join(', ')}`,
    read(written) {
      const read = written
        .trim()
        .split(/[\s,]+/)
        .map((word) => one.read(word));
      return read.every((value) => value !== undefined) ? read : undefined;
    },
  };
};

export const method = oneOf('POST', 'GET');
export const callEvents = someOf('initiated', 'ringing', 'answered', 'completed');
export const recordingEvents = someOf('in-progress', 'completed', 'absent');

export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed';
export type RecordingEvent = 'in-progress' | 'completed' | 'absent';
