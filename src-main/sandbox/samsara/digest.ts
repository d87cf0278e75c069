/** The form of samsara-digest.json: the vendor's OpenAPI document boiled down. Made by src-main/tooling/samsara-digest.ts. */

/** A schema. Objects that appear more than once are kept once, under `definitions`. "time" is a string in RFC 3339. */
export type Digest =
  | string
  | { readonly enum: ReadonlyArray<string | number> }
  | { readonly items: Digest }
  | { readonly values: Digest }
  | { readonly keys: Readonly<Record<string, Digest>>; readonly required: readonly string[] }
  | { readonly ref: string };

export interface ParameterDigest {
  readonly isRequired: boolean;
  readonly schema: Digest;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface EndpointDigest {
  readonly parameters: Readonly<Record<string, ParameterDigest>>;
  readonly response: Digest;
  readonly error: Digest;
}

export interface WriteDigest {
  /** The body that is sent; "any" for none. */
  readonly request: Digest;
  readonly response: Digest;
  readonly error: Digest;
}

export interface SamsaraDigest {
  readonly version: string;
  readonly endpoints: Readonly<Record<string, EndpointDigest>>;
  /** By "METHOD path". */
  readonly writes: Readonly<Record<string, WriteDigest>>;
  readonly definitions: Readonly<Record<string, Digest>>;
}
