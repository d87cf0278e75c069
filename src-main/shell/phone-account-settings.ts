import { z } from 'zod';

/** An id of Twilio's: two capitals and 32 hex digits; '' while there is none. */
const sid = (prefix: 'AC' | 'SK' | 'AP') => z.string().regex(new RegExp(`^(${prefix}[0-9a-f]{32})?$`));
/** Twilio refuses identities with other characters. */
const identity = z.string().regex(/^[\w.\-@+]{1,121}$/);

/** The desk's telephone account. Its secrets are the secrets `phoneApiKeySecret` and `phoneAuthToken`. */
export const phoneAccountSettings = {
  phoneAccountSid: sid('AC'),
  phoneApiKeySid: sid('SK'),
  phoneApplicationSid: sid('AP'),
  /** Who this desk is at the telephone service. */
  phoneIdentity: identity,
  /** Who else rings for an incoming call. */
  phoneDeskGroup: z.array(identity).max(200).readonly(),
  /** Our numbers, E.164: the first is shown unless another is chosen. */
  phoneCallerIds: z
    .array(z.string().regex(/^\+[1-9]\d{6,14}$/))
    .max(50)
    .readonly(),
  /** ISO 3166-1 alpha-2: how numbers without a country are understood. */
  phoneCountry: z.string().regex(/^[A-Z]{2}$/),
  /** How long a desk rings before the next are tried. */
  phoneRingSeconds: z.number().int().min(5).max(60),
  /** Off: another desk or server tells the telephone service what to do with calls. */
  phoneAnswersService: z.boolean(),
  phoneRecording: z.enum(['never', 'onDemand', 'always']),
  /** Whoever is recorded hears so first. */
  phoneRecordingNotice: z.boolean(),
  phoneRecordingKeptDays: z.number().int().min(1).max(3_650),
};
