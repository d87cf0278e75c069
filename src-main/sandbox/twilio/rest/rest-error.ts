/** A refusal as Twilio words it; `code` is of its error dictionary. */
export class RestError extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.name = 'RestError';
    this.status = status;
    this.code = code;
  }
}

export const notFound = (path: string): RestError =>
  new RestError(404, 20_404, `The requested resource ${path} was not found`);

export const badParameter = (name: string, why: string): RestError =>
  new RestError(400, 20_001, `Invalid parameter ${name}: ${why}`);

export const errorBody = ({ code, message, status }: RestError) => ({
  code,
  message,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
});
